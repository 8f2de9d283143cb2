package dev.culprit.analysis;

import dev.culprit.analysis.ContainerHistory.Readings;
import dev.culprit.model.Nullable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Memory of all replicas in blocks of equal length on one absolute grid, a stretch of rows per lifetime, with the columns
 * that may explain it apart from labels.
 *
 * @param blockSeconds 1800, or 3600 where readings are hourly
 * @param requestsKnown whether every stretch has a request clock
 * @param requestsPerSecond mean over all stretches; 1 where unknown
 */
record Panel(List<Stretch> stretches, double blockSeconds, boolean requestsKnown, double requestsPerSecond) {
    private static final int FEWEST_BLOCKS = 8;
    private static final double COVERED = 0.3;
    private static final double SCRAPE_WITHIN_SECONDS = 1500;

    /**
     * One lifetime's rows.
     *
     * @param ledger of the process; null without scrapes
     * @param times middles of the blocks; {@code keys} number them on the absolute grid
     * @param memory median of the block's readings, where {@code ok}
     * @param ages hours since the start
     * @param traffic requests per second in the block, {@code earlierTraffic} in the one before; null without a clock
     * @param requests cumulative in the lifetime; null without a clock
     */
    record Stretch(
            String pod,
            Lifetime life,
            @Nullable BirthLedger ledger,
            double[] times,
            long[] keys,
            double[] memory,
            boolean[] ok,
            double[] ages,
            @Nullable double[] traffic,
            @Nullable double[] earlierTraffic,
            @Nullable double[] requests) {

        /** Indices of the rows that can be used. */
        int[] usable() {
            return IntStream.range(0, ok.length).filter(i -> ok[i]).toArray();
        }
    }

    boolean isEmpty() {
        return stretches.isEmpty();
    }

    /** Number of columns of {@link #controls} that saturate; the last two are reversible. */
    int saturating() {
        return requestsKnown ? 5 : 2;
    }

    static Panel of(List<Lifetimes> replicas) {
        boolean hourly = replicas.stream().anyMatch(replica -> replica.memory().step() > 900);
        double block = hourly ? 3600 : 1800;
        boolean clock = replicas.stream()
                .filter(replica -> replica.memory().count() > 0)
                .allMatch(replica -> replica.history().requests() != null);
        List<Stretch> stretches = new ArrayList<>();
        for (Lifetimes replica : replicas) {
            for (Lifetime life : replica.lives()) {
                Stretch stretch = stretch(replica, life, block, clock);
                if (stretch != null) {
                    stretches.add(stretch);
                }
            }
        }
        double rate = 1;
        if (clock && !stretches.isEmpty()) {
            rate = Math.max(
                    1e-9,
                    stretches.stream()
                            .mapToDouble(stretch ->
                                    Arrays.stream(stretch.traffic()).average().orElse(0))
                            .average()
                            .orElse(1));
        }
        return new Panel(List.copyOf(stretches), block, clock, rate);
    }

