package dev.culprit.benchmarks.series;

import dev.culprit.analysis.births.LabelCounts;
import dev.culprit.analysis.births.SeriesColumns;
import dev.culprit.correlate.columns.SeriesBlock;
import dev.culprit.correlate.columns.SeriesFile;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import org.apache.hadoop.conf.Configuration;

/** Culprit's own counting, from the files on: {@code WAREHOUSE CORES COUNTS}. */
final class ByColumns {
    private ByColumns() {}

    private record Pod(String namespace, String pod) {}

    public static void main(String[] arguments) throws IOException {
        Configuration configuration = new Configuration();
        Warehouse warehouse = new Warehouse(arguments[0], configuration);
        List<Partition> partitions =
                warehouse.partitions(Table.SERIES, TargetWeek.ENVIRONMENT, WholeCorrelation.week());
        Cost cost = Cost.start();
        Counts counts = new Counts();
        ConcurrentHashMap<Pod, Queue<byte[]>> blocks = new ConcurrentHashMap<>();
        try (Workers workers = new Workers(Integer.parseInt(arguments[1]))) {
            workers.run(() -> partitions.parallelStream()
                    .flatMap(partition -> warehouse.files(Table.SERIES, partition).stream())
                    .forEach(file -> read(file, configuration, blocks)));
            workers.run(() ->
                    blocks.entrySet().parallelStream().forEach(pod -> count(pod.getKey(), pod.getValue(), counts)));
        }
        counts.write(Path.of(arguments[2]));
        System.out.println(cost.line("Culprit, by columns"));
    }

    private record Workers(ForkJoinPool pool) implements AutoCloseable {
        Workers(int cores) {
            this(new ForkJoinPool(cores));
        }

        void run(Runnable work) {
            pool.submit(work).join();
        }

        @Override
        public void close() {
            pool.shutdown();
        }
    }

    private static void read(String file, Configuration configuration, ConcurrentHashMap<Pod, Queue<byte[]>> blocks) {
        Warehouse.refuseDamaged(file, configuration);
        try (SeriesFile series = new SeriesFile(file, configuration, WholeCorrelation.week())) {
            boolean more = true;
            while (more) {
                more = series.readRowGroup(block -> blocks.computeIfAbsent(
                                new Pod(block.namespace(), block.pod()), pod -> new ConcurrentLinkedQueue<>())
                        .add(block.rows()));
            }
        }
    }

    private static void count(Pod pod, Queue<byte[]> blocks, Counts counts) {
        SeriesColumns.Builder builder = new SeriesColumns.Builder();
        for (byte[] rows = blocks.poll(); rows != null; rows = blocks.poll()) {
            SeriesBlock.read(rows, builder);
        }
        for (LabelCounts label : LabelCounts.of(builder.build())) {
            BigInteger sum = BigInteger.ZERO;
            for (double first : label.firstSights()) {
                sum = sum.add(BigInteger.valueOf(Math.round(first * 1e6)));
            }
            counts.add(
                    pod.namespace,
                    pod.pod,
                    label.label(),
                    label.firstSights().length,
                    sum.toString(),
                    label.seriesWithout());
        }
    }
}
