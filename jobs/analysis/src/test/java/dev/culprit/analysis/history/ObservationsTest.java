package dev.culprit.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Rows;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.ScrapeRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ObservationsTest {
    @Test
    void rowsAreReadInOrderOfTime() {
        ContainerHistory history = history(
                List.of(Rows.memory(120, 3), Rows.memory(0, 1), Rows.memory(60, 2)),
                List.of(Rows.scrape(60), Rows.scrape(0)));
        assertThat(history.memory().times()).containsExactly(0, 60, 120);
        assertThat(history.memory().bytes()).containsExactly(1, 2, 3);
        assertThat(history.memory().step()).isEqualTo(60);
        assertThat(history.scrapeTimes()).containsExactly(0, 60);
    }

    @Test
    void ofTwoReadingsAtOneMomentTheHigherCounts() {
        assertThat(history(List.of(Rows.memory(0, 5), Rows.memory(0, 9), Rows.memory(60, 6)), List.of())
                        .memory()
                        .bytes())
                .containsExactly(9, 6);
    }

    @Test
    void aRollUpStandsForItsMiddle() {
        assertThat(history(
                                List.of(
                                        Rows.memory(0, 60, 1, null),
                                        Rows.memory(300, 300, 1, null),
                                        Rows.memory(3600, 3600, 1, null)),
                                List.of())
                        .memory()
                        .times())
                .containsExactly(0, 300, 3600 + 1800);
    }

    @Test
    void theLimitIsTheLastThatIsKnown() {
        assertThat(history(
                                List.of(
                                        Rows.memory(0, 60, 1, 300.0),
                                        Rows.memory(60, 60, 1, 200.0),
                                        Rows.memory(120, 60, 1, null)),
                                List.of())
                        .limitBytes())
                .isEqualTo(200);
        assertThat(history(List.of(Rows.memory(0, 1)), List.of()).limitBytes()).isNaN();
    }

    @Test
    void rejectedScrapesDidNotHappen() {
        assertThat(history(
                                List.of(),
                                List.of(
                                        Rows.scrape(0),
                                        Rows.scrape(60, 1, null, ScrapeRow.REJECTED, null),
                                        Rows.scrape(120, 1, null, ScrapeRow.PARTIAL, null)))
                        .scrapeTimes())
                .containsExactly(0, 120);
    }

    @Test
    void twoFilesOfOneMomentAreOneScrape() {
        assertThat(history(List.of(), List.of(Rows.scrape(60), Rows.scrape(60), Rows.scrape(0)))
                        .scrapeTimes())
                .containsExactly(0, 60);
    }

    @Test
    void eachProcessHasItsOwnBirths() {
        ContainerHistory history = new Observations(
                        Rows.CONTAINER,
                        false,
                        List.of(),
                        List.of(
                                Rows.scrape(0, 0),
                                Rows.scrape(7200, 0),
                                Rows.scrape(9000, 8000),
                                Rows.scrape(18000, 8000)),
                        List.of(),
                        List.of(
                                Rows.series(7200, 7200, "m", Map.of("host", "a")),
                                Rows.series(18000, 18000, "m", Map.of("host", "b")),
                                Rows.series(18000, 18000, "m", Map.of("host", "c"))))
                .history();
        assertThat(history.restarts()).hasSize(1);
        assertThat(history.ledgers()).extracting(ledger -> ledger.lateBirths()).containsExactly(1L, 2L);
    }

    @Test
    void whatOnlyBecameReadableAfterTheFirstHourIsNoBirth() {
        List<ScrapeRow> scrapes = List.of(
                Rows.scrape(0, 1, 0, null, ScrapeRow.PARTIAL, null),
                Rows.scrape(7200, 3, 0, null, ScrapeRow.OK, null),
                Rows.scrape(14400, 4, 1, null, ScrapeRow.OK, null));
        ContainerHistory history = new Observations(
                        Rows.CONTAINER,
                        false,
                        List.of(),
                        scrapes,
                        List.of(),
                        List.of(
                                Rows.series(0, 14400, "m", Map.of("host", "a")),
                                Rows.series(7200, 14400, "m", Map.of("host", "b")),
                                Rows.series(7200, 14400, "m", Map.of("host", "c")),
                                Rows.series(14400, 14400, "m", Map.of("host", "d"))))
                .history();
        assertThat(history.ledgers()).extracting(ledger -> ledger.lateBirths()).containsExactly(1L);
        assertThat(history.ledgers().get(0).arrivals()).containsExactly(new ProcessBirths.Arrival(14400, "host", 1));
    }

    @Test
    void withoutScrapesThereAreNoBirths() {
        assertThat(history(List.of(Rows.memory(0, 1)), List.of()).ledgers()).isEmpty();
    }

    private static ContainerHistory history(List<MemoryRow> memory, List<ScrapeRow> scrapes) {
        return new Observations(Rows.CONTAINER, false, memory, scrapes, List.of(), List.of()).history();
    }
}
