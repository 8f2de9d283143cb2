package dev.culprit.extract.memory.cloudwatch.api;

import dev.culprit.extract.memory.source.Dollars;
import dev.culprit.model.CulpritException;
import org.jspecify.annotations.Nullable;

/** What has been asked of CloudWatch, as it bills it: metrics of GetMetricData, and calls of ListMetrics. */
public final class RequestCost {
    // CloudWatch's price list of November 2026, us-east-1.
    private static final double DOLLARS_PER_METRIC = 0.01 / 1000;
    private static final double DOLLARS_PER_LISTING = 0.01 / 1000;

    private final String environment;
    private final @Nullable Long mostMetrics;
    private long calls;
    private long metrics;
    private long listings;

    /** @param mostMetrics that may be requested, or null for any number */
    RequestCost(String environment, @Nullable Long mostMetrics) {
        this.environment = environment;
        this.mostMetrics = mostMetrics;
    }

    /** In US dollars. The free tier has neither. */
    public static double dollars(long metrics, long listings) {
        return metrics * DOLLARS_PER_METRIC + listings * DOLLARS_PER_LISTING;
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
                .formatted(metrics, calls, listings, Dollars.format(dollars(metrics, listings)));
    }
}
