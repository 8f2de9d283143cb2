package dev.culprit.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Rows;
import dev.culprit.analysis.births.SeriesColumns;
import dev.culprit.analysis.history.ContainerHistory.Restart;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scrapes of a process every two hours, so that the second is behind the first hour, which is inventory anyway. */
final class InventoryTest {
    private static final double STEP = 7200;
    private static final List<SeriesRow> SERIES = List.of(seen(0, "a"), seen(1, "b"), seen(2, "c"), seen(3, "d"));

    private static SeriesRow seen(int scrape, String host) {
        return Rows.series(scrape * STEP, 9 * STEP, "m", Map.of("host", host));
    }

    private static ScrapeRow scrape(int number, long births, String status) {
        return Rows.scrape(number * STEP, 1, births, null, status, null);
    }

    private static List<Long> firstScrapes(List<Restart> restarts, ScrapeRow... scrapes) {
        SeriesColumns rows = Inventory.fromTheBeginning(SeriesColumns.of(SERIES), List.of(scrapes), restarts);
        return IntStream.range(0, rows.rows())
                .mapToObj(row -> (long) (rows.first(row) / STEP))
                .toList();
    }

    @Test
    void whatAFirstBodyThatWasCutDidNotShowWasThereBefore() {
        assertThat(firstScrapes(
                        List.of(),
                        scrape(0, 0, ScrapeRow.PARTIAL),
                        scrape(1, 0, ScrapeRow.OK),
                        scrape(2, 1, ScrapeRow.OK),
                        scrape(3, 1, ScrapeRow.OK)))
                .containsExactly(0L, 0L, 2L, 3L);
    }

    @Test
    void allBodiesUpToTheFirstWholeOneMakeTheInventory() {
        assertThat(firstScrapes(
                        List.of(),
                        scrape(0, 0, ScrapeRow.PARTIAL),
                        scrape(1, 0, ScrapeRow.PARTIAL),
                        scrape(2, 0, ScrapeRow.OK),
                        scrape(3, 1, ScrapeRow.OK)))
                .containsExactly(0L, 0L, 0L, 3L);
    }

    @Test
    void whatIsBornBehindABodyThatLostALineIsABirth() {
        assertThat(firstScrapes(
                        List.of(),
                        scrape(0, 0, ScrapeRow.OK),
                        scrape(1, 1, ScrapeRow.PARTIAL),
                        scrape(2, 1, ScrapeRow.PARTIAL),
                        scrape(3, 1, ScrapeRow.OK)))
                .containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void wholeScrapesAreTakenAtTheirWord() {
        // As on the first scrape of a day that follows on a day without any.
        assertThat(firstScrapes(
                        List.of(),
                        scrape(0, 0, ScrapeRow.OK),
                        scrape(1, 0, ScrapeRow.OK),
                        scrape(2, 1, ScrapeRow.OK),
                        scrape(3, 1, ScrapeRow.OK)))
                .containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void eachProcessHasAnInventoryOfItsOwn() {
        assertThat(firstScrapes(
                        List.of(new Restart(STEP, 2 * STEP, Double.NaN, "process-start")),
                        scrape(0, 0, ScrapeRow.OK),
                        scrape(1, 1, ScrapeRow.PARTIAL),
                        scrape(2, 0, ScrapeRow.PARTIAL),
                        scrape(3, 0, ScrapeRow.OK)))
                .containsExactly(0L, 1L, 2L, 2L);
    }
}
