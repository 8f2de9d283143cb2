package dev.culprit.analysis.statistics;

import java.util.List;

/**
 * One column of a regression given all others, by the theorem of Frisch, Waugh (1933) and Lovell (1963): the coefficient of x
 * in the least squares of y on x and the others is the slope of y's residuals on x's residuals, both on the others.
 *
 * @param x residuals of the column on the others
 * @param y residuals of the response on the others
 * @param tolerance 1 - R² of the column on the others: 0 where they say the same, 1 where they have nothing in common
 */
public record PartialRegression(double[] x, double[] y, double tolerance) {
    /** By hand: a column of zeros has this sum of squares, so that no ratio is NaN. */
    private static final double NOTHING = 1e-30;

    /** All vectors have one value a row. */
    public static PartialRegression of(double[] y, double[] column, List<double[]> others) {
        OrthonormalBasis basis = OrthonormalBasis.of(others);
        double[] x = basis.residuals(column);
        double tolerance = Vectors.sumOfSquares(x) / Math.max(NOTHING, Vectors.sumOfSquares(column));
        return new PartialRegression(x, basis.residuals(y), tolerance);
    }

    /** @param clusters of the rows, within which errors may correlate */
    public ClusteredSlope slope(long[] clusters) {
        return ClusteredSlope.of(x, y, clusters);
    }
}
