package dev.culprit.cloudwatch.standin.promql;

import java.time.Duration;

/**
 * What a service refuses and cuts.
 *
 * @param name in signatures
 * @param prefix of its paths
 * @param series that an answer of a query has at most; the others are cut with a warning
 * @param discovered likewise of series and labels
 * @param longest range of a request, with ranges of selectors and the lookback
 * @param seriesPerDay that a query may read in 24 hours of its range, {@code samplesPerDay} how many samples
 * @param queriesPerSecond likewise {@code discoveriesPerSecond}
 * @param atOnce requests of either kind
 * @param exactNames whether each selector must name its metric
 * @param ranges whether ranges of samples are known to be answered
 * @param statistics whether it takes {@code stats} and tells what was read
 * @param dollarsPerSample its price
 */
record ServiceRules(
        String name,
        String prefix,
        int series,
        int discovered,
        Duration longest,
        long seriesPerDay,
        long samplesPerDay,
        double queriesPerSecond,
        double discoveriesPerSecond,
        int atOnce,
        boolean exactNames,
        boolean ranges,
        boolean statistics,
        double dollarsPerSample) {
    /** {@code AmazonCloudWatch/latest/monitoring/CloudWatch-PromQL}; the price is a copy of others. */
    static final ServiceRules CLOUDWATCH = new ServiceRules(
            "monitoring",
            "",
            500,
            10_000,
            Duration.ofDays(7),
            100_000,
            300_000_000L,
            300,
            10,
            30,
            true,
            false,
            false,
            0.01 / 1e6);

    /** {@code prometheus/latest/userguide/AMP_quotas}, newer values of which are from memory. */
    static ServiceRules workspace(String id) {
        return new ServiceRules(
                "aps",
                "/workspaces/" + id,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Duration.ofDays(95),
                Long.MAX_VALUE,
                50_000_000L,
                300,
                10,
                30,
                false,
                true,
                true,
                0.10 / 1e9);
    }

    ServiceRules with(int newSeries, long newSamplesPerDay, double newQueriesPerSecond) {
        return new ServiceRules(
                name,
                prefix,
                newSeries,
                discovered,
                longest,
                seriesPerDay,
                newSamplesPerDay,
                newQueriesPerSecond,
                discoveriesPerSecond,
                atOnce,
                exactNames,
                ranges,
                statistics,
                dollarsPerSample);
    }
}
