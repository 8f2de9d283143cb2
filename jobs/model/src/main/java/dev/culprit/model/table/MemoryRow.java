package dev.culprit.model.table;

import dev.culprit.model.Container;
import dev.culprit.model.Flattened;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a container's memory.
 *
 * @param time start of the period that the reading stands for
 * @param restarts restarts within the period, and since the row before where the container was not measured for a while; of
 *     the pod's containers together where they are not told apart
 * @param oomKills kills for want of memory, counted as {@code restarts} are; at least so many, as of two kills without another
 *     end between them only the first may show
 * @param derivation how the bytes were come by: {@code percent-of-limit}, {@code pod-working-set}, ...
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
