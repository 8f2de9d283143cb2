package dev.culprit.analysis.statistics;

import java.util.Arrays;

/**
 * How often a score as high comes of cases in which there is nothing to be found: (1 + scores at least as high) / (1 + scores), which is a
 * valid p-value where the case and the others are exchangeable (Vovk, Gammerman and Shafer 2005).
 */
public final class ConformalPValue {
    private final double[] ascending;

    /** @param scores where there is nothing to be found; minus infinity where nothing was scored */
    public ConformalPValue(double[] scores) {
        ascending = scores.clone();
        Arrays.sort(ascending);
    }

    public int count() {
        return ascending.length;
    }

    /** Of the scores, how many are at least as high. */
    public int atLeast(double score) {
        return score == Double.NEGATIVE_INFINITY
                ? ascending.length
                : ascending.length - RobustStatistics.upperBound(ascending, Math.nextDown(score));
    }

    public double of(double score) {
        return (1.0 + atLeast(score)) / (1.0 + ascending.length);
    }
}
