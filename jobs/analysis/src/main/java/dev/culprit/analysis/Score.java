package dev.culprit.analysis;

import dev.culprit.model.Nullable;

/**
 * Evidence added up as log-odds, from even odds. The weights were fitted on simulated incidents and rounded; they are the
 * method's, not this workload's.
 */
final class Score {
    /** From here on a label is named. */
    static final double NAMED = 0.60;
    /** Between this and {@link #NAMED} the label can neither be named nor ruled out. */
    static final double UNDECIDED = 0.30;
    /** Without a second replica to compare with, no label is surer than this. */
    static final double MOST_WITHOUT_CONTRAST = 0.84;

    private static final double TYPICAL_BYTES = 900;

    private Score() {}

    /** The probability that the group carries the growth. */
    static double probability(Association a, EnvironmentContrast environments) {
        @Nullable PodContrast pods = a.contrast();
        double price = Math.log(Math.max(a.bytesAlone(), 1) / TYPICAL_BYTES) / Math.log(4);
        double logOdds = -8.4
                + 1.5 * clip(a.shareMedian(), 1)
                + 0.6 * a.top()
                + 1.8 * clip(a.explained(), 1)
                + 0.65 * signedLog(a.t())
                - 0.6 * clip(environments.contradiction(), 4)
                - 0.4 * Math.min(6, price * price);
        logOdds += pods == null ? 5.0 : 2.0 * signedLog(pods.t()) + 1.3 * agreement(a.bytesPerSeries(), pods);
        double probability = 1 / (1 + Math.exp(-logOdds));
        return pods == null ? Math.min(probability, MOST_WITHOUT_CONTRAST) : probability;
    }

    /** Bytes per series must come out the same whichever variation they are read from: 1 when equal, 0 when opposed. */
    static double agreement(double bytesPerSeries, PodContrast pods) {
        if (bytesPerSeries <= 0 || pods.bytesPerSeries() <= 0) {
            return 0;
        }
        double ratio = pods.bytesPerSeries() / bytesPerSeries;
        return Math.min(ratio, 1 / ratio);
    }

    private static double clip(double value, double most) {
        return Math.max(0, Math.min(most, value));
    }

    private static double signedLog(double t) {
        return Math.signum(t) * Math.log1p(Math.min(Math.abs(t), 30));
    }
}
