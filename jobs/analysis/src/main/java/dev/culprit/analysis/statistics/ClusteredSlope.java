package dev.culprit.analysis.statistics;

import java.util.HashMap;
import java.util.Map;

/**
 * The slope of y on x through the origin, b = x'y / x'x, and its t with a variance that allows for correlation within clusters
 * (Liang and Zeger 1986): G/(G-1) times the sum over G clusters of (x'e)², over (x'x)², e the residuals. The variance is at least
 * half of the plain one, x'x e'e / n, as few clusters may agree by chance (Cameron, Gelbach and Miller 2008).
 *
 * @param slope in units of y per unit of x; {@code t} is slope over standard error, 0 where there is no error
 * @param clusters number of them
 */
public record ClusteredSlope(double slope, double t, int clusters) {
    /** By hand: share of the plain variance that the clustered one may not fall below. */
    private static final double LEAST_SHARE = 0.5;
    /** By hand: a column of zeros has this sum of squares, so that its slope is 0 and not NaN. */
    private static final double NOTHING = 1e-30;

    /** @param x residuals of the column, {@code y} of the response, {@code clusters} that the rows belong to; one a row */
    public static ClusteredSlope of(double[] x, double[] y, long[] clusters) {
        double squares = Math.max(Vectors.sumOfSquares(x), NOTHING);
        double slope = Vectors.dot(x, y) / squares;
        Map<Long, Double> scores = new HashMap<>();
        double rss = 0;
        for (int r = 0; r < x.length; r++) {
            double residual = y[r] - slope * x[r];
            rss += residual * residual;
            scores.merge(clusters[r], x[r] * residual, Double::sum);
        }
        int count = scores.size();
        double clustered =
                scores.values().stream().mapToDouble(score -> score * score).sum() * count / Math.max(1, count - 1);
        double plain = squares * rss / Math.max(1, x.length);
        double variance = Math.max(clustered, LEAST_SHARE * plain);
        return new ClusteredSlope(slope, variance == 0 ? 0 : slope * squares / Math.sqrt(variance), count);
    }

    /** 0 where there is no error. */
    public double standardError() {
        return t == 0 ? 0 : Math.abs(slope / t);
    }
}
