package dev.culprit.analysis.memory;

import java.util.Arrays;

/**
 * The clusters of rows within which errors may correlate ({@link dev.culprit.analysis.statistics.ClusteredSlope}): lifetimes where
 * there are eight or more of them, else quarters of a day within lifetimes.
 *
 * <p>A variance summed over few clusters is too small, and t too large: five to thirty are few (Cameron, Gelbach and Miller 2008).
 * Of simulated slopes that are zero, with skewed births in lifetimes of a day, 12 % have |t| above 1.96 with two lifetimes as
 * clusters, 10 % with four and 8 % with eight, against 9 %, 8 % and 6 % with quarters of a day. Quarters miss errors that last
 * longer, but quasi-differences have taken most of those out.
 */
public final class ErrorClusters {
    /** Literature and simulation: see above. */
    static final int FEWEST_LIFETIMES = 8;
    /** By hand: seconds of a quarter of a day, so that a day's peak of traffic is one cluster. */
    private static final double QUARTER_OF_A_DAY = 21_600;

    /** Above any number of a quarter, so that quarters of two lifetimes have two numbers. */
    private static final long LIFETIME_APART = 1_000_000_000L;

    private ErrorClusters() {}

    /** Clusters of all rows. */
    public static long[] of(Ar1Regression regression) {
        int[] all = new int[regression.rows()];
        Arrays.setAll(all, r -> r);
        return of(regression, all);
    }

    /** Clusters of some rows: equal numbers are one cluster. */
    public static long[] of(Ar1Regression regression, int[] rows) {
        long lifetimes = Arrays.stream(rows)
                .map(r -> regression.lifetime()[r])
                .distinct()
                .count();
        long blocks =
                Math.max(1, Math.round(QUARTER_OF_A_DAY / regression.panel().blockSeconds()));
        return Arrays.stream(rows)
                .mapToLong(r -> lifetimes >= FEWEST_LIFETIMES
                        ? regression.lifetime()[r]
                        : regression.lifetime()[r] * LIFETIME_APART + regression.block()[r] / blocks)
                .toArray();
    }
}
