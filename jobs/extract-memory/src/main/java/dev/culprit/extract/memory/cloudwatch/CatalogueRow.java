package dev.culprit.extract.memory.cloudwatch;

import dev.culprit.model.Period;
import dev.culprit.model.table.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A series that CloudWatch has listed. ListMetrics forgets a series two weeks after its last value, while its values can be
 * read for months: who asks for a pod's past must remember its name.
 *
 * @param region with cluster, role and account where it was listed
 * @param dimensions all of them
 * @param firstSeen when it was first listed, {@code lastSeen} last
 * @param absentUntil it had no value in the two weeks before this: an earlier listing did not have it
 * @param goneBy it had no value from this to the listing that first missed it; null while it is listed
 */
public record CatalogueRow(
        String region,
        String cluster,
        @Nullable String role,
        @Nullable String account,
        String namespace,
        String metric,
        Map<String, String> dimensions,
        Instant firstSeen,
        Instant lastSeen,
        @Nullable Instant absentUntil,
        @Nullable Instant goneBy)
        implements Serializable {
    static final Table<CatalogueRow> TABLE = new Table<>("metric_catalogue", CatalogueRow.class);

    /** What ListMetrics looks back, by its documentation. */
    static final Duration LISTED = Duration.ofDays(14);

    /** By hand: the documentation says about two weeks. */
    private static final Duration SAFETY = Duration.ofDays(1);

    /** The days of the span that the series can have values on; null where it can have none. */
    @Nullable
    DaySpan within(DaySpan span) {
        DaySpan clipped = span;
        if (absentUntil != null
                && !Period.startOf(span.first())
                        .isBefore(absentUntil.minus(LISTED).plus(SAFETY))) {
            clipped = clipped.from(Period.dateOf(absentUntil.minus(SAFETY)));
        }
        return clipped == null || goneBy == null ? clipped : clipped.to(Period.dateOf(goneBy.plus(SAFETY)));
    }

    CatalogueRow listedAgain(Instant now) {
        return new CatalogueRow(
                region, cluster, role, account, namespace, metric, dimensions, firstSeen, now, absentUntil, null);
    }

    CatalogueRow missed(Instant since) {
        return new CatalogueRow(
                region, cluster, role, account, namespace, metric, dimensions, firstSeen, lastSeen, absentUntil, since);
    }
}
