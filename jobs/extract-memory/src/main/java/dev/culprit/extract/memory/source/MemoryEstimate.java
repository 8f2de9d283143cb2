package dev.culprit.extract.memory.source;

import org.jspecify.annotations.Nullable;

/**
 * What extracting an environment's memory would ask of CloudWatch.
 *
 * @param series that would be read, {@code days} for how many days
 * @param calls of GetMetricData; {@code metricsRequested} in them, which is what is billed
 * @param listings calls of ListMetrics that this took, and a run takes again
 * @param dollars what both cost, in US dollars
 * @param maxMetricsRequested the limit, or null for none
 */
public record MemoryEstimate(
        String environment,
        long series,
        long days,
        long calls,
        long metricsRequested,
        long listings,
        double dollars,
        @Nullable Long maxMetricsRequested) {
    /** What a source asks for that asks for nothing. */
    public static MemoryEstimate nothing(String environment) {
        return new MemoryEstimate(environment, 0, 0, 0, 0, 0, 0, null);
    }

    /** {@code $0.02}. */
    public String price() {
        return Dollars.format(dollars);
    }

    public boolean isAboveTheLimit() {
        return maxMetricsRequested != null && metricsRequested > maxMetricsRequested;
    }
}
