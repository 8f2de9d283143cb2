package dev.culprit.model.table;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One metric family in one scrape.
 *
 * @param metric the family's name, for counters with {@code _total}
 * @param valueSum sum of the values: of counters, and of the gauges by which processes tell their own memory; else null
 * @param countSum sum of the {@code _count} samples of histograms and summaries, which count requests too; else null
 */
public record FamilyRow(
        @Nullable String cluster,
        String namespace,
        @Nullable String workload,
        String pod,
        String container,
        Instant time,
        String metric,
        String type,
        long series,
        @Nullable Double valueSum,
        @Nullable Double countSum)
        implements Serializable {}