    private static @Nullable Stretch stretch(Lifetimes replica, Lifetime life, double block, boolean clock) {
        Readings memory = replica.memory();
        ContainerHistory history = replica.history();
        double first = Math.ceil((life.start() + BirthLedger.WARM_UP_SECONDS) / block) * block;
        int count = (int) Math.floor((life.end() - first - 600) / block);
        if (count < FEWEST_BLOCKS) {
            return null;
        }
        double[] edges = IntStream.rangeClosed(0, count)
                .mapToDouble(i -> first + i * block)
                .toArray();
        double[] times = IntStream.range(0, count)
                .mapToDouble(i -> 0.5 * (edges[i] + edges[i + 1]))
                .toArray();
        double[] levels = new double[count];
        boolean[] ok = new boolean[count];
        double needed = Math.max(1, COVERED * block / memory.step());
        double scrapeReach = Math.max(SCRAPE_WITHIN_SECONDS, 0.75 * orZero(history.scrapeStep()));
        for (int i = 0; i < count; i++) {
            int from = Robust.upperBound(memory.times(), Math.nextDown(edges[i]));
            int to = Robust.upperBound(memory.times(), Math.nextDown(edges[i + 1]));
            levels[i] = Robust.median(Arrays.copyOfRange(memory.bytes(), from, to));
            boolean seriesKnown = !history.scraped() || Robust.distance(history.scrapeTimes(), times[i]) <= scrapeReach;
            ok[i] = to - from >= needed && seriesKnown;
        }
        int usable = (int) IntStream.range(0, count).filter(i -> ok[i]).count();
        if (usable < Math.max(4, COVERED * count)) {
            return null;
        }
        double[] ages = Arrays.stream(times).map(t -> (t - life.start()) / 3600).toArray();
        long[] keys = Arrays.stream(edges)
                .limit(count)
                .mapToLong(edge -> Math.round(edge / block))
                .toArray();
        BirthLedger ledger = replica.ledgerOf(life);
        if (!clock) {
            return new Stretch(
                    history.container().pod(), life, ledger, times, keys, levels, ok, ages, null, null, null);
        }
        int[] inLife = IntStream.range(0, history.scrapeTimes().length)
                .filter(i -> life.contains(history.scrapeTimes()[i]))
                .toArray();
        if (inLife.length < 4) {
            return null;
        }
        double[] at =
                Arrays.stream(inLife).mapToDouble(i -> history.scrapeTimes()[i]).toArray();
        double[] requests =
                Arrays.stream(inLife).mapToDouble(i -> history.requests()[i]).toArray();
        double[] traffic = new double[count];
        double[] earlier = new double[count];
        double[] sum = new double[count];
        for (int i = 0; i < count; i++) {
            double start = Robust.interpolate(edges[i], at, requests);
            traffic[i] = (Robust.interpolate(edges[i + 1], at, requests) - start) / block;
            earlier[i] = (start - Robust.interpolate(edges[i] - block, at, requests)) / block;
            sum[i] = Robust.interpolate(times[i], at, requests);
        }
        return new Stretch(
                history.container().pod(), life, ledger, times, keys, levels, ok, ages, traffic, earlier, sum);
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    /**
     * The columns that are no growth without end: saturating ones (warm-up over 1 h and 4 h, caches that fill in 1.5 h and
     * 5 h of mean traffic, the high-water mark of traffic), then reversible ones (traffic of the block before and of this
     * one, or the time of day). Rows by blocks.
     */
    double[][] controls(Stretch stretch) {
        int rows = stretch.times().length;
        double[][] columns = new double[rows][];
        double hourly = requestsPerSecond * 3600;
        double highWater = 0;
        for (int i = 0; i < rows; i++) {
            double age = stretch.ages()[i];
            if (requestsKnown) {
                highWater = Math.max(highWater, stretch.traffic()[i]);
                columns[i] = new double[] {
                    1 - Math.exp(-age),
                    1 - Math.exp(-age / 4),
                    1 - Math.exp(-stretch.requests()[i] / (1.5 * hourly)),
                    1 - Math.exp(-stretch.requests()[i] / (5 * hourly)),
                    highWater / requestsPerSecond,
                    stretch.earlierTraffic()[i],
                    stretch.traffic()[i]
                };
            } else {
                double phase = 2 * Math.PI * stretch.times()[i] / 86_400;
                columns[i] =
                        new double[] {1 - Math.exp(-age), 1 - Math.exp(-age / 4), Math.sin(phase), Math.cos(phase)};
            }
        }
        return columns;
    }

    /** Age, requests where known, then {@link #controls}: what explains growth without labels. Rows by blocks. */
    double[][] withoutLabels(Stretch stretch) {
        double[][] controls = controls(stretch);
        double[][] columns = new double[controls.length][];
        for (int i = 0; i < controls.length; i++) {
            double[] clocks = requestsKnown
                    ? new double[] {stretch.ages()[i], stretch.requests()[i]}
                    : new double[] {stretch.ages()[i]};
            columns[i] = concat(clocks, controls[i]);
        }
        return columns;
    }

    /** Columns of growth without end and without labels: age, and requests where known. */
    int clocks() {
        return requestsKnown ? 2 : 1;
    }

    static double[] concat(double[] left, double[] right) {
        double[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    /** Median over stretches of a column's end minus its start. {@code columns}: by stretch, row, column. */
    double typicalRise(double[][][] columns, int column) {
        return Robust.median(IntStream.range(0, stretches.size())
                .mapToDouble(s -> {
                    int[] usable = stretches.get(s).usable();
                    return columns[s][usable[usable.length - 1]][column] - columns[s][usable[0]][column];
                })
                .toArray());
    }
}
