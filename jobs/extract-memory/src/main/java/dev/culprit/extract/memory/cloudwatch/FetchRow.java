package dev.culprit.extract.memory.cloudwatch;

import dev.culprit.model.table.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was fetched from CloudWatch for a day that stands in {@code container_memory}.
 *
 * @param region with cluster, role, account and platform where it was fetched
 * @param platform its word, null for EKS
 * @param fetchedAt of the oldest answer that the day's rows are made of
 * @param until the end of what was asked for: the day's, or what was old enough at that time
 * @param metricsRequested series asked for, {@code calls} how many calls of GetMetricData that took; other days can have
 *     been among the same ones
 */
public record FetchRow(
        String region,
        String cluster,
        @Nullable String role,
        @Nullable String account,
        @Nullable String platform,
        Instant fetchedAt,
        Instant until,
        int periodSeconds,
        long metricsRequested,
        long calls,
        long rows)
        implements Serializable {
    static final Table<FetchRow> TABLE = new Table<>("memory_fetches", FetchRow.class);

    /** How long values of a time can still arrive or change. By hand. */
    static final Duration LATE = Duration.ofDays(2);

    /** Whether nothing can have come since. */
    boolean isFinal(Instant endOfDay) {
        return !until.isBefore(endOfDay) && !fetchedAt.isBefore(endOfDay.plus(LATE));
    }
}
