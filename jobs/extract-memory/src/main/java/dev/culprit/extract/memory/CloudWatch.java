package dev.culprit.extract.memory;

import dev.culprit.model.Nullable;

/**
 * CloudWatch's API: the metrics that Container Insights with enhanced observability publishes for one EKS cluster.
 *
 * @param cluster the ClusterName
 * @param roleArn role to assume, or null for the credentials of the SDK's default chain
 * @param externalId that the role's trust policy demands, or null
 * @param maxMetricsRequested metrics that one run may ask for, which is what CloudWatch bills; null for any number
 * @param callsPerSecond of GetMetricData, of which an account has 50 in a region
 * @param pointsPerSecond values asked for, of which an account has 180,000 in a region
 */
public record CloudWatch(
        String environment,
        String region,
        String cluster,
        @Nullable String roleArn,
        @Nullable String externalId,
        @Nullable Long maxMetricsRequested,
        double callsPerSecond,
        double pointsPerSecond)
        implements MemorySource {
    /** Half of the quotas: dashboards and alarms share them. */
    public static final double CALLS_PER_SECOND = 25;

    public static final double POINTS_PER_SECOND = 90_000;

    /** For messages, and in place of a file's name. */
    String place() {
        return "cloudwatch:%s/%s".formatted(region, cluster);
    }
}
