package dev.culprit.analysis.statistics;

import java.util.HashMap;
import java.util.Map;

/**
 * Slope of y on x through the origin and its t with a variance that allows for correlation within clusters (Liang and Zeger
 * 1986), bounded below by half the plain variance so that few clusters cannot make it vanish.
 */
public record ClusteredSlope(double slope, double t, int clusters) {
    public static ClusteredSlope of(double[] x, double[] y, long[] clusters) {
        double squares = Math.max(BoundedLeastSquares.dot(x, x), 1e-30);
        double slope = BoundedLeastSquares.dot(x, y) / squares;
        Map<Long, Double> scores = new HashMap<>();
        double errors = 0;
        for (int r = 0; r < x.length; r++) {
            double error = y[r] - slope * x[r];
            errors += error * error;
            scores.merge(clusters[r], x[r] * error, Double::sum);
        }
        int count = scores.size();
        double clustered =
                scores.values().stream().mapToDouble(score -> score * score).sum() * count / Math.max(1, count - 1);
        double plain = 0.5 * squares * errors / Math.max(1, x.length);
        double variance = Math.max(clustered, plain);
        return new ClusteredSlope(slope, variance == 0 ? 0 : slope * squares / Math.sqrt(variance), count);
    }
}
