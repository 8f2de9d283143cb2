package dev.culprit.model.table;

import dev.culprit.model.Nullable;
import java.io.Serializable;
import java.time.Instant;

/**
 * One reading of a container's memory.
 *
 * @param container null where only the pod as a whole is measured
 * @param time start of the period that the reading stands for
 * @param restarts restarts within the period
 * @param derivation how the bytes were come by: {@code percent-of-limit}, {@code pod-working-set}, ...
 */
public record MemoryRow(
        @Nullable String cluster,
        String namespace,
        @Nullable String workload,
        String pod,
        @Nullable String container,
        Instant time,
        int periodSeconds,
        double workingSetBytes,
        @Nullable Double limitBytes,
        @Nullable Double restarts,
        String source,
        String derivation)
        implements Serializable {}
