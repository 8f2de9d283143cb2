package dev.culprit.analysis.memory;

import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.analysis.history.Lifetime;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.statistics.RobustStatistics;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Memory by the median of each block's readings, where the block has readings and a scrape near by. */
record BlockMedians(double blockSeconds, boolean requestsKnown) implements LifetimeReader {
    /** By hand: share of a block's readings that must be there. */
    private static final double COVERED = 0.3;
    /** By hand: a scrape this near, in seconds, tells which series there are; {@link #SCRAPE_STEPS} where scrapes are rarer. */
    private static final double SCRAPE_WITHIN = 1500;

    private static final double SCRAPE_STEPS = 0.75;

    @Override
    public @Nullable LifetimePanel read(Replica replica, Lifetime life) {
        Grid grid = Grid.of(life, blockSeconds);
        RequestPath requests = requestsKnown ? RequestPath.of(replica, life) : null;
        if (grid == null || (requestsKnown && requests == null)) {
            return null;
        }
        Readings readings = replica.memory();
        ContainerHistory history = replica.history();
        double[] times = grid.times();
        double[] medians = new double[times.length];
        boolean[] ok = new boolean[times.length];
        double needed = Math.max(1, COVERED * blockSeconds / readings.step());
        double scrapeStep = Double.isNaN(history.scrapeStep()) ? 0 : history.scrapeStep();
        double scrapeReach = Math.max(SCRAPE_WITHIN, SCRAPE_STEPS * scrapeStep);
        for (int i = 0; i < times.length; i++) {
            int from = RobustStatistics.upperBound(readings.times(), Math.nextDown(times[i] - blockSeconds / 2));
            int to = RobustStatistics.upperBound(readings.times(), Math.nextDown(times[i] + blockSeconds / 2));
            medians[i] = RobustStatistics.median(Arrays.copyOfRange(readings.bytes(), from, to));
            boolean seriesKnown =
                    !history.scraped() || RobustStatistics.distance(history.scrapeTimes(), times[i]) <= scrapeReach;
            ok[i] = to - from >= needed && seriesKnown;
        }
        double[] blockBefore = Samples.map(times, time -> time - blockSeconds);
        Samples samples = new Samples(
                times,
                grid.ages(),
                requests == null ? null : requests.perSecond(times, blockSeconds / 2),
                requests == null ? null : requests.perSecond(blockBefore, blockSeconds / 2),
                requests == null ? null : requests.until(times),
                IntStream.range(0, times.length).toArray(),
                new double[times.length]);
        return LifetimeReader.panel(replica, life, this, grid, medians, ok, samples);
    }
}
