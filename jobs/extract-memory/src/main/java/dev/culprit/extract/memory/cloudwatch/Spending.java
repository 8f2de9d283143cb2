package dev.culprit.extract.memory.cloudwatch;

import dev.culprit.model.CulpritException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What has been asked of CloudWatch, as it bills it: metrics of GetMetricData, and calls of ListMetrics. */
public final class Spending {
    private static final double DOLLARS_PER_METRIC = 0.01 / 1000;
    private static final double DOLLARS_PER_LISTING = 0.01 / 1000;

    private final String environment;
    private final @Nullable Long mostMetrics;
    private long calls;
    private long metrics;
    private long listings;

    /** @param mostMetrics that may be requested, or null for any number */
    Spending(String environment, @Nullable Long mostMetrics) {
        this.environment = environment;
        this.mostMetrics = mostMetrics;
    }

    /** In US dollars, by the price list of November 2026; the free tier has neither. */
    public static double dollars(long metrics, long listings) {
        return metrics * DOLLARS_PER_METRIC + listings * DOLLARS_PER_LISTING;
    }

    /** {@code $0.02}, and {@code $0.0003} where cents do not show it. */
    public static String priced(double dollars) {
        return String.format(Locale.ROOT, dollars >= 0.01 || dollars == 0 ? "$%,.2f" : "$%.4f", dollars);
    }

    /** @throws CulpritException where so many more would be beyond the limit */
    void beforeCall(long metricsAsked) {
        if (mostMetrics != null && metrics + metricsAsked > mostMetrics) {
            throw new CulpritException(
                    "environment %s: memory.max-metrics-requested = %,d is reached after %,d, as CloudWatch had to be asked again: run again to go on, or raise it"
                            .formatted(environment, mostMetrics, metrics));
        }
    }

    void called(long metricsAsked) {
        calls++;
        metrics += metricsAsked;
    }

    void listed() {
        listings++;
    }

    public long calls() {
        return calls;
    }

    public long metrics() {
        return metrics;
    }

    public long listings() {
        return listings;
    }

    @Override
    public String toString() {
        return "%,d metrics in %,d calls and %,d listings, about %s"
                .formatted(metrics, calls, listings, priced(dollars(metrics, listings)));
    }
}
