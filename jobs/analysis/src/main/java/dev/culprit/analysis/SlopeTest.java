package dev.culprit.analysis;

import java.util.HashMap;
import java.util.Map;

/**
 * Slope of y on x through the origin and its t with a variance that allows for correlation within clusters (Liang and Zeger
 * 1986), bounded below by half the plain variance so that few clusters cannot make it vanish.
 */
record SlopeTest(double slope, double t, int clusters) {
    static SlopeTest of(double[] x, double[] y, long[] clusters) {
        double squares = Math.max(LeastSquares.dot(x, x), 1e-30);
        double slope = LeastSquares.dot(x, y) / squares;
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
        return new SlopeTest(slope, variance == 0 ? 0 : slope * squares / Math.sqrt(variance), count);
    }
}
