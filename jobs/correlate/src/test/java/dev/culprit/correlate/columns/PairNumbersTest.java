package dev.culprit.correlate.columns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PairNumbersTest {
    @Test
    void inTheOrderInWhichTheyCome() {
        PairNumbers numbers = new PairNumbers();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5_000; i++) {
                assertThat(numbers.of(i % 50, i / 50)).isEqualTo(i);
            }
        }
        assertThat(numbers.one(4_999)).isEqualTo(49);
        assertThat(numbers.other(4_999)).isEqualTo(99);
    }
}
