package dev.culprit.model.table;

import dev.culprit.model.Container;
import dev.culprit.model.Flattened;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One metric family in one scrape.
 *
 * @param metric the name of the family by {@link dev.culprit.model.MetricFamily}: for counters with {@code _total}
 * @param valueSum sum of the values: of counters, and of gauges that tell what a process holds (memory, goroutines, threads, files);
 *     else null. Null too where a counter has no finite value, as the sum without it would seem to have fallen; of gauges such values are
 *     left out, and it is null where no others are there
 * @param countSum sum of the {@code _count} samples of histograms and summaries, which count requests too; else null, and where one has
 *     no finite value
 * @param longLivedSum of {@code valueSum} the part of those pools of a Java heap that hold what has outlived collections; null where
 *     no series tells of such a pool
 */
public record FamilyRow(
        @Flattened(required = "container") Container container,
        Instant time,
        String metric,
        String type,
        long series,
        @Nullable Double valueSum,
        @Nullable Double countSum,
        @Nullable Double longLivedSum)
        implements Serializable {
    /** Of a family that tells of no such pool. */
    public FamilyRow(
            Container container,
            Instant time,
            String metric,
            String type,
            long series,
            @Nullable Double valueSum,
            @Nullable Double countSum) {
        this(container, time, metric, type, series, valueSum, countSum, null);
    }
}
