package dev.culprit.benchmarks.verdict;

import java.util.List;
import java.util.Locale;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/** Numbers as the page shows them. */
final class Figures {
    private Figures() {}

    /** {@code 83.3 % (5/6; 43.6-97.0)}: the share and Wilson's 95 % interval for it. */
    static String share(long of, long all) {
        if (all == 0) {
            return "-";
        }
        double share = (double) of / all;
        ConfidenceInterval wilson = BinomialProportion.getWilsonScoreInterval(Math.toIntExact(all), share, 0.95);
        return format(
                "%.1f %% (%d/%d; %.1f-%.1f)",
                100 * share,
                of,
                all,
                100 * Math.max(0, wilson.getLowerBound()),
                100 * Math.min(1, wilson.getUpperBound()));
    }

    /** The quantiles 0.05, 0.25, 0.5, 0.75 and 0.95, by the usual interpolation between order statistics. */
    static String quantiles(List<Double> values, String format) {
        if (values.isEmpty()) {
            return "-";
        }
        Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
        percentile.setData(values.stream().mapToDouble(Double::doubleValue).toArray());
        return format(
                String.join(" | ", format, format, format, format, format),
                percentile.evaluate(5),
                percentile.evaluate(25),
                percentile.evaluate(50),
                percentile.evaluate(75),
                percentile.evaluate(95));
    }

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
