package dev.culprit.analysis.statistics;

/**
 * The median slope through all pairs of points (Theil 1950, Sen 1968) with Sen's 95 % interval. Kendall's variance is
 * widened by (1 + r) / (1 - r), as n readings with autocorrelation r are worth fewer than n (Hamed and Rao 1998, first
 * order).
 */
public record TheilSen(double slope, double low, double high) {
    /** By hand: with more autocorrelation than this an interval says nothing. */
    private static final double MOST_AUTOCORRELATION = 0.97;

    /**
     * Slope in y per x over points with ascending x; NaN throughout when no two points differ in x. The autocorrelation is
     * that of the residuals, so a bent line counts as noise.
     */
    public static TheilSen through(double[] x, double[] y) {
        OrderStatistics slopes = slopes(x, y);
        double slope = slopes.median();
        double[] residuals = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            residuals[i] = y[i] - slope * x[i];
        }
        double centre = RobustStatistics.median(residuals);
        double product = 0;
        double square = 1e-300;
        for (int i = 1; i < residuals.length; i++) {
            product += (residuals[i] - centre) * (residuals[i - 1] - centre);
            square += (residuals[i - 1] - centre) * (residuals[i - 1] - centre);
        }
        return of(slopes, x.length, Math.min(MOST_AUTOCORRELATION, Math.max(0, product / square)));
    }

    /** @param r lag-one autocorrelation of the noise, 0 to less than 1 */
    public static TheilSen through(double[] x, double[] y, double r) {
        return of(slopes(x, y), x.length, r);
    }

    /** Through all pairs of points that differ in x: hundreds of thousands for a week, of which four are asked for. */
    private static OrderStatistics slopes(double[] x, double[] y) {
        int n = x.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                if (x[j] > x[i]) {
                    slopes[count++] = (y[j] - y[i]) / (x[j] - x[i]);
                }
            }
        }
        return new OrderStatistics(slopes, count);
    }

    /** @param n points that the slopes are between */
    private static TheilSen of(OrderStatistics slopes, int n, double r) {
        int count = slopes.count();
        if (count == 0) {
            return new TheilSen(Double.NaN, Double.NaN, Double.NaN);
        }
        double variance = n * (n - 1.0) * (2.0 * n + 5) / 18 * (1 + r) / (1 - r);
        double half = NormalDistribution.QUANTILE_975 * Math.sqrt(variance);
        int low = (int) Math.floor((count - half) / 2);
        int high = (int) Math.ceil((count + half) / 2);
        return new TheilSen(slopes.median(), slopes.at(Math.max(0, low)), slopes.at(Math.min(count - 1, high)));
    }
}
