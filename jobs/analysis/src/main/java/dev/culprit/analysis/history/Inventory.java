package dev.culprit.analysis.history;

import dev.culprit.analysis.births.SeriesColumns;
import dev.culprit.analysis.history.ContainerHistory.Restart;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.table.ScrapeRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a process had from the beginning. A first body that was cut, or whose lines could not be read, hides a part of it, and a
 * later body shows that part for the first time. extract-series knows, and counts no births there ({@link ScrapeRow#births}).
 * The first sights of these series are those of the hidden ones too, so they are moved to the scrape that should have shown them.
 */
final class Inventory {
    private Inventory() {}

    /**
     * @param rows of the container's series
     * @param scrapes that could be read, of one container, in order of time
     * @param restarts of its process
     * @return the rows; of a series that only became readable, the first sight is the first scrape of its process
     */
    static SeriesColumns fromTheBeginning(SeriesColumns rows, List<ScrapeRow> scrapes, List<Restart> restarts) {
        Map<Double, Double> beginnings = beginnings(scrapes, restarts);
        return beginnings.isEmpty() ? rows : rows.firstSeen(time -> beginnings.getOrDefault(time, time));
    }

    /** The first scrape of the process, by each scrape at which nothing was born, though the one before had lost something. */
    private static Map<Double, Double> beginnings(List<ScrapeRow> scrapes, List<Restart> restarts) {
        Set<Double> begun = new HashSet<>();
        restarts.forEach(restart -> begun.add(restart.to()));
        Map<Double, Double> beginnings = new HashMap<>();
        ScrapeRow first = null;
        ScrapeRow before = null;
        for (ScrapeRow scrape : scrapes) {
            if (first == null || before == null || begun.contains(EpochSeconds.of(scrape.time()))) {
                first = scrape;
            } else if (before.status().equals(ScrapeRow.PARTIAL)
                    && scrape.body().births() == 0) {
                beginnings.put(EpochSeconds.of(scrape.time()), EpochSeconds.of(first.time()));
            }
            before = scrape;
        }
        return beginnings;
    }
}
