package dev.culprit.extract.series;

import dev.culprit.model.table.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * A day of series that a server was asked for that sends a bill, and that stands in the tables.
 *
 * @param asked what was asked, of which URL, by which role and with which headers, these as a digest
 * @param fetchedAt when it began to be asked
 */
public record SeriesFetch(String asked, Instant fetchedAt, long scrapes) implements Serializable {
    static final Table<SeriesFetch> TABLE = new Table<>("promql_series_fetches", SeriesFetch.class);

    /** How long samples of a time can still arrive. By hand, as for memory. */
    private static final Duration LATE = Duration.ofDays(2);

    /** Whether the same was asked, and nothing can have come since. */
    boolean isFinal(String question, Instant endOfDay) {
        return asked.equals(question) && !fetchedAt.isBefore(endOfDay.plus(LATE));
    }
}
