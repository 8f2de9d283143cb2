package dev.culprit.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Rows;
import dev.culprit.analysis.births.ProcessBirths.ProcessSpan;
import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.analysis.history.ContainerHistory.Restart;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.table.ScrapeRow;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RestartsTest {
    @Test
    void aDropThatLastsIsFoundAndASpikeIsNot() {
        double[] times = IntStream.range(0, 40).mapToDouble(i -> i * 300.0).toArray();
        double[] bytes = IntStream.range(0, 40)
                .mapToDouble(i -> (i < 20 ? 50e6 + i * 1e5 : 30e6 + i * 1e5) + (i % 2) * 1e4)
                .toArray();
        assertThat(Restarts.drops(new Readings(times, bytes, 300), Restarts.RESTART_DROP))
                .containsExactly(19.5 * 300);
        bytes = IntStream.range(0, 40)
                .mapToDouble(i -> 50e6 + (i == 20 ? 30e6 : 0) + (i % 2) * 1e4)
                .toArray();
        assertThat(Restarts.drops(new Readings(times, bytes, 300), Restarts.RESTART_DROP))
                .isEmpty();
    }

    @Test
    void whereNoStartIsToldThatOfExtractionHolds() {
        List<ScrapeRow> scrapes = List.of(
                Rows.scrape(0, 9, null, ScrapeRow.OK, null),
                Rows.scrape(1200, 9, null, ScrapeRow.OK, "counters-fell"),
                // Only one of five tells its start.
                Rows.scrape(2400, 3, 2000.0, ScrapeRow.OK, null),
                Rows.scrape(3600, 9, null, ScrapeRow.OK, null),
                Rows.scrape(4800, 9, null, ScrapeRow.OK, null));
        assertThat(Restarts.seenByScrapes(scrapes))
                .containsExactly(new Restart(at(0), at(1200), Double.NaN, "counters-fell"));
    }

    @Test
    void aStartThatMovesIsARestartAndNothingElseIs() {
        List<ScrapeRow> scrapes = List.of(
                Rows.scrape(0, 9, -50.0, ScrapeRow.OK, null),
                Rows.scrape(1200, 9, -49.5, ScrapeRow.OK, "counters-fell"),
                Rows.scrape(2400, 9, 2000.0, ScrapeRow.OK, null));
        assertThat(Restarts.seenByScrapes(scrapes))
                .containsExactly(new Restart(at(1200), at(2400), at(2000), "process-start"));
    }

    /** Else series that are born anew in the tables would be births of a process that has them all. */
    @Test
    void aRestartThatExtractionSawWhereAStartWasMissingIsOne() {
        List<ScrapeRow> scrapes = List.of(
                Rows.scrape(0, 9, -50.0, ScrapeRow.OK, null),
                Rows.scrape(1200, 9, null, ScrapeRow.PARTIAL, "counters-fell"),
                Rows.scrape(2400, 9, 900.0, ScrapeRow.OK, null),
                Rows.scrape(3600, 9, null, ScrapeRow.PARTIAL, null),
                Rows.scrape(4800, 9, 4000.0, ScrapeRow.OK, null));
        assertThat(Restarts.seenByScrapes(scrapes))
                .containsExactly(
                        new Restart(at(0), at(1200), Double.NaN, "counters-fell"),
                        new Restart(at(3600), at(4800), at(4000), "process-start"));
    }

    private static double at(double second) {
        return EpochSeconds.of(Rows.time(second));
    }

    @Test
    void aRestartEndsOneProcessAndBeginsTheNext() {
        double[] scrapes = {0, 1200, 2400, 3600};
        assertThat(Restarts.spans(scrapes, List.of(new Restart(1200, 2400, Double.NaN, "counters-fell"))))
                .containsExactly(new ProcessSpan(0, 0, 1200), new ProcessSpan(2400, 2400, 3600));
        assertThat(Restarts.spans(scrapes, List.of(new Restart(1200, 2400, 2000, "process-start"))))
                .containsExactly(new ProcessSpan(0, 0, 1200), new ProcessSpan(2000, 2400, 3600));
    }
}
