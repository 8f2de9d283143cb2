package dev.culprit.correlate;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.analysis.WorkloadAnalysis.Placed;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.model.Container;
import dev.culprit.model.CulpritException;
import dev.culprit.model.JobLauncher;
import dev.culprit.model.JobSummary;
import dev.culprit.model.JobSummary.Figures;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.TrendRow;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/** Job 3: reads the tables and writes a verdict for every workload, container and environment. */
public final class CorrelateJob {
    private static final Logger LOG = LoggerFactory.getLogger(CorrelateJob.class);

    private static final Comparator<Container> BY_POD = Comparator.comparing(Container::namespace)
            .thenComparing(Container::pod)
            .thenComparing(Container::container);

    private CorrelateJob() {}

    public static void main(String[] arguments) {
        JobLauncher.run("correlate", arguments);
    }

    private record Workload(String namespace, String workload) implements Serializable {}

    /**
     * Replaces {@code memory_trends}, {@code label_growth} and {@code findings} of every environment, under the date of the
     * period's last day. The same tables give the same rows in the same order.
     *
     * @throws CulpritException where the warehouse holds no rows of these environments in the period
     */
    public static JobSummary run(SparkSession spark, String warehousePath, List<String> environments, Period period) {
        Warehouse warehouse = new Warehouse(warehousePath, spark.sparkContext().hadoopConfiguration());
        List<WorkloadAnalysis.Result> results = new Tables(spark, warehouse, environments, period)
                .byPod()
                .toJavaRDD()
                .mapPartitions(PodRows::oneByOne)
                .flatMap(pod -> pod.histories().iterator())
                .mapToPair(history -> new Tuple2<>(keyOf(history), history))
                .groupByKey()
                .map(workload -> WorkloadAnalysis.of(listOf(workload._2()), period))
                .collect();
        if (results.isEmpty()) {
            throw new CulpritException(
                    "warehouse %s holds neither scrapes nor memory of %s from %s to %s: run the extract jobs first"
                            .formatted(warehouse, String.join(", ", environments), period.from(), period.to()));
        }
        try (Publication publication = warehouse.publication("correlate")) {
            for (String environment : environments) {
                write(publication, environment, results, period);
            }
            publication.publish();
        }
        return summary(results);
    }

    private static Workload keyOf(ContainerHistory history) {
        ReplicatedContainer container = ReplicatedContainer.of(history.container());
        return new Workload(container.namespace(), container.workload());
    }

    private static <T> List<T> listOf(Iterable<T> items) {
        List<T> list = new ArrayList<>();
        items.forEach(list::add);
        return list;
    }

    private static void write(
            Publication publication, String environment, List<WorkloadAnalysis.Result> results, Period period) {
        Partition partition = new Partition(environment, period.lastDay());
        List<Finding> findings = rowsOf(
                environment,
                results.stream().flatMap(result -> result.findings().stream()).toList(),
                Comparator.comparing(Finding::container));
        if (findings.isEmpty()) {
            LOG.warn("environment {}: the warehouse knows none of its containers in this period", environment);
        }
        publication.write(Table.FINDINGS, partition, findings);
        publication.write(
                Table.MEMORY_TRENDS,
                partition,
                rowsOf(
                        environment,
                        results.stream()
                                .flatMap(result -> result.trends().stream())
                                .toList(),
                        Comparator.comparing(TrendRow::container, BY_POD).thenComparing(TrendRow::start)));
        publication.write(
                Table.LABEL_GROWTH,
                partition,
                rowsOf(
                        environment,
                        results.stream()
                                .flatMap(result -> result.growth().stream())
                                .toList(),
                        Comparator.comparing(GrowthRow::container, BY_POD)
                                .thenComparing(GrowthRow::start)
                                .thenComparing(GrowthRow::metric)
                                .thenComparing(row -> row.labels().toString())));
    }

    private static <R extends Record> List<R> rowsOf(String environment, List<Placed<R>> placed, Comparator<R> order) {
        return placed.stream()
                .filter(row -> row.environment().equals(environment))
                .map(Placed::row)
                .sorted(order)
                .toList();
    }

    private static JobSummary summary(List<WorkloadAnalysis.Result> results) {
        Map<Verdict, Long> verdicts = results.stream()
                .flatMap(result -> result.findings().stream())
                .collect(groupingBy(placed -> placed.row().verdict(), TreeMap::new, counting()));
        List<String> facts = new ArrayList<>();
        facts.add(verdicts.values().stream().mapToLong(Long::longValue).sum() + " containers judged");
        verdicts.forEach((verdict, count) -> facts.add(count + " " + verdict));
        long containers =
                results.stream().mapToLong(result -> result.findings().size()).sum();
        long rows = containers
                + results.stream()
                        .mapToLong(result ->
                                result.trends().size() + result.growth().size())
                        .sum();
        return new JobSummary("correlate", facts, new Figures(containers, rows, 0));
    }
}
