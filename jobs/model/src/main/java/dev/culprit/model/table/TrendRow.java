package dev.culprit.model.table;

import dev.culprit.model.Container;
import dev.culprit.model.Flattened;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Memory within one lifetime of one container.
 *
 * @param endReason {@code restart}, {@code last-seen} (no data afterwards) or {@code period-end}
 * @param points memory readings in the lifetime
 * @param slopeBytesPerHour robust slope, null where there are too few readings; {@code low} and {@code high} bound it at 95 %
 * @param shape {@code leak}, {@code plateau}, {@code ebb-and-flow}, {@code flat} or {@code short}
 * @param hoursToLimit at this slope, from the last reading
 */
public record TrendRow(
        @Flattened(required = {"workload", "container"}) Container container,
        Instant start,
        Instant end,
        String endReason,
        long points,
        @Nullable Double slopeBytesPerHour,
        @Nullable Double low,
        @Nullable Double high,
        String shape,
        @Nullable Double hoursToLimit)
        implements Serializable {}
