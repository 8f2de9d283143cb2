package dev.culprit.analysis.statistics;

import java.util.Arrays;

/** Statistics that a few wild values do not move. */
public final class RobustStatistics {
    private RobustStatistics() {}

    /** NaN when there are no values. */
    public static double median(double... values) {
        return quantile(values, 0.5);
    }

    /** Of three numbers, which are asked for at every reading: no array is made and sorted. */
    public static double median(double one, double other, double third) {
        return Math.max(Math.min(one, other), Math.min(Math.max(one, other), third));
    }

    /** Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996); NaN when there are no values. */
    public static double quantile(double[] values, double q) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = q * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** Median absolute deviation from {@code centre}, scaled to a standard deviation. */
    public static double sigma(double[] values, double centre) {
        return NormalDistribution.MAD_TO_SIGMA
                * median(Arrays.stream(values)
                        .map(value -> Math.abs(value - centre))
                        .toArray());
    }

    public static double[] differences(double[] values) {
        double[] result = new double[Math.max(0, values.length - 1)];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i + 1] - values[i];
        }
        return result;
    }

    /** The value at {@code at} of the polygon through (x, y), held constant beyond its ends; x ascending. */
    public static double interpolate(double at, double[] x, double[] y) {
        int above = upperBound(x, at);
        if (above == 0) {
            return y[0];
        }
        if (above == x.length) {
            return y[x.length - 1];
        }
        double span = x[above] - x[above - 1];
        return y[above - 1] + (at - x[above - 1]) / span * (y[above] - y[above - 1]);
    }

    /** Number of values that are at most {@code key}; the array ascends. */
    public static int upperBound(double[] ascending, double key) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] <= key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The distance from {@code key} to the nearest of the ascending values; infinite when there are none. */
    public static double distance(double[] ascending, double key) {
        int above = upperBound(ascending, key);
        double left = above > 0 ? key - ascending[above - 1] : Double.POSITIVE_INFINITY;
        double right = above < ascending.length ? ascending[above] - key : Double.POSITIVE_INFINITY;
        return Math.min(left, right);
    }
}
