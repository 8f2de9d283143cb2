package dev.culprit.extract.memory;

import dev.culprit.model.Nullable;

/**
 * A folder that a CloudWatch metric stream delivers to, in the output format JSON: one record a line, files gzip or plain.
 * Folders {@code yyyy/MM/dd} below the path, Firehose's own layout by delivery time, spare reading other days' files.
 *
 * @param path any path that Hadoop's file systems know
 * @param cluster the only ClusterName to read, or null for all of them
 */
public record MetricStream(
        String environment, String path, @Nullable String cluster) implements MemorySource {}
