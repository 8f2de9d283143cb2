package dev.culprit.analysis.statistics;

import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A lasting fall of a rate of events: so few from some hour to the end of the period as lulls do not explain. The hour is
 * the one whose silence is least likely to be a lull, judged by how the rate swung before: a rate that is itself
 * gamma-distributed over windows as long as the silence (negative binomial counts), with the variance that such windows have,
 * so that bursts, nights and days of rest count as noise.
 *
 * @param edge bins before it have the old rate, the others the new one
 * @param before events an hour; {@code after} likewise
 * @param traffic after against before, at most 1
 * @param expected events after, at the old rate with traffic's fall allowed for
 * @param logChance natural logarithm of the probability of so few events by a lull
 */
public record RateChangePoint(
        int edge, double before, double after, double traffic, double expected, double logChance) {
    /** By hand: what remains after a change that counts; a label that is switched off leaves stragglers. */
    static final double REMAINING = 0.2;

    /** By hand: a day, so that the night is part of the old rate. */
    private static final double FEWEST_HOURS_BEFORE = 24;
    /** By hand: a lunch break is no change. */
    private static final double FEWEST_HOURS_AFTER = 5;
    /** By hand: Poisson counts of ten are zero once in 20,000 times. */
    private static final double FEWEST_EXPECTED = 10;
    /** By hand: one in 10,000, as many moments are tried in many containers. */
    private static final double LOG_CHANCE = Math.log(1e-4);

    /** By hand: what a full stop leaves. */
    private static final double SILENT = 0.005;

    private static final int DAY = 24;
    private static final int QUARTER = 6;
    /** By hand: the old rate must have held until just before: what falls slowly (Heaps' law) does not count. */
    private static final double RECENT_SHARE = 0.3;
    /** By hand: no rate is steadier over days than this variance of its windows' relative rates. */
    private static final double LEAST_VARIANCE = 0.05;
    /** By hand: the variance is measured in windows of half a day or more, and in so many of them. */
    private static final int LEAST_WINDOW = 12;

    private static final int WINDOWS = 8;
    /** By hand: windows that were watched for less of their time than this tell nothing. */
    private static final double WATCHED = 0.3;

    private static final double NORMAL_95 = 1.645;
    /** By hand: the approximation falls to zero where it does not hold any more, below one degree of freedom. */
    private static final double LEAST_CUBE_ROOT = 0.1;

    /**
     * @param values events by bin; {@code hours} of watching in each, 0 where nobody watched
     * @param trafficRatio traffic from a bin on against before it, at most 1 is used; 1 where unknown
     * @return null when there is no such fall
     */
    public static @Nullable RateChangePoint find(double[] values, double[] hours, IntToDoubleFunction trafficRatio) {
        int bins = values.length;
        double[] sums = new double[bins + 1];
        double[] watched = new double[bins + 1];
        double[] seen = new double[bins + 1];
        for (int i = 0; i < bins; i++) {
            sums[i + 1] = sums[i] + values[i];
            watched[i + 1] = watched[i] + hours[i];
            seen[i + 1] = seen[i] + (hours[i] > 0 ? 1 : 0);
        }
        RateChangePoint found = null;
        RateChangePoint silent = null;
        for (int edge = 1; edge < bins; edge++) {
            if (seen[edge] < FEWEST_HOURS_BEFORE || seen[bins] - seen[edge] < FEWEST_HOURS_AFTER) {
                continue;
            }
            double before = sums[edge] / watched[edge];
            double late = sums[bins] - sums[edge];
            double hoursAfter = watched[bins] - watched[edge];
            // Without traffic's share first: that is dear, and can only lower what is expected.
            if (before * hoursAfter < FEWEST_EXPECTED || late > REMAINING * before * hoursAfter) {
                continue;
            }
            double traffic = Math.min(1, trafficRatio.applyAsDouble(edge));
            double expected = before * hoursAfter * traffic;
            if (expected < FEWEST_EXPECTED
                    || late > REMAINING * expected
                    || !sharp(edge, before, traffic, sums, watched)) {
                continue;
            }
            double variance = windowVariance(values, hours, edge, bins - edge);
            double chance = logLowerTail(late, expected, 1 / variance);
            if (chance <= LOG_CHANCE) {
                RateChangePoint drop = new RateChangePoint(edge, before, late / hoursAfter, traffic, expected, chance);
                found = likelier(found, drop);
                silent = late <= SILENT * expected ? likelier(silent, drop) : silent;
            }
        }
        // A lull in front of a full stop is not the stop.
        return silent != null && found != null && bins - silent.edge >= (bins - found.edge) / 2 ? silent : found;
    }

    private static RateChangePoint likelier(@Nullable RateChangePoint one, RateChangePoint other) {
        return one == null || other.logChance < one.logChance ? other : one;
    }

    /** The old rate held in the day before, and from one quarter of a day to the next little of it was left. */
    private static boolean sharp(int edge, double before, double traffic, double[] sums, double[] watched) {
        int last = sums.length - 1;
        double lately = rate(sums, watched, Math.max(0, edge - DAY), edge);
        double just = rate(sums, watched, Math.max(0, edge - QUARTER), edge);
        return lately >= RECENT_SHARE * before
                && rate(sums, watched, edge, last) <= RECENT_SHARE * lately * traffic
                && rate(sums, watched, edge, Math.min(last, edge + QUARTER)) <= RECENT_SHARE * just * traffic;
    }

    private static double rate(double[] sums, double[] watched, int from, int to) {
        return (sums[to] - sums[from]) / Math.max(1e-9, watched[to] - watched[from]);
    }

    /**
     * Upper 95 % bound on the variance of the relative rate in windows of {@code length} bins, over the bins before
     * {@code end}: what is beyond Poisson's. Of such long windows there are few, so it is measured in windows of an eighth of
     * the time (half a day at least) and taken to fall with length, as it does when swings are shorter than that.
     */
    static double windowVariance(double[] values, double[] hours, int end, int length) {
        int window = Math.max(1, Math.min(Math.min(length, end), Math.max(LEAST_WINDOW, end / WINDOWS)));
        double total = 0;
        double watched = 0;
        for (int i = 0; i < end; i++) {
            total += values[i];
            watched += hours[i];
        }
        double rate = total / watched;
        double typical = watched / end * window;
        double square = 0;
        double poisson = 0;
        double weight = 0;
        double count = 0;
        double watch = 0;
        for (int i = 0; i < end; i++) {
            count += values[i];
            watch += hours[i];
            if (i >= window) {
                count -= values[i - window];
                watch -= hours[i - window];
            }
            if (i >= window - 1 && watch > WATCHED * typical) {
                double relative = count / (rate * watch) - 1;
                square += watch * relative * relative;
                poisson += 1 / rate;
                weight += watch;
            }
        }
        double windows = (double) end / window;
        double excess = Math.max(0, square - poisson) / Math.max(1e-9, weight);
        return Math.max(LEAST_VARIANCE, excess / lowChiSquare(windows) * window / length);
    }

    /** The 5 % quantile of a chi-square variable over its degrees of freedom (Wilson and Hilferty 1931). */
    private static double lowChiSquare(double degrees) {
        double spread = 2 / (9 * degrees);
        return Math.pow(Math.max(LEAST_CUBE_ROOT, 1 - spread - NORMAL_95 * Math.sqrt(spread)), 3);
    }

    /** log P(N at most {@code count}) for negative binomial counts of this mean and gamma shape. */
    static double logLowerTail(double count, double mean, double shape) {
        double logTerm = shape * Math.log(shape / (shape + mean));
        double largest = logTerm;
        double sum = 1;
        for (long k = 0; k < (long) count; k++) {
            logTerm += Math.log((k + shape) / (k + 1) * mean / (shape + mean));
            if (logTerm > largest) {
                sum = sum * Math.exp(largest - logTerm) + 1;
                largest = logTerm;
            } else {
                sum += Math.exp(logTerm - largest);
            }
        }
        return Math.min(0, largest + Math.log(sum));
    }
}
