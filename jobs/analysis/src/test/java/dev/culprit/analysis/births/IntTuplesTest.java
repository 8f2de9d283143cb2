package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class IntTuplesTest {
    @Test
    void numbersAreThoseOfTheirComing() {
        IntTuples tuples = new IntTuples(2);
        assertThat(tuples.add(new int[] {7, 9}, 1)).isZero();
        assertThat(tuples.add(new int[] {9, 7}, 2)).isEqualTo(1);
        assertThat(tuples.add(new int[] {7, 9}, 1)).isZero();
        assertThat(tuples.count()).isEqualTo(2);
        assertThat(tuples.at(1, 0)).isEqualTo(9);
        assertThat(tuples.find(new int[] {9, 7}, 2)).isEqualTo(1);
        assertThat(tuples.find(new int[] {9, 9}, 2)).isEqualTo(-1);
    }

    @Test
    void manyAreFoundWhateverTheirHashes() {
        IntTuples tuples = new IntTuples(3);
        for (int i = 0; i < 10_000; i++) {
            assertThat(tuples.add(new int[] {i, i / 2, -i}, i % 7 * (i % 1000))).isEqualTo(i);
        }
        for (int i = 0; i < 10_000; i++) {
            assertThat(tuples.find(new int[] {i, i / 2, -i}, i % 7 * (i % 1000)))
                    .isEqualTo(i);
        }
    }
}
