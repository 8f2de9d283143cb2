package dev.culprit.analysis.statistics;

import org.hipparchus.special.Erf;

/** Constants and probabilities of the normal distribution. */
public final class NormalDistribution {
    /** Its 97.5 % quantile: standard errors to each side of a 95 % interval. */
    public static final double QUANTILE_975 = 1.959964;
    /** Makes the median absolute deviation an estimate of the standard deviation: one over the 75 % quantile. */
    public static final double MAD_TO_SIGMA = 1.4826;
    /** Standard error of a median over that of a mean: the root of pi / 2. */
    public static final double MEDIAN_ERROR = 1.2533;

    private NormalDistribution() {}

    /** The probability of a standard normal value below z. */
    public static double below(double z) {
        return 0.5 * Erf.erfc(-z / Math.sqrt(2));
    }
}
