package dev.culprit.extract.series;

import dev.culprit.extract.series.BundleResult.Counts;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Text;
import dev.culprit.model.table.Partition;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.BoxedUnit;

/** Runs bundles on Spark, one a task, and says when a day is done. */
final class BundleRun {
    private static final Logger LOG = LoggerFactory.getLogger(BundleRun.class);

    private final JavaSparkContext context;
    private final BundleTask task;
    private final List<Bundle> bundles;
    private final Map<Partition, Integer> left = new HashMap<>();
    private final Map<Partition, Counts> counts = new HashMap<>();

    BundleRun(JavaSparkContext context, BundleTask task, List<Bundle> bundles) {
        this.context = context;
        this.task = task;
        this.bundles = bundles;
        bundles.forEach(bundle -> left.merge(bundle.partition(), 1, Integer::sum));
    }

    /** The files that parts of days were written to, in their order. */
    static List<String> parts(JavaSparkContext context, BundleTask task, List<PartTask> parts) {
        if (parts.isEmpty()) {
            return List.of();
        }
        try {
            return context.parallelize(parts, parts.size())
                    .map(part -> part.run(
                            task.staging(), "attempt-" + TaskContext.get().taskAttemptId(), task.configuration()))
                    .collect();
        } catch (Exception failure) { // as below
            throw told(failure);
        }
    }

    /** The result of each bundle, in their order. Of several attempts at one, Spark hands out the first that succeeded. */
    List<BundleResult> results() {
        // All days may be in the tables already.
        if (bundles.isEmpty()) {
            return List.of();
        }
        BundleResult[] results = new BundleResult[bundles.size()];
        try {
            // Not collect(): that reports nothing before all is done.
            context.sc()
                    .runJob(
                            context.parallelize(bundles, bundles.size()).rdd(),
                            execution(task),
                            CollectionConverters.asScala(new ArrayList<Object>(IntStream.range(0, bundles.size())
                                            .boxed()
                                            .toList()))
                                    .toSeq(),
                            (index, result) -> {
                                results[(Integer) index] = result;
                                finished(result);
                                return BoxedUnit.UNIT;
                            },
                            ClassTag.apply(BundleResult.class));
        } catch (Exception failure) { // Spark's own is a checked one that Scala does not declare
            throw told(failure);
        }
        return Arrays.asList(results);
    }

    private static Function2<TaskContext, Iterator<Bundle>, BundleResult> execution(BundleTask task) {
        return (Function2<TaskContext, Iterator<Bundle>, BundleResult> & Serializable)
                (taskContext, bundle) -> task.run(bundle.next(), "attempt-" + taskContext.taskAttemptId());
    }

    private void finished(BundleResult result) {
        Partition partition = result.partition();
        Counts all = counts.merge(partition, result.counts(), Counts::plus);
        if (left.merge(partition, -1, Integer::sum) == 0) {
            LOG.info(
                    "environment {}, {}: {} scrapes ({} partial, {} rejected), {} births, {} series",
                    partition.environment(),
                    partition.date(),
                    all.scrapes(),
                    all.partial(),
                    all.rejected(),
                    all.births(),
                    all.seriesRows());
        }
    }

    /** Spark wraps what a task throws in an exception whose message is a stack trace. */
    private static CulpritException told(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CulpritException told) {
                return told;
            }
        }
        String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return new CulpritException("extract-series failed in Spark: " + Text.printable(first, 500), failure);
    }
}
