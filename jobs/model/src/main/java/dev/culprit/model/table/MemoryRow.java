package dev.culprit.model.table;

import dev.culprit.model.Container;
import dev.culprit.model.Flattened;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a container's memory.
 *
 * @param time start of the interval that the reading covers
 * @param restarts restarts within the period, and since the row before where the container was not measured for a while; of
 *     the pod's containers together where they are not told apart
 * @param oomKills OOM kills, counted as {@code restarts} are; at least so many, as of two kills without another
 *     end between them only the first may show
 * @param derivation how the bytes were obtained: {@code percent-of-limit}, {@code pod-working-set}, ...
 */
public record MemoryRow(
        @Flattened Container container,
        Instant time,
        int periodSeconds,
        double workingSetBytes,
        @Nullable Double limitBytes,
        @Nullable Double restarts,
        @Nullable Double oomKills,
        String source,
        String derivation)
        implements Serializable {}
