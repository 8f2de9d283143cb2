package dev.culprit.analysis.memory;

import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.analysis.history.Lifetime;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.statistics.RobustStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Memory by its minima after collections of garbage: what a collected runtime retains shows only there. A row has a minimum in it
 * or next to it; memory and columns are interpolated alike, from the minimum to the row's middle. Rows without a minimum would be no
 * readings: their errors would be nothing but the neighbours' again.
 */
record PostGcMinima(double blockSeconds, boolean requestsKnown) implements LifetimeReader {
    /** By hand: fewer minima hold less than the ten columns of a regression ask of them; medians tell more then. */
    private static final int FEWEST = 12;
    /**
     * By hand: a minimum lies from so many seconds before the drop that tells of it to {@link #AFTER} seconds after: readings of five
     * minutes, a collection in several steps.
     */
    private static final double BEFORE = 450;

    private static final double AFTER = 1250;
    /** By hand: minima nearer to each other are one; seconds. */
    private static final double APART = 60;
    /** By hand: traffic at a minimum is that of the half hour around it; seconds to each side. */
    private static final double QUARTER_HOUR = 900;

    /** One reading. */
    private record Minimum(double time, double bytes) {}

    @Override
    public @Nullable LifetimePanel read(Replica replica, Lifetime life) {
        Grid grid = Grid.of(life, blockSeconds);
        RequestPath requests = requestsKnown ? RequestPath.of(replica, life) : null;
        List<Minimum> minima = minima(replica, life);
        if (grid == null || minima.size() < FEWEST || (requestsKnown && requests == null)) {
            return null;
        }
        double[] at = minima.stream().mapToDouble(Minimum::time).toArray();
        double[] times = grid.times();
        int[] left = new int[times.length];
        double[] weight = new double[times.length];
        boolean[] ok = new boolean[times.length];
        for (int i = 0; i < times.length; i++) {
            left[i] = Math.min(at.length - 2, Math.max(0, RobustStatistics.upperBound(at, times[i]) - 1));
            weight[i] = Math.min(1, Math.max(0, (times[i] - at[left[i]]) / (at[left[i] + 1] - at[left[i]])));
            ok[i] = times[i] >= at[0]
                    && times[i] <= at[at.length - 1]
                    && RobustStatistics.distance(at, times[i]) <= blockSeconds / 2;
        }
        double[] halfHourBefore = Samples.map(at, time -> time - 2 * QUARTER_HOUR);
        Samples samples = new Samples(
                at,
                Grid.ages(at, life),
                requests == null ? null : requests.perSecond(at, QUARTER_HOUR),
                requests == null ? null : requests.perSecond(halfHourBefore, QUARTER_HOUR),
                requests == null ? null : requests.until(at),
                left,
                weight);
        double[] memory =
                samples.rows(minima.stream().mapToDouble(Minimum::bytes).toArray());
        return LifetimeReader.panel(replica, life, this, grid, memory, ok, samples);
    }

    private static List<Minimum> minima(Replica replica, Lifetime life) {
        Readings readings = replica.memory();
        double[] drops = Arrays.stream(replica.collections())
                .filter(drop ->
                        drop > life.start() + ProcessBirths.WARM_UP_SECONDS && drop < life.end() - Grid.LAST_SECONDS)
                .toArray();
        List<Minimum> minima = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (double drop : drops) {
            int from = RobustStatistics.upperBound(readings.times(), drop - BEFORE);
            int to = RobustStatistics.upperBound(readings.times(), drop + AFTER);
            int lowest = IntStream.range(from, to)
                    .reduce((a, b) -> readings.bytes()[b] < readings.bytes()[a] ? b : a)
                    .orElse(-1);
            if (lowest >= 0 && readings.times()[lowest] > last + APART) {
                last = readings.times()[lowest];
                minima.add(new Minimum(last, readings.bytes()[lowest]));
            }
        }
        return minima;
    }
}
