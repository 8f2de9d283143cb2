package dev.culprit.extract.series.archive;

import dev.culprit.model.Period;
import dev.culprit.model.table.UnreadRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/** What a source holds, as listed. */
public interface Archive {
    String environment();

    /** Time of the first scrape of all. */
    Instant first();

    /** Time of the last scrape of all. */
    Instant last();

    /** The days of the period on which there are scrapes, each with its targets. */
    SortedMap<LocalDate, List<TargetDay>> days(Period period);

    /** What of the archive cannot be read, for table {@code unread_scrapes}. */
    List<UnreadRow> unread();

    /** How many files, or what else scrapes lie in, belong to no target. */
    long unmatched();
}
