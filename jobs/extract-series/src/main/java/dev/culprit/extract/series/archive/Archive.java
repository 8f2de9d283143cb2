package dev.culprit.extract.series.archive;

import dev.culprit.model.Period;
import dev.culprit.model.table.UnreadRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What a source holds, as listed. */
public interface Archive {
    String environment();

    /** Time of the first scrape of all. */
    Instant first();

    /** Time of the last scrape of all. */
    Instant last();

    /** The days of the period on which there are scrapes, each with its targets. */
    SortedMap<LocalDate, List<TargetDay>> days(Period period);

    /**
     * What the days that were found may tell of the archive's limits, null for nothing.
     *
     * @param found days of the period on which there are scrapes
     */
    default @Nullable String beginning(SortedMap<LocalDate, ?> found, Period period) {
        return null;
    }

    /**
     * What is asked, of which URL, by which role and with which headers, where somebody sends a bill for it: days that the tables have
     * of the same, and that can change no more, are not asked for again. Null where reading costs nothing.
     */
    default @Nullable String billed() {
        return null;
    }

    /** What of the archive cannot be read, for table {@code unread_scrapes}. */
    List<UnreadRow> unread();

    /** How many files, or what else scrapes lie in, belong to no target. */
    long unmatched();
}
