package dev.culprit.extract.memory.cloudwatch;

import dev.culprit.extract.memory.cloudwatch.api.Access;
import dev.culprit.extract.memory.insights.Platform;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The cluster whose metrics are read into an environment, and where they are.
 *
 * @param name the ClusterName
 */
public record CloudWatchCluster(String environment, Platform platform, String name, Access access) {
    /** The word for the source in configuration and rows. */
    static final String SOURCE = "cloudwatch";

    /** Whether the row is of this place: others may have been read into the same environment before. */
    boolean isPlaceOf(FetchRow row) {
        return isPlace(row.region(), row.cluster(), row.role(), row.account())
                && platform.word().equals(row.platform() == null ? Platform.EKS.word() : row.platform());
    }

    /** {@link #isPlaceOf(FetchRow)} of a catalogue's row. */
    boolean isPlaceOf(CatalogueRow row) {
        return isPlace(row.region(), row.cluster(), row.role(), row.account())
                && row.namespace().equals(platform.namespace());
    }

    private boolean isPlace(String region, String ofCluster, @Nullable String role, @Nullable String account) {
        return region.equals(access.region())
                && ofCluster.equals(name)
                && Objects.equals(role, access.roleArn())
                && Objects.equals(account, access.accountId());
    }

    /** For messages, and in place of a file's name. */
    String place() {
        return "cloudwatch:%s/%s".formatted(access.region(), name);
    }
}
