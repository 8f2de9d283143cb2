package dev.culprit.analysis.statistics;

/** The logistic function: log-odds as a probability. */
public final class Logistic {
    private Logistic() {}

    /** @param logOdds natural logarithm of the odds; 0 is one half */
    public static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
