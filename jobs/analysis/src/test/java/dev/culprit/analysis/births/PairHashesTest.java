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
        long[] halves = new long[3];
        hashes.ofSeries(row, halves, 1);
        return List.of(halves[1], halves[2]);
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
