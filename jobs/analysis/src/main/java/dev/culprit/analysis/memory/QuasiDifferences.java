package dev.culprit.analysis.memory;

import java.util.Arrays;

/**
 * Makes AR(1) errors of one lifetime independent (Cochrane and Orcutt 1949): a value less rho to the power of the gap times the
 * value before it. Over a gap of g rows the error's variance is (1 - rho^2g) / (1 - rho²) of that over one; the weight is one over
 * its root. With rho near 0 this compares levels, near 1 differences.
 *
 * @param before index of the row before, {@code at} of the row; one a pair of rows
 */
record QuasiDifferences(int[] before, int[] at, double[] decay, double[] weight) {
    /** By hand: over a wider gap, in rows, so little is left of an error that the pair is two lifetimes' worth of noise. */
    private static final int WIDEST_GAP = 8;

    /** @param usable indices of rows, ascending; {@code rho} 0 to less than 1 */
    static QuasiDifferences of(int[] usable, double rho) {
        int[] before = new int[usable.length];
        int[] at = new int[usable.length];
        int pairs = 0;
        for (int i = 1; i < usable.length; i++) {
            if (usable[i] - usable[i - 1] <= WIDEST_GAP) {
                before[pairs] = usable[i - 1];
                at[pairs++] = usable[i];
            }
        }
        double[] decay = new double[pairs];
        double[] weight = new double[pairs];
        for (int r = 0; r < pairs; r++) {
            decay[r] = Math.pow(rho, at[r] - before[r]);
            weight[r] = rho > 0 ? Math.sqrt((1 - rho * rho) / (1 - decay[r] * decay[r])) : 1;
        }
        return new QuasiDifferences(Arrays.copyOf(before, pairs), Arrays.copyOf(at, pairs), decay, weight);
    }

    int count() {
        return at.length;
    }

    /** Of values by row. */
    double[] of(double[] values) {
        double[] differences = new double[at.length];
        for (int r = 0; r < differences.length; r++) {
            differences[r] = (values[at[r]] - decay[r] * values[before[r]]) * weight[r];
        }
        return differences;
    }

    /** Of a level, which is one all along the lifetime. */
    double[] ofLevel() {
        double[] differences = new double[at.length];
        for (int r = 0; r < differences.length; r++) {
            differences[r] = (1 - decay[r]) * weight[r];
        }
        return differences;
    }
}
