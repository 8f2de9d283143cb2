package dev.culprit.extract.memory.cloudwatch.api;

import dev.culprit.extract.memory.source.Dollars;
import dev.culprit.model.CulpritException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What has been asked of CloudWatch, tries that failed included, as it bills it: metrics of GetMetricData, and calls of ListMetrics. */
public final class RequestCost {
    // CloudWatch's price list of November 2026, us-east-1.
    private static final double DOLLARS_PER_METRIC = 0.01 / 1000;
    private static final double DOLLARS_PER_LISTING = 0.01 / 1000;

    private final String environment;
    private final @Nullable Long mostMetrics;
    // The SDK sends with a timeout, and may try again on another thread.
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong metrics = new AtomicLong();
    private final AtomicLong listings = new AtomicLong();

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
        if (mostMetrics != null && metrics.get() + metricsAsked > mostMetrics) {
            throw new CulpritException(
                    "environment %s: memory.max-metrics-requested = %,d is reached after %,d, as CloudWatch had to be asked again: run again to go on, or raise it"
                            .formatted(environment, mostMetrics, metrics.get()));
        }
    }

    void called(long metricsAsked) {
        calls.incrementAndGet();
        metrics.addAndGet(metricsAsked);
    }

    void listed() {
        listings.incrementAndGet();
    }

    public long calls() {
        return calls.get();
    }

    public long metrics() {
        return metrics.get();
    }

    public long listings() {
        return listings.get();
    }

    @Override
    public String toString() {
        return "%,d metrics in %,d calls and %,d listings, about %s"
                .formatted(metrics(), calls(), listings(), Dollars.format(dollars(metrics(), listings())));
    }
}
