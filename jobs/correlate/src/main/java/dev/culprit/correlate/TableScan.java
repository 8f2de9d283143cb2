package dev.culprit.correlate;

import dev.culprit.correlate.PodBlock.Kind;
import dev.culprit.model.Period;
import dev.culprit.warehouse.Warehouse;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Files of the tables that the verdict is made of, read wherever Spark runs it.
 *
 * @param settings Hadoop's, whose configuration is not serializable
 */
record TableScan(HashMap<String, String> settings, Period period) implements Serializable {
    /** Tasks per core that read: enough that the last ones do not leave cores idle for long. */
    private static final int TASKS_PER_CORE = 8;
    /** The same for those that judge, and how many there are on few cores. */
    private static final int JUDGING_TASKS_PER_CORE = 4;

    private static final int LEAST_JUDGING_TASKS = 16;

    /** @param environment that the file's partition is of */
    record File(Kind kind, String environment, String file) implements Serializable {}

    static TableScan of(JavaSparkContext spark, Period period) {
        HashMap<String, String> settings = new HashMap<>();
        spark.hadoopConfiguration().forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
        return new TableScan(settings, period);
    }

    /**
     * All rows of the tables {@code container_memory}, {@code scrapes}, {@code series} and {@code families} of these environments that
     * lie in the period. Blocks of a pod are adjacent in one partition, so that one pod at a time needs memory. This takes one
     * shuffle, and a sort that spills to disk when it must.
     */
    JavaPairRDD<PodKey, PodBlock> byPod(JavaSparkContext spark, Warehouse warehouse, List<String> environments) {
        List<File> series = files(warehouse, environments, Kind.SERIES);
        // Apart, as these files are small: in one list with them a few tasks would have all the series.
        List<File> others = Stream.of(Kind.MEMORY, Kind.SCRAPES, Kind.FAMILIES)
                .flatMap(kind -> files(warehouse, environments, kind).stream())
                .toList();
        return blocks(spark, series)
                .union(blocks(spark, others))
                .repartitionAndSortWithinPartitions(new HashPartitioner(
                        Math.max(LEAST_JUDGING_TASKS, JUDGING_TASKS_PER_CORE * spark.defaultParallelism())));
    }

    private List<File> files(Warehouse warehouse, List<String> environments, Kind kind) {
        return environments.stream()
                .flatMap(environment -> warehouse.partitions(kind.table(), environment, period).stream()
                        .flatMap(partition -> warehouse.files(kind.table(), partition).stream()
                                .map(file -> new File(kind, environment, file))))
                .toList();
    }

    private JavaPairRDD<PodKey, PodBlock> blocks(JavaSparkContext spark, List<File> files) {
        int tasks = Math.max(1, Math.min(files.size(), TASKS_PER_CORE * spark.defaultParallelism()));
        return spark.parallelize(files, tasks).mapPartitionsToPair(some -> {
            Configuration configuration = new Configuration(false);
            settings.forEach(configuration::set);
            BlockByBlock blocks = new BlockByBlock(some, configuration, period);
            // However the task ends: by an error, or before all was asked for.
            TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> blocks.close());
            return blocks;
        });
    }
}
