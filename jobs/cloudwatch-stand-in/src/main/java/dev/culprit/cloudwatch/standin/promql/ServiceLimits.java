package dev.culprit.cloudwatch.standin.promql;

import java.time.Duration;

/**
 * How much a service answers. A test that is to meet a limit with little sets it lower.
 *
 * @param series that an answer of a query has at most; the others are cut with a warning
 * @param discovered likewise of series and labels
 * @param longest range of a request, with ranges of selectors and the lookback
 * @param seriesPerDay that a query may read in each 24 hours of its range, {@code samplesPerDay} how many samples
 * @param queriesPerSecond likewise {@code discoveriesPerSecond}
 * @param atOnce requests of either kind
 */
public record ServiceLimits(
        int series,
        int discovered,
        Duration longest,
        long seriesPerDay,
        long samplesPerDay,
        double queriesPerSecond,
        double discoveriesPerSecond,
        int atOnce) {
    /** {@code AmazonCloudWatch/latest/monitoring/CloudWatch-PromQL}. */
    public static final ServiceLimits CLOUDWATCH =
            new ServiceLimits(500, 10_000, Duration.ofDays(7), 100_000, 300_000_000L, 300, 10, 30);

    /** {@code prometheus/latest/userguide/AMP_quotas}, newer values of which are from memory. */
    public static final ServiceLimits WORKSPACE = new ServiceLimits(
            Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ofDays(95), Long.MAX_VALUE, 50_000_000L, 300, 10, 30);

    public ServiceLimits withSeries(int most) {
        return new ServiceLimits(
                most, discovered, longest, seriesPerDay, samplesPerDay, queriesPerSecond, discoveriesPerSecond, atOnce);
    }

    public ServiceLimits withDiscovered(int most) {
        return new ServiceLimits(
                series, most, longest, seriesPerDay, samplesPerDay, queriesPerSecond, discoveriesPerSecond, atOnce);
    }

    /** Of series and of samples in 24 hours. */
    public ServiceLimits withReadPerDay(long mostSeries, long mostSamples) {
        return new ServiceLimits(
                series, discovered, longest, mostSeries, mostSamples, queriesPerSecond, discoveriesPerSecond, atOnce);
    }

    /** Of queries and of lists in a second, and of either at once. */
    public ServiceLimits withPace(double queries, double discoveries, int running) {
        return new ServiceLimits(
                series, discovered, longest, seriesPerDay, samplesPerDay, queries, discoveries, running);
    }
}
