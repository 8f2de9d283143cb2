package dev.culprit.extract.memory;

import org.jspecify.annotations.Nullable;

/**
 * A folder of files that AWS has delivered, or a single file. Folders {@code yyyy/MM/dd} below the path, Firehose's own layout by
 * delivery time, spare reading other days' files.
 */
public sealed interface DeliveredMemory extends MemorySource permits MetricStream, PerformanceLog {
    /** Any path that Hadoop's file systems know. */
    String path();

    /** The only ClusterName to read, or null for all of them. */
    @Nullable
    String cluster();

    /** The word for it in the configuration and in the rows' column {@code source}. */
    String kind();

    /** What delivers, in sentences. */
    String what();
}
