package dev.culprit.analysis.statistics;

import java.util.SplittableRandom;

/**
 * Resampling of clusters with replacement (Efron 1979; of whole clusters, Field and Welsh 2007). Seeds are fixed, so that equal
 * input gives equal findings.
 */
public final class Bootstrap {
    private Bootstrap() {}

    /** How often each of n was drawn in n draws with replacement: weights of the clusters in one resample. */
    public static double[] weights(SplittableRandom random, int n) {
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            weights[random.nextInt(n)]++;
        }
        return weights;
    }
}
