package dev.culprit.extract.memory.source;

import org.jspecify.annotations.Nullable;

/**
 * What extracting an environment's memory would ask of whoever sends a bill.
 *
 * @param series that would be read, {@code days} for how many days
 * @param calls of GetMetricData; {@code metricsRequested} in them, which is what is billed
 * @param listings calls of ListMetrics that this took, and a run takes again
 * @param dollars what both cost, in US dollars
 * @param maxMetricsRequested the limit, or null for none
 * @param samples that a server reads for PromQL, which are billed then; null where it is not PromQL that is asked
 * @param maxSamples the limit of these, or null for none
 */
public record MemoryEstimate(
        String environment,
        long series,
        long days,
        long calls,
        long metricsRequested,
        long listings,
        double dollars,
        @Nullable Long maxMetricsRequested,
        @Nullable Long samples,
        @Nullable Long maxSamples) {
    /** What a source asks for that asks for nothing. */
    public static MemoryEstimate nothing(String environment) {
        return new MemoryEstimate(environment, 0, 0, 0, 0, 0, 0, null, null, null);
    }

    /** Of a server that answers PromQL, {@code requests} of them. */
    public static MemoryEstimate ofSamples(
            String environment,
            long series,
            long days,
            long requests,
            long samples,
            double dollars,
            @Nullable Long maxSamples) {
        return new MemoryEstimate(environment, series, days, requests, 0, 0, dollars, null, samples, maxSamples);
    }

    /** {@code $0.02}. */
    public String price() {
        return Dollars.format(dollars);
    }

    public boolean isAboveTheLimit() {
        return (maxMetricsRequested != null && metricsRequested > maxMetricsRequested)
                || (samples != null && maxSamples != null && samples > maxSamples);
    }
}
