package dev.culprit.analysis.memory;

import dev.culprit.analysis.history.Lifetime;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.statistics.RobustStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Memory of all replicas in blocks of equal length on one absolute grid, a stretch of rows per lifetime, with the columns
 * that may explain it apart from labels.
 *
 * @param blockSeconds 1800, or 3600 where readings are hourly or troughs
 * @param requestsKnown whether every stretch has a request clock
 * @param requestsPerSecond mean over all stretches; 1 where unknown
 * @param troughs memory is read after collections only, as its runtime collects garbage in strokes
 */
public record Panel(
        List<LifetimePanel> stretches,
        double blockSeconds,
        boolean requestsKnown,
        double requestsPerSecond,
        boolean troughs) {
    public boolean isEmpty() {
        return stretches.isEmpty();
    }

    /** Number of columns of {@link #controls} that saturate; the last two are reversible. */
    int saturating() {
        return requestsKnown ? 5 : 2;
    }

    public static Panel of(List<Replica> replicas) {
        boolean hourly = replicas.stream().anyMatch(replica -> replica.memory().step() > 900);
        boolean clock = replicas.stream()
                .filter(replica -> replica.memory().count() > 0)
                .allMatch(replica -> replica.history().requests() != null);
        boolean collected =
                2 * replicas.stream().filter(Replica::isCollected).count() >= replicas.size() && !replicas.isEmpty();
        double block = hourly ? 3600 : 1800;
        List<LifetimePanel> medians = stretches(replicas, block, clock, LifetimePanel::ofMedians);
        List<LifetimePanel> troughs =
                collected ? stretches(replicas, 3600, clock, LifetimePanel::ofTroughs) : List.of();
        // A few drops make no sawtooth: most lifetimes must be readable by their troughs.
        return troughs.size() > medians.size() / 2 ? of(troughs, 3600, clock, true) : of(medians, block, clock, false);
    }

    private static Panel of(List<LifetimePanel> stretches, double block, boolean clock, boolean troughs) {
        double rate = 1;
        if (clock && !stretches.isEmpty()) {
            rate = Math.max(
                    1e-9,
                    stretches.stream()
                            .mapToDouble(
                                    stretch -> Arrays.stream(stretch.samples().traffic())
                                            .average()
                                            .orElse(0))
                            .average()
                            .orElse(1));
        }
        return new Panel(stretches, block, clock, rate, troughs);
    }

    /** The same up to this second; what comes after is as if it had not been read. */
    public Panel until(double second) {
        List<LifetimePanel> before = stretches.stream()
                .map(stretch -> stretch.until(second))
                .filter(stretch -> stretch.usable().length >= 4)
                .toList();
        return new Panel(before, blockSeconds, requestsKnown, requestsPerSecond, troughs);
    }

    private interface Cut {
        @Nullable
        LifetimePanel stretch(Replica replica, Lifetime life, double block, boolean clock);
    }

    private static List<LifetimePanel> stretches(List<Replica> replicas, double block, boolean clock, Cut cut) {
        List<LifetimePanel> stretches = new ArrayList<>();
        for (Replica replica : replicas) {
            for (Lifetime life : replica.lives()) {
                LifetimePanel stretch = cut.stretch(replica, life, block, clock);
                if (stretch != null) {
                    stretches.add(stretch);
                }
            }
        }
        return List.copyOf(stretches);
    }

    /**
     * The columns that are no growth without end: saturating ones (warm-up over 1 h and 4 h, caches that fill in 1.5 h and
     * 5 h of mean traffic, the high-water mark of traffic), then reversible ones (traffic of the block before and of this
     * one, or the time of day). Rows by samples.
     */
    private double[][] controls(LifetimePanel.Samples samples) {
        int count = samples.at().length;
        double[][] columns = new double[count][];
        double hourly = requestsPerSecond * 3600;
        double highWater = 0;
        for (int i = 0; i < count; i++) {
            double age = samples.ages()[i];
            if (requestsKnown) {
                highWater = Math.max(highWater, samples.traffic()[i]);
                columns[i] = new double[] {
                    1 - Math.exp(-age),
                    1 - Math.exp(-age / 4),
                    1 - Math.exp(-samples.requests()[i] / (1.5 * hourly)),
                    1 - Math.exp(-samples.requests()[i] / (5 * hourly)),
                    highWater / requestsPerSecond,
                    samples.earlier()[i],
                    samples.traffic()[i]
                };
            } else {
                double phase = 2 * Math.PI * samples.at()[i] / 86_400;
                columns[i] =
                        new double[] {1 - Math.exp(-age), 1 - Math.exp(-age / 4), Math.sin(phase), Math.cos(phase)};
            }
        }
        return columns;
    }

    /** Age, requests where known, then {@link #controls}: what explains growth without labels. Rows by blocks. */
    public double[][] withoutLabels(LifetimePanel stretch) {
        LifetimePanel.Samples samples = stretch.samples();
        double[][] columns = controls(samples);
        for (int i = 0; i < columns.length; i++) {
            double[] clocks = requestsKnown
                    ? new double[] {samples.ages()[i], samples.requests()[i]}
                    : new double[] {samples.ages()[i]};
            columns[i] = concat(clocks, columns[i]);
        }
        return samples.rows(columns);
    }

    /** Columns of growth without end and without labels: age, and requests where known. */
    public int clocks() {
        return requestsKnown ? 2 : 1;
    }

    public static double[] concat(double[] left, double[] right) {
        double[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    /** Median over stretches of a column's end minus its start. {@code columns}: by stretch, row, column. */
    public double typicalRise(double[][][] columns, int column) {
        return RobustStatistics.median(IntStream.range(0, stretches.size())
                .mapToDouble(s -> {
                    int[] usable = stretches.get(s).usable();
                    return columns[s][usable[usable.length - 1]][column] - columns[s][usable[0]][column];
                })
                .toArray());
    }
}
