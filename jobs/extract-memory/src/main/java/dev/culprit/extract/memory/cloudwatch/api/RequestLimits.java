package dev.culprit.extract.memory.cloudwatch.api;

import org.jspecify.annotations.Nullable;

/**
 * How much may be asked for.
 *
 * @param metrics that one run may ask for, which is what CloudWatch bills; null for any number
 * @param callsPerSecond of GetMetricData; ListMetrics, whose quota is half as high, is called half as often
 * @param pointsPerSecond values asked for, whether there are any or not
 */
public record RequestLimits(@Nullable Long metrics, double callsPerSecond, double pointsPerSecond) {
    /**
     * Half of what an account has in a region, 50 calls and 180,000 points a second by the user guide's "CloudWatch service
     * quotas": dashboards and alarms share them.
     */
    public static final RequestLimits USUAL = new RequestLimits(null, 25, 90_000);
}
