package dev.culprit.analysis.statistics;

import java.util.SplittableRandom;

/** Resampling with replacement (Efron 1979). */
public final class Bootstrap {
    private Bootstrap() {}

    /** How often each of n was drawn in n draws with replacement. */
    public static double[] resample(SplittableRandom random, int n) {
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            weights[random.nextInt(n)]++;
        }
        return weights;
    }
}
