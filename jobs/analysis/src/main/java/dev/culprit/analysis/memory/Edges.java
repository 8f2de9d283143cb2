package dev.culprit.analysis.memory;

import dev.culprit.analysis.statistics.RobustStatistics;
import java.util.Arrays;

/** What rises from the beginning of a lifetime to its end, by medians over a tenth of its rows and one more at either end. */
public final class Edges {
    /** By hand: a tenth holds enough rows for a median and is short beside the whole. */
    private static final int PARTS = 10;

    private Edges() {}

    /** Median of the last edge less that of the first. {@code values}: one a row, at least two. */
    public static double rise(double[] values) {
        return last(values) - RobustStatistics.median(Arrays.copyOfRange(values, 0, rows(values) + 1));
    }

    /** The difference between the middles of the two edges, for what has no noise. */
    public static double riseBetweenMiddles(double[] values) {
        int middle = rows(values) / 2;
        return values[values.length - 1 - middle] - values[middle];
    }

    /** Rows of an edge besides the first or the last one. */
    static int rows(double[] values) {
        return Math.max(1, values.length / PARTS);
    }

    /** Median of the last edge. */
    static double last(double[] values) {
        return RobustStatistics.median(Arrays.copyOfRange(values, values.length - rows(values) - 1, values.length));
    }
}
