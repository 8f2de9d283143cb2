package dev.culprit.analysis.memory;

import java.util.Arrays;

/** The clusters of rows within which errors may correlate: lifetimes where there are enough, else quarters of a day within them. */
public final class ErrorClusters {
    /** By hand: lifetimes that are enough among all rows, {@link #AMONG_SOME} among some of them. */
    private static final int AMONG_ALL = 4;

    private static final int AMONG_SOME = 8;
    /** By hand: seconds of a quarter of a day, so that a day's peak of traffic is one cluster. */
    private static final double QUARTER_OF_A_DAY = 21_600;

    /** Above any number of a quarter, so that quarters of two lifetimes have two numbers. */
    private static final long LIFETIME_APART = 1_000_000_000L;

    private ErrorClusters() {}

    /** Clusters of all rows. */
    public static long[] of(Ar1Regression regression) {
        int[] all = new int[regression.rows()];
        Arrays.setAll(all, r -> r);
        return of(regression, all, AMONG_ALL);
    }

    /** Clusters of some rows: equal numbers are one cluster. */
    public static long[] of(Ar1Regression regression, int[] rows) {
        return of(regression, rows, AMONG_SOME);
    }

    private static long[] of(Ar1Regression regression, int[] rows, int enough) {
        long lifetimes = Arrays.stream(rows)
                .map(r -> regression.lifetime()[r])
                .distinct()
                .count();
        long blocks =
                Math.max(1, Math.round(QUARTER_OF_A_DAY / regression.panel().blockSeconds()));
        return Arrays.stream(rows)
                .mapToLong(r -> lifetimes >= enough
                        ? regression.lifetime()[r]
                        : regression.lifetime()[r] * LIFETIME_APART + regression.block()[r] / blocks)
                .toArray();
    }
}
