package dev.culprit.scrapes.text;

import java.io.InputStream;
import java.time.Instant;

/**
 * Reads scrapes in the order of their times and makes the rows of the processes behind them: lifetimes, births, first and
 * last sights. A day is read by one reader: {@link #seed} with the last scrape before it, if there is one, {@link #read}
 * for each of the day, then {@link #finish}.
 *
 * <p>No content of a file makes it throw. Where the stream itself fails, {@link java.io.UncheckedIOException} passes.
 */
public interface ScrapeReader {
    /** Takes in what was shown before the first scrape that counts, without rows. */
    void seed(Instant time, InputStream file);

    /**
     * Reads one scrape.
     *
     * @param name for {@link dev.culprit.model.table.ScrapeRow#file}
     * @param file compressed or not; it is not closed
     */
    void read(Instant time, String name, InputStream file);

    /** Ends the day: what living processes have shown of it becomes rows. */
    void finish();
}
