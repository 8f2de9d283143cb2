package dev.culprit.analysis.statistics;

/**
 * Which of two regressions that are no parts of each other explains the same rows better, and how surely (Vuong 1989; for rows that
 * depend on those before them Rivers and Vuong 2002, with the variance of Newey and West 1987). A ratio of likelihoods trusts the
 * errors to be as the regression says; this test asks whether the one gains over the other all along, or in a few rows that belong
 * together.
 */
public final class VuongStatistic {
    /** By hand: no variance is less, so that equal regressions divide nothing. */
    private static final double LEAST = 1e-12;

    private VuongStatistic() {}

    /**
     * Standard normal where both are as good; positive where the first is worse.
     *
     * @param first residuals, one a row; {@code second} likewise
     * @param cluster number of each row's cluster; only rows of one cluster depend on each other
     */
    public static double z(double[] first, double[] second, int[] cluster) {
        double[] gains = gains(first, second);
        double sum = 0;
        for (double gain : gains) {
            sum += gain;
        }
        return sum / Math.sqrt(Math.max(LEAST, longRunSquares(gains, sum / gains.length, cluster)));
    }

    /** By how much each row's log-likelihood is the greater with the second. */
    private static double[] gains(double[] first, double[] second) {
        int n = first.length;
        double ofFirst = Math.max(LEAST, Vectors.sumOfSquares(first) / n);
        double ofSecond = Math.max(LEAST, Vectors.sumOfSquares(second) / n);
        double[] gains = new double[n];
        for (int row = 0; row < n; row++) {
            gains[row] = 0.5
                    * (Math.log(ofFirst / ofSecond)
                            + first[row] * first[row] / ofFirst
                            - second[row] * second[row] / ofSecond);
        }
        return gains;
    }

    /** Variance of the sum, with Bartlett's weights up to the root of the number of rows. */
    private static double longRunSquares(double[] gains, double mean, int[] cluster) {
        int lags = (int) Math.sqrt(gains.length);
        double squares = 0;
        for (int row = 0; row < gains.length; row++) {
            for (int lag = 0; lag <= lags && lag <= row && cluster[row - lag] == cluster[row]; lag++) {
                double weight = lag == 0 ? 1 : 2 * (1 - lag / (lags + 1.0));
                squares += weight * (gains[row] - mean) * (gains[row - lag] - mean);
            }
        }
        return squares;
    }
}
