package dev.culprit.analysis.simulation;

import java.util.SplittableRandom;

/** Random paths in steps of five minutes. */
final class Paths {
    static final int STEP = 300;
    static final int STEPS_A_DAY = 86_400 / STEP;

    private Paths() {}

    /** A stationary Gaussian AR(1) path of unit variance whose correlation falls to 1/e after so many hours. */
    static double[] wandering(SplittableRandom random, int steps, double hours) {
        double keep = Math.exp(-STEP / (3600 * hours));
        double kick = Math.sqrt(1 - keep * keep);
        double[] path = new double[steps];
        double at = random.nextGaussian();
        for (int i = 0; i < steps; i++) {
            path[i] = at;
            at = keep * at + kick * random.nextGaussian();
        }
        return path;
    }

    /** Mixes paths of unit variance so that the sum has it too; {@code share} is the first one's part of the variance. */
    static double[] mix(double[] one, double[] other, double share) {
        double[] path = new double[one.length];
        for (int i = 0; i < path.length; i++) {
            path[i] = Math.sqrt(share) * one[i] + Math.sqrt(1 - share) * other[i];
        }
        return path;
    }

    /** A factor of mean 1 whose logarithm has this deviation. */
    static double logNormal(double standardNormal, double deviation) {
        return Math.exp(deviation * standardNormal - deviation * deviation / 2);
    }

    static int poisson(SplittableRandom random, double mean) {
        if (mean > 30) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    static double exponential(SplittableRandom random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }
}
