package dev.culprit.analysis.history;

import dev.culprit.analysis.history.ContainerHistory.Restart;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a process had from the beginning. A first body that was cut, or whose lines could not be read, hides a part of it, and a
 * later body shows that part for the first time. extract-series knows, and counts no births there ({@link ScrapeRow#births}).
 * The first sights of these series are those of the hidden ones too, so they are moved to the scrape that should have shown them.
 */
final class Inventory {
    private Inventory() {}

    /**
     * @param scrapes that could be read, of one container, in order of time
     * @param restarts of its process
     * @return the rows; of a series that only became readable, the first sight is the first scrape of its process
     */
    static List<SeriesRow> fromTheBeginning(List<SeriesRow> rows, List<ScrapeRow> scrapes, List<Restart> restarts) {
        Map<Instant, Instant> beginnings = beginnings(scrapes, restarts);
        return beginnings.isEmpty()
                ? rows
                : rows.stream()
                        .map(row -> seenFrom(row, beginnings.get(row.firstSeen())))
                        .toList();
    }

    /** The first scrape of the process, by each scrape at which nothing was born, though the one before had lost something. */
    private static Map<Instant, Instant> beginnings(List<ScrapeRow> scrapes, List<Restart> restarts) {
        Set<Double> begun = new HashSet<>();
        restarts.forEach(restart -> begun.add(restart.to()));
        Map<Instant, Instant> beginnings = new HashMap<>();
        ScrapeRow first = null;
        ScrapeRow before = null;
        for (ScrapeRow scrape : scrapes) {
            if (first == null || before == null || begun.contains(EpochSeconds.of(scrape.time()))) {
                first = scrape;
            } else if (before.status().equals(ScrapeRow.PARTIAL) && scrape.births() == 0) {
                beginnings.put(scrape.time(), first.time());
            }
            before = scrape;
        }
        return beginnings;
    }

    private static SeriesRow seenFrom(SeriesRow row, @Nullable Instant first) {
        return first == null
                ? row
                : new SeriesRow(
                        row.container(),
                        row.processStart(),
                        row.metric(),
                        row.type(),
                        row.labels(),
                        row.seriesId(),
                        first,
                        row.lastSeen(),
                        row.scrapes());
    }
}
