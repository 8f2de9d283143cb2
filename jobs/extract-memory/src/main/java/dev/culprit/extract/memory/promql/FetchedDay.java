package dev.culprit.extract.memory.promql;

import dev.culprit.model.table.Table;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * What was asked of a server that sends a bill, for a day that stands in {@code container_memory}.
 *
 * @param url of the server
 * @param askedAs by which role and with which headers, these as a digest, as one URL is that of many accounts
 * @param matchers that its series must have, as text
 * @param targetLabels by which series are told apart, as text
 * @param fetchedAt when it began to be asked
 * @param until the end of what was asked for: the day's, or what was old enough at that time
 */
public record FetchedDay(
        String url,
        String askedAs,
        String matchers,
        String targetLabels,
        Instant fetchedAt,
        Instant until,
        long samples,
        long rows)
        implements Serializable {
    static final Table<FetchedDay> TABLE = new Table<>("promql_fetches", FetchedDay.class);

    /** How long values of a time can still arrive or change, as for CloudWatch's other metrics. By hand. */
    private static final Duration LATE = Duration.ofDays(2);

    /** Whether the same was asked for. */
    boolean isOf(PrometheusServer server, SubjectLabels labels) {
        return url.equals(server.url())
                && askedAs.equals(server.askedAs())
                && matchers.equals(server.matchers().toString())
                && targetLabels.equals(labels.toString());
    }

    /** Whether nothing can have come since. */
    boolean isFinal(Instant endOfDay) {
        return !until.isBefore(endOfDay) && !fetchedAt.isBefore(endOfDay.plus(LATE));
    }
}
