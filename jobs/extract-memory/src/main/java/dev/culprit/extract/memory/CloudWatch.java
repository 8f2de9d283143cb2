package dev.culprit.extract.memory;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * CloudWatch's API: the metrics that Container Insights with enhanced observability publishes for one cluster.
 *
 * @param cluster the ClusterName
 * @param accountId of the account that the metrics are of, where they are read through a monitoring account; else null
 * @param roleArn role to assume, or null for the credentials of the SDK's default chain
 * @param externalId that the role's trust policy demands, or null
 * @param maxMetricsRequested metrics that one run may ask for, which is what CloudWatch bills; null for any number
 * @param callsPerSecond of GetMetricData, of which an account has 50 in a region
 * @param pointsPerSecond values asked for, of which an account has 180,000 in a region
 */
public record CloudWatch(
        String environment,
        Platform platform,
        String region,
        String cluster,
        @Nullable String accountId,
        @Nullable String roleArn,
        @Nullable String externalId,
        @Nullable Long maxMetricsRequested,
        double callsPerSecond,
        double pointsPerSecond)
        implements MemorySource {
    /** Half of the quotas: dashboards and alarms share them. */
    public static final double CALLS_PER_SECOND = 25;

    public static final double POINTS_PER_SECOND = 90_000;

    /** Whether the row is of this place: others may have been read into the same environment before. */
    boolean isPlaceOf(FetchRow row) {
        return row.region().equals(region)
                && row.cluster().equals(cluster)
                && Objects.equals(row.role(), roleArn)
                && Objects.equals(row.account(), accountId)
                && platform.word().equals(row.platform() == null ? Platform.EKS.word() : row.platform());
    }

    /** {@link #isPlaceOf(FetchRow)} of a catalogue's row. */
    boolean isPlaceOf(CatalogueRow row) {
        return row.region().equals(region)
                && row.cluster().equals(cluster)
                && Objects.equals(row.role(), roleArn)
                && Objects.equals(row.account(), accountId)
                && row.namespace().equals(platform.namespace());
    }

    /** For messages, and in place of a file's name. */
    String place() {
        return "cloudwatch:%s/%s".formatted(region, cluster);
    }
}
