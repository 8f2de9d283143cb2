package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Rows;
import dev.culprit.analysis.births.BirthCredits.Rest;
import dev.culprit.analysis.births.ProcessBirths.Arrival;
import dev.culprit.analysis.births.ProcessBirths.Batch;
import dev.culprit.model.table.SeriesRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is first seen after ten is young, what is last seen before fifty is gone. */
final class BirthCreditsTest {
    private static final SeriesColumns COLUMNS = SeriesColumns.of(List.of(
            Rows.series(0, 60, "m", Map.of("host", "a", "code", "200")),
            Rows.series(0, 60, "m", Map.of("host", "b", "code", "500")),
            Rows.series(20, 30, "m", Map.of("host", "c", "code", "200")),
            Rows.series(20, 60, "n", Map.of("host", "c", "le", "1")),
            Rows.series(25, 60, "m", Map.of("host", "a", "code", "500"))));

    private final ProcessSeries series = ProcessSeries.of(COLUMNS, new PairHashes(COLUMNS));
    private final BirthCredits credits = new BirthCredits(series, 50);

    @Test
    void whatNoLabelIsNewForIsLeftForCombinations() {
        assertThat(credits.creditYoungest(10)).containsExactly(4);
        assertThat(credits.batches())
                .containsExactly(new Batch(20, "m", List.of("host"), 1), new Batch(20, "n", List.of("host"), 1));
        assertThat(credits.deaths()).containsExactly(new Batch(30, "m", List.of("host"), 1));
    }

    @Test
    void aValueOfTwoFamiliesArrivesOnceAndATupleForEachOfItsLabels() {
        assertThat(credits.creditCombinations(credits.creditYoungest(10), 10)).isEqualTo(new Rest(1, 0));
        assertThat(credits.arrivals())
                .containsExactly(new Arrival(20, "host", 1), new Arrival(25, "code", 1), new Arrival(25, "host", 1));
        assertThat(credits.novelty(new SeriesWithout(series)))
                .extracting(labels -> labels.family() + labels.labels() + labels.births() + labels.distinctWithout())
                .containsExactly("m[host]12", "n[host]11", "m[code, host]11");
    }

    /** A family that comes after the warm-up brings a new value of a label that never takes another. */
    @Test
    void birthsAreNotCreditedToALabelOfOneValueThatWasThereBefore() {
        SeriesColumns columns = SeriesColumns.of(List.of(
                Rows.series(0, 60, "targets", Map.of("host", "a", "peer", "x")),
                Rows.series(0, 60, "targets", Map.of("host", "b", "peer", "y")),
                Rows.series(20, 60, "m", Map.of("host", "a", "peer", "x", "reporter", "source")),
                Rows.series(25, 60, "m", Map.of("host", "b", "peer", "y", "reporter", "source")),
                Rows.series(30, 60, "m", Map.of("host", "a", "peer", "y", "reporter", "source"))));
        BirthCredits late = new BirthCredits(ProcessSeries.of(columns, new PairHashes(columns)), 50);
        assertThat(late.creditCombinations(late.creditYoungest(10), 10).uncredited())
                .isZero();
        assertThat(late.batches())
                .containsExactly(
                        new Batch(20, "m", List.of("reporter"), 1),
                        new Batch(25, "m", List.of("reporter"), 1),
                        new Batch(30, "m", List.of("host", "peer"), 1));
    }

    /** A dozen peers come one by one; later each meets all hosts, which are old: pairs are what births go on by. */
    @Test
    void birthsThatComeLaterThanTheirValuesAreOfThePairsWhereTheyAreMost() {
        assertThat(later(9)).isEmpty();
        assertThat(later(10)).hasSize(12 * 10).isSorted();
    }

    /** @return what is left for combinations where each of a dozen peers meets so many hosts later */
    private static int[] later(int hosts) {
        List<SeriesRow> rows = new ArrayList<>();
        for (int host = 0; host < hosts; host++) {
            rows.add(Rows.series(0, 60, "m", Map.of("host", "h" + host, "peer", "old")));
        }
        for (int peer = 0; peer < 12; peer++) {
            rows.add(Rows.series(20 + peer, 60, "m", Map.of("host", "any", "peer", "p" + peer)));
            for (int host = 0; host < hosts; host++) {
                rows.add(Rows.series(40 + peer, 60, "m", Map.of("host", "h" + host, "peer", "p" + peer)));
            }
        }
        rows.add(Rows.series(0, 60, "n", Map.of("host", "any")));
        SeriesColumns columns = SeriesColumns.of(rows);
        return new BirthCredits(ProcessSeries.of(columns, new PairHashes(columns)), 50).creditYoungest(10);
    }
}
