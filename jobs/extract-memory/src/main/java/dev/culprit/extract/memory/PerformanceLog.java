package dev.culprit.extract.memory;

import org.jspecify.annotations.Nullable;

/**
 * A folder of Container Insights' performance log events, as exported from CloudWatch Logs to S3 or delivered by a subscription:
 * JSON, files gzip or plain. The only route with a container's working set itself.
 *
 * @param path any path that Hadoop's file systems know
 * @param cluster the only ClusterName to read, or null for all of them
 */
public record PerformanceLog(
        String environment, String path, @Nullable String cluster) implements DeliveredMemory {
    @Override
    public String kind() {
        return "performance-log";
    }

    @Override
    public String what() {
        return "performance log";
    }
}
