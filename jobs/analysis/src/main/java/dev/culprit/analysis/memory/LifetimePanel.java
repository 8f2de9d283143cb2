package dev.culprit.analysis.memory;

import dev.culprit.analysis.births.LabelGroups;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.analysis.history.Lifetime;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.history.SelfReportedMemory;
import dev.culprit.analysis.statistics.RobustStatistics;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One lifetime's rows of a {@link Panel}.
 *
 * @param ledger of the process; null without scrapes
 * @param times middles of the blocks; {@code keys} number them on the absolute grid
 * @param memory of the blocks, where {@code ok}
 * @param ages hours since the start
 * @param requests cumulative in the lifetime; null without a clock
 * @param inside what the process says that it retains, at the rows, NaN where unknown; null where it says nothing
 * @param samples where the columns are read
 */
public record LifetimePanel(
        String pod,
        Lifetime life,
        @Nullable ProcessBirths ledger,
        double[] times,
        long[] keys,
        double[] memory,
        boolean[] ok,
        double[] ages,
        double @Nullable [] requests,
        double @Nullable [] inside,
        Samples samples) {
    private static final int FEWEST_BLOCKS = 8;
    private static final int FEWEST_TROUGHS = 3;
    private static final double COVERED = 0.3;
    private static final double SCRAPE_WITHIN_SECONDS = 1500;
    /** A collection's trough lies between these, around the drop that tells of it. */
    private static final double TROUGH_BEFORE = 450;

    private static final double TROUGH_AFTER = 1250;
    private static final double QUARTER_HOUR = 900;

    /**
     * The moments at which memory was read, and how rows are made of them: a row is {@code (1 - weight)} of the sample at
     * {@code left} and {@code weight} of the one after it. The same mixing for memory and for every column keeps linear
     * relations between them what they are.
     *
     * @param traffic requests per second around each sample, {@code earlier} half an hour or a block before; null without a clock
     */
    record Samples(
            double[] at,
            double[] ages,
            double @Nullable [] traffic,
            double @Nullable [] earlier,
            double @Nullable [] requests,
            int[] left,
            double[] weight) {
        double[] rows(double[] values) {
            double[] rows = new double[left.length];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = weight[i] == 0
                        ? values[left[i]]
                        : (1 - weight[i]) * values[left[i]] + weight[i] * values[left[i] + 1];
            }
            return rows;
        }

        double[][] rows(double[][] values) {
            double[][] rows = new double[left.length][];
            for (int i = 0; i < rows.length; i++) {
                double[] row = values[left[i]].clone();
                for (int k = 0; k < row.length && weight[i] != 0; k++) {
                    row[k] += weight[i] * (values[left[i] + 1][k] - row[k]);
                }
                rows[i] = row;
            }
            return rows;
        }
    }

    /** Indices of the rows that can be used. */
    public int[] usable() {
        return IntStream.range(0, ok.length).filter(i -> ok[i]).toArray();
    }

    LifetimePanel until(double second) {
        boolean[] before = new boolean[ok.length];
        IntStream.range(0, ok.length).forEach(i -> before[i] = ok[i] && times[i] <= second);
        return new LifetimePanel(pod, life, ledger, times, keys, memory, before, ages, requests, inside, samples);
    }

    /** Requests per second by rows; null without a clock. */
    public double @Nullable [] traffic() {
        return samples.traffic() == null ? null : samples.rows(samples.traffic());
    }

    /** The same, half an hour or a block before. */
    public double @Nullable [] earlierTraffic() {
        return samples.earlier() == null ? null : samples.rows(samples.earlier());
    }

    /** Births of the group up to each row, at the moments at which memory was read. */
    public double[] births(LabelGroups.Group group, LabelGroups groups, boolean live) {
        return samples.rows(ledger.cumulative(group, groups, samples.at(), live));
    }

    /** Middles of blocks of this length in the lifetime, after its warm-up. */
    private static double[] edges(Lifetime life, double block) {
        double first = Math.ceil((life.start() + ProcessBirths.WARM_UP_SECONDS) / block) * block;
        int count = (int) Math.floor((life.end() - first - 600) / block);
        return count < FEWEST_BLOCKS
                ? new double[0]
                : IntStream.rangeClosed(0, count)
                        .mapToDouble(i -> first + i * block)
                        .toArray();
    }

    /** By the median of each block's readings; null when too few blocks have readings and a scrape near by. */
    static @Nullable LifetimePanel ofMedians(Replica replica, Lifetime life, double block, boolean clock) {
        Readings memory = replica.memory();
        ContainerHistory history = replica.history();
        double[] edges = edges(life, block);
        if (edges.length == 0) {
            return null;
        }
        double[] times = middles(edges);
        double[] levels = new double[times.length];
        boolean[] ok = new boolean[times.length];
        double needed = Math.max(1, COVERED * block / memory.step());
        double scrapeReach = Math.max(SCRAPE_WITHIN_SECONDS, 0.75 * orZero(history.scrapeStep()));
        for (int i = 0; i < times.length; i++) {
            int from = RobustStatistics.upperBound(memory.times(), Math.nextDown(edges[i]));
            int to = RobustStatistics.upperBound(memory.times(), Math.nextDown(edges[i + 1]));
            levels[i] = RobustStatistics.median(Arrays.copyOfRange(memory.bytes(), from, to));
            boolean seriesKnown =
                    !history.scraped() || RobustStatistics.distance(history.scrapeTimes(), times[i]) <= scrapeReach;
            ok[i] = to - from >= needed && seriesKnown;
        }
        double[] before = Arrays.stream(times).map(t -> t - block).toArray();
        Work work = clock ? Work.of(replica, life) : null;
        if (clock && work == null) {
            return null;
        }
        Samples samples = new Samples(
                times,
                ages(times, life),
                clock ? work.perSecond(times, block / 2) : null,
                clock ? work.perSecond(before, block / 2) : null,
                clock ? work.until(times) : null,
                IntStream.range(0, times.length).toArray(),
                new double[times.length]);
        return enough(ok, FEWEST_BLOCKS / 2) ? of(replica, life, block, edges, times, levels, ok, samples) : null;
    }

    /**
     * By the troughs after collections: what a collected runtime retains shows only there. Between troughs memory and
     * columns are interpolated alike; null with fewer than three troughs.
     */
    static @Nullable LifetimePanel ofTroughs(Replica replica, Lifetime life, double block, boolean clock) {
        Readings memory = replica.memory();
        double[] edges = edges(life, block);
        double[] found = Arrays.stream(replica.collections())
                .filter(drop -> drop > life.start() + ProcessBirths.WARM_UP_SECONDS && drop < life.end() - 600)
                .toArray();
        if (edges.length == 0 || found.length < FEWEST_TROUGHS) {
            return null;
        }
        double[] at = new double[found.length];
        double[] floor = new double[found.length];
        int count = 0;
        for (double drop : found) {
            int from = RobustStatistics.upperBound(memory.times(), drop - TROUGH_BEFORE);
            int to = RobustStatistics.upperBound(memory.times(), drop + TROUGH_AFTER);
            int lowest = IntStream.range(from, to)
                    .boxed()
                    .min((a, b) -> Double.compare(memory.bytes()[a], memory.bytes()[b]))
                    .orElse(-1);
            if (lowest >= 0 && (count == 0 || memory.times()[lowest] > at[count - 1] + 60)) {
                at[count] = memory.times()[lowest];
                floor[count++] = memory.bytes()[lowest];
            }
        }
        if (count < FEWEST_TROUGHS) {
            return null;
        }
        at = Arrays.copyOf(at, count);
        double[] times = middles(edges);
        int[] left = new int[times.length];
        double[] weight = new double[times.length];
        boolean[] ok = new boolean[times.length];
        for (int i = 0; i < times.length; i++) {
            left[i] = Math.min(count - 2, Math.max(0, RobustStatistics.upperBound(at, times[i]) - 1));
            weight[i] = Math.min(1, Math.max(0, (times[i] - at[left[i]]) / (at[left[i] + 1] - at[left[i]])));
            ok[i] = times[i] >= at[0] && times[i] <= at[count - 1];
        }
        Work work = clock ? Work.of(replica, life) : null;
        if (clock && work == null) {
            return null;
        }
        double[] halfHourBefore =
                Arrays.stream(at).map(t -> t - 2 * QUARTER_HOUR).toArray();
        Samples samples = new Samples(
                at,
                ages(at, life),
                clock ? work.perSecond(at, QUARTER_HOUR) : null,
                clock ? work.perSecond(halfHourBefore, QUARTER_HOUR) : null,
                clock ? work.until(at) : null,
                left,
                weight);
        return enough(ok, FEWEST_BLOCKS / 2)
                ? of(replica, life, block, edges, times, samples.rows(Arrays.copyOf(floor, count)), ok, samples)
                : null;
    }

    private static LifetimePanel of(
            Replica replica,
            Lifetime life,
            double block,
            double[] edges,
            double[] times,
            double[] levels,
            boolean[] ok,
            Samples samples) {
        return new LifetimePanel(
                replica.history().container().pod(),
                life,
                replica.ledgerOf(life),
                times,
                Arrays.stream(edges)
                        .limit(times.length)
                        .mapToLong(edge -> Math.round(edge / block))
                        .toArray(),
                levels,
                ok,
                ages(times, life),
                samples.requests() == null ? null : samples.rows(samples.requests()),
                replica.history().inside() == null
                        ? null
                        : SelfReportedMemory.lowerEnvelope(replica.history().inside(), times, life, block / 2),
                samples);
    }

    private static boolean enough(boolean[] ok, int fewest) {
        int usable = (int) IntStream.range(0, ok.length).filter(i -> ok[i]).count();
        return usable >= Math.max(fewest, COVERED * ok.length);
    }

    private static double[] middles(double[] edges) {
        return IntStream.range(0, edges.length - 1)
                .mapToDouble(i -> 0.5 * (edges[i] + edges[i + 1]))
                .toArray();
    }

    private static double[] ages(double[] times, Lifetime life) {
        return Arrays.stream(times).map(t -> (t - life.start()) / 3600).toArray();
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    /** The request clock within one lifetime. */
    private record Work(double[] at, double[] requests) {
        static @Nullable Work of(Replica replica, Lifetime life) {
            double[] scrapes = replica.history().scrapeTimes();
            int[] inLife = IntStream.range(0, scrapes.length)
                    .filter(i -> life.contains(scrapes[i]))
                    .toArray();
            double[] clock = replica.history().requests();
            return inLife.length < 4 || clock == null
                    ? null
                    : new Work(
                            Arrays.stream(inLife).mapToDouble(i -> scrapes[i]).toArray(),
                            Arrays.stream(inLife).mapToDouble(i -> clock[i]).toArray());
        }

        double[] until(double[] times) {
            return Arrays.stream(times)
                    .map(t -> RobustStatistics.interpolate(t, at, requests))
                    .toArray();
        }

        double[] perSecond(double[] times, double reach) {
            return Arrays.stream(times)
                    .map(t -> (RobustStatistics.interpolate(t + reach, at, requests)
                                    - RobustStatistics.interpolate(t - reach, at, requests))
                            / (2 * reach))
                    .toArray();
        }
    }
}
