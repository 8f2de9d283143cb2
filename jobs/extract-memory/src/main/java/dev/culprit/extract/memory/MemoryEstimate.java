package dev.culprit.extract.memory;

import dev.culprit.extract.memory.cloudwatch.Spending;
import org.jspecify.annotations.Nullable;

/**
 * What extracting an environment's memory would ask of CloudWatch.
 *
 * @param series that would be read, {@code days} for how many days
 * @param calls of GetMetricData; {@code metricsRequested} in them, which is what is billed
 * @param listings calls of ListMetrics that this took, and a run takes again
 * @param maxMetricsRequested the limit, or null for none
 */
public record MemoryEstimate(
        String environment,
        long series,
        long days,
        long calls,
        long metricsRequested,
        long listings,
        @Nullable Long maxMetricsRequested) {
    /** In US dollars. */
    public double dollars() {
        return Spending.dollars(metricsRequested, listings);
    }

    /** {@code $0.02}. */
    public String price() {
        return Spending.priced(dollars());
    }

    public boolean isAboveTheLimit() {
        return maxMetricsRequested != null && metricsRequested > maxMetricsRequested;
    }
}
