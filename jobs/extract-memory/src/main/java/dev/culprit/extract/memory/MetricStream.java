package dev.culprit.extract.memory;

import org.jspecify.annotations.Nullable;

/**
 * A folder that a CloudWatch metric stream delivers to, in the output format JSON: one record a line, files gzip or plain.
 *
 * @param path any path that Hadoop's file systems know
 * @param cluster the only ClusterName to read, or null for all of them
 */
public record MetricStream(
        String environment, String path, @Nullable String cluster) implements DeliveredMemory {
    @Override
    public String kind() {
        return "metric-stream";
    }

    @Override
    public String what() {
        return "metric stream";
    }
}
