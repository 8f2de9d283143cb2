package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Rows;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PairHashesTest {
    private static final SeriesColumns COLUMNS = SeriesColumns.of(List.of(
            Rows.series(0, 9, "m", Map.of("host", "a")),
            Rows.series(0, 9, "n", Map.of("host", "a")),
            Rows.series(0, 9, "m", Map.of())));

    private static List<Long> ofSeries(PairHashes hashes, int row) {
        return ofSeries(hashes.new Sums(), row);
    }

    private static List<Long> ofSeries(PairHashes.Sums sums, int row) {
        long[] halves = new long[3];
        sums.ofSeries(row, halves, 1);
        return List.of(halves[1], halves[2]);
    }

    /** With as many labels as the row before and with others, with the same metric and with another. */
    @Test
    void aSumIsTheSameWhateverRowCameBefore() {
        SeriesColumns columns = SeriesColumns.of(List.of(
                Rows.series(0, 9, "m", Map.of("host", "a")),
                Rows.series(0, 9, "n", Map.of("host", "a")),
                Rows.series(0, 9, "n", Map.of("host", "b")),
                Rows.series(0, 9, "m", Map.of("host", "b", "code", "200")),
                Rows.series(0, 9, "n", Map.of("host", "a", "code", "200")),
                Rows.series(0, 9, "m", Map.of())));
        PairHashes hashes = new PairHashes(columns, new SplittableRandom(7));
        for (int before = 0; before < columns.rows(); before++) {
            for (int row = 0; row < columns.rows(); row++) {
                PairHashes.Sums sums = hashes.new Sums();
                ofSeries(sums, before);
                assertThat(ofSeries(sums, row)).isEqualTo(ofSeries(hashes, row));
            }
        }
    }

    /** By hand: the first numbers that the seed gives are the pair's, then come the metrics'. */
    @Test
    void aSeriesHasTheSumOfItsParts() {
        SplittableRandom numbers = new SplittableRandom(7);
        long pair = numbers.nextLong();
        numbers.nextLong();
        long m = numbers.nextLong();
        numbers.nextLong();
        long n = numbers.nextLong();
        PairHashes hashes = new PairHashes(COLUMNS, new SplittableRandom(7));
        assertThat(ofSeries(hashes, 0).get(0)).isEqualTo(m + pair);
        assertThat(ofSeries(hashes, 1).get(0)).isEqualTo(n + pair);
        assertThat(ofSeries(hashes, 2).get(0))
                .isEqualTo(m)
                .isEqualTo(ofSeries(hashes, 0).get(0) - hashes.ofPair(0, 0));
    }

    /** Golden: with this seed, now and for ever. */
    @Test
    void theSameSeedGivesTheSameHashes() {
        PairHashes hashes = new PairHashes(COLUMNS, new SplittableRandom(7));
        assertThat(ofSeries(hashes, 0)).isEqualTo(GOLDEN);
    }

    private static final List<Long> GOLDEN = List.of(5360447273998432217L, -7383888772813123609L);

    @Test
    void nobodyKnowsTheNumbersBeforehand() {
        assertThat(new PairHashes(COLUMNS).ofPair(0, 0)).isNotEqualTo(new PairHashes(COLUMNS).ofPair(0, 0));
    }
}
