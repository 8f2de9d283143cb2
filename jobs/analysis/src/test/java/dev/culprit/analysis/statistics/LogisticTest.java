package dev.culprit.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LogisticTest {
    @Test
    void evenOddsAreOneHalf() {
        assertThat(Logistic.probability(0)).isEqualTo(0.5);
    }

    @Test
    void oddsOfNineToOneAreNineInTen() {
        assertThat(Logistic.probability(Math.log(9))).isCloseTo(0.9, within(1e-12));
        assertThat(Logistic.probability(-Math.log(9))).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void noOddsLeaveTheUnitInterval() {
        assertThat(Logistic.probability(1e6)).isEqualTo(1);
        assertThat(Logistic.probability(-1e6)).isZero();
    }
}
