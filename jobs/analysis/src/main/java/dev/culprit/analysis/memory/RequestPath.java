package dev.culprit.analysis.memory;

import dev.culprit.analysis.history.Lifetime;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.analysis.statistics.Vectors;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Cumulative requests within one lifetime, as a polygon through its scrapes.
 *
 * @param at times of scrapes, ascending; {@code requests} that were counted by then
 */
record RequestPath(double[] at, double[] requests) {
    /** By hand: fewer scrapes are no path. */
    private static final int FEWEST_SCRAPES = 4;

    /** @return null where nothing counts requests, or too few scrapes tell of them */
    static @Nullable RequestPath of(Replica replica, Lifetime life) {
        double[] scrapes = replica.history().scrapeTimes();
        int[] inLife = IntStream.range(0, scrapes.length)
                .filter(i -> life.contains(scrapes[i]))
                .toArray();
        double[] counted = replica.history().requests();
        return inLife.length < FEWEST_SCRAPES || counted == null
                ? null
                : new RequestPath(Vectors.at(inLife, scrapes), Vectors.at(inLife, counted));
    }

    /** Requests up to each time. */
    double[] until(double[] times) {
        return Arrays.stream(times).map(this::until).toArray();
    }

    /** Requests per second from {@code reach} seconds before each time to {@code reach} after it. */
    double[] perSecond(double[] times, double reach) {
        return Arrays.stream(times)
                .map(time -> (until(time + reach) - until(time - reach)) / (2 * reach))
                .toArray();
    }

    private double until(double time) {
        return RobustStatistics.interpolate(time, at, requests);
    }
}
