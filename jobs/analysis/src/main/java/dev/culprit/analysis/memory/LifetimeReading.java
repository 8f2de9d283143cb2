package dev.culprit.analysis.memory;

import dev.culprit.analysis.memory.DesignColumn.Kind;
import dev.culprit.analysis.statistics.NormalDistribution;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.analysis.statistics.TheilSen;
import dev.culprit.analysis.statistics.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How far memory rises in one lifetime, in bytes and with what comes back (traffic, the time of day) taken out, between
 * its {@link Edges}. Its late part is the last 40 % of its rows, or of its requests.
 *
 * @param rise from one edge to the other; {@code wholeRise} from the first row to the last
 * @param saturating part of it that the regression takes for warm-up, caches and high-water marks
 * @param lateRise rise in the late part; {@code lateShare} share of hours, or of requests where that is less, that lies there
 * @param lateHours how long that part is
 * @param noise typical step from one row to the next, as a standard deviation
 * @param hours from the first row to the last
 * @param tail how far memory itself moves in the late part, in parts of its rise
 */
record LifetimeReading(
        double rise,
        double wholeRise,
        double saturating,
        double lateRise,
        double lateShare,
        double lateHours,
        double noise,
        double hours,
        double tail) {
    /** By hand: share of a lifetime that is early; after it most warm-ups have ended. */
    private static final double EARLY = 0.6;
    /** By hand: no late part is less of a lifetime than that, however its requests are spread. */
    private static final double LEAST_LATE_SHARE = 0.02;
    /** By hand: hours; less is no divisor. */
    private static final double LEAST_HOURS = 0.5;

    private static final double LEAST_REQUESTS = 1e-9;
    /** By hand: bytes; less is no divisor. */
    private static final double LEAST_RISE = 1;

    static LifetimeReading of(Design design, int index, ByColumn coefficients) {
        LifetimePanel lifetime = design.panel().lifetimes().get(index);
        int[] usable = lifetime.usable();
        double[] ages = Vectors.at(usable, lifetime.ages());
        double[] memory = Vectors.at(usable, lifetime.memory());
        double[] adjusted = design.memoryWithout(index, coefficients, Kind.REVERSIBLE);
        int n = usable.length;
        int edge = Edges.rows(adjusted);
        int late = late(lifetime, usable);
        double rise = Edges.rise(adjusted);
        double middle = RobustStatistics.median(Arrays.copyOfRange(adjusted, Math.max(0, late - edge), late + edge));
        double[] tail = Arrays.copyOfRange(memory, late, n);
        double spread = RobustStatistics.quantile(tail, 0.9) - RobustStatistics.quantile(tail, 0.1);
        double[] steps = Arrays.stream(RobustStatistics.differences(adjusted))
                .map(Math::abs)
                .toArray();
        return new LifetimeReading(
                rise,
                // Medians at the edges stand for the middles of the edges.
                rise * (n - 1.0) / Math.max(1, n - 1.0 - edge),
                design.rise(index, coefficients, Kind.SATURATING),
                Edges.last(adjusted) - middle,
                Math.max(lateShare(lifetime, usable, ages, late), LEAST_LATE_SHARE),
                ages[n - 1] - ages[late],
                NormalDistribution.MAD_TO_SIGMA * RobustStatistics.median(steps),
                Math.max(LEAST_HOURS, ages[n - 1] - ages[0]),
                spread / Math.max(LEAST_RISE, Math.abs(Edges.rise(memory))));
    }

    /**
     * The slope through the same rows, in bytes an hour. By itself, as it takes longer than all the rest and few ask for it.
     *
     * @param rho of the memory's noise
     */
    static TheilSen slope(Design design, int index, ByColumn coefficients, double rho) {
        LifetimePanel lifetime = design.panel().lifetimes().get(index);
        return TheilSen.through(
                Vectors.at(lifetime.usable(), lifetime.ages()),
                design.memoryWithout(index, coefficients, Kind.REVERSIBLE),
                rho);
    }

    /**
     * The first row of the late part: the last 40 % of the lifetime, or of its requests where those end earlier. A night without
     * traffic at the end tells nothing of whether growth by traffic goes on.
     */
    private static int late(LifetimePanel lifetime, int[] usable) {
        int byTime = (int) (EARLY * usable.length);
        double[] counted = lifetime.requests();
        if (counted == null) {
            return byTime;
        }
        double[] requests = Vectors.at(usable, counted);
        double first = requests[0];
        double early = first + EARLY * (requests[requests.length - 1] - first);
        int byRequests = 0;
        while (byRequests < byTime && requests[byRequests] < early) {
            byRequests++;
        }
        return Math.max(1, byRequests);
    }

    private static double lateShare(LifetimePanel lifetime, int[] usable, double[] ages, int late) {
        int last = usable.length - 1;
        double ofHours = (ages[last] - ages[late]) / (ages[last] - ages[0]);
        double[] counted = lifetime.requests();
        if (counted == null) {
            return ofHours;
        }
        double[] requests = Vectors.at(usable, counted);
        return Math.min(
                ofHours, (requests[last] - requests[late]) / Math.max(LEAST_REQUESTS, requests[last] - requests[0]));
    }

    static double median(List<LifetimeReading> readings, ToDoubleFunction<LifetimeReading> value) {
        return RobustStatistics.median(readings.stream().mapToDouble(value).toArray());
    }

    static double sum(List<LifetimeReading> readings, ToDoubleFunction<LifetimeReading> value) {
        return readings.stream().mapToDouble(value).sum();
    }
}
