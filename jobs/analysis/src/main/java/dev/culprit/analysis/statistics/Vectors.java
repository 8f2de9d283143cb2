package dev.culprit.analysis.statistics;

import java.util.Arrays;
import java.util.List;

/** Products and parts of vectors of equal length. */
public final class Vectors {
    private Vectors() {}

    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    public static double sumOfSquares(double[] values) {
        return dot(values, values);
    }

    /** Euclidean length. */
    public static double norm(double[] values) {
        return Math.sqrt(dot(values, values));
    }

    /** With Kahan's compensation (1965), as {@code DoubleStream.average} has it, which is compiled for seconds; 0 without values. */
    public static double mean(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double next = value - lost;
            double larger = sum + next;
            lost = larger - sum - next;
            sum = larger;
        }
        return values.length == 0 ? 0 : (sum - lost) / values.length;
    }

    /** The values at these indices, in their order. */
    public static double[] at(int[] indices, double[] values) {
        double[] picked = new double[indices.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[indices[i]];
        }
        return picked;
    }

    /** n ones. */
    public static double[] ones(int n) {
        double[] values = new double[n];
        Arrays.fill(values, 1);
        return values;
    }

    /** The parts one after the other. */
    public static double[] concat(List<double[]> parts) {
        int length = 0;
        for (double[] part : parts) {
            length += part.length;
        }
        double[] whole = new double[length];
        int at = 0;
        for (double[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
