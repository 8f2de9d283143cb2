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
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
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
        int cores = Integer.parseInt(arguments[1]);
        List<String> files = partitions.stream()
                .flatMap(partition -> warehouse.files(Table.SERIES, partition).stream())
                .toList();
        share(cores, files, file -> read(file, configuration, blocks));
        // The largest first, as a core that has nothing left waits for the other's last.
        List<Pod> pods = blocks.keySet().stream()
                .sorted(Comparator.comparingLong((Pod pod) -> bytes(blocks.get(pod)))
                        .reversed())
                .toList();
        share(cores, pods, pod -> count(pod, blocks.get(pod), counts));
        counts.write(Path.of(arguments[2]));
        System.out.println(cost.line("Culprit, by columns"));
    }

    private static long bytes(Queue<byte[]> rows) {
        return rows.stream().mapToLong(some -> some.length).sum();
    }

    /** Each core takes the next of all, in their order. */
    private static <T> void share(int cores, List<T> all, Consumer<T> work) {
        Queue<T> rest = new ConcurrentLinkedQueue<>(all);
        List<CompletableFuture<Void>> workers = IntStream.range(0, cores)
                .mapToObj(core -> CompletableFuture.runAsync(
                        () -> {
                            for (T one = rest.poll(); one != null; one = rest.poll()) {
                                work.accept(one);
                            }
                        },
                        task -> new Thread(task, "core " + core).start()))
                .toList();
        workers.forEach(CompletableFuture::join);
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
            counts.add(
                    pod.namespace,
                    pod.pod,
                    label.label(),
                    label.firstSights().length,
                    sum(label.firstSights()),
                    label.seriesWithout());
        }
    }

    /** In microseconds since the epoch. Since the first of them they are few enough for a long. */
    private static String sum(double[] ascending) {
        if (ascending.length == 0) {
            return "0";
        }
        long first = Math.round(ascending[0] * 1e6);
        long later = 0;
        for (double sight : ascending) {
            later += Math.round(sight * 1e6) - first;
        }
        // Most labels have so few values that their sum is a long, which is written faster.
        return first < (Long.MAX_VALUE - later) / ascending.length
                ? Long.toString(first * ascending.length + later)
                : BigInteger.valueOf(first)
                        .multiply(BigInteger.valueOf(ascending.length))
                        .add(BigInteger.valueOf(later))
                        .toString();
    }
}
