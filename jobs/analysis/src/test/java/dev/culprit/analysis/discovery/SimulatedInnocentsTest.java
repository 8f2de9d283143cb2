package dev.culprit.analysis.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import org.junit.jupiter.api.Test;

final class SimulatedInnocentsTest {
    private static final SimulatedInnocents FIVE =
            SimulatedInnocents.of(new double[] {0.25, 3.05, Double.NEGATIVE_INFINITY, 3.05, -2});

    @Test
    void allThatScoreAsHighAreCounted() {
        assertThat(FIVE.count()).isEqualTo(5);
        assertThat(FIVE.atLeast(0)).isEqualTo(3);
        assertThat(FIVE.atLeast(0.15)).isEqualTo(3);
        assertThat(FIVE.atLeast(1)).isEqualTo(2);
        assertThat(FIVE.atLeast(3)).isEqualTo(2);
        assertThat(FIVE.atLeast(3.11)).isZero();
        assertThat(FIVE.atLeast(99)).isZero();
        assertThat(FIVE.pValue(1)).isEqualTo(0.5);
        assertThat(FIVE.pValue(99)).isZero();
    }

    @Test
    void noneIsMissedBetweenTwoStoredScores() {
        assertThat(FIVE.atLeast(3.09)).isEqualTo(2);
    }

    @Test
    void belowZeroAllMayScoreAsHigh() {
        assertThat(FIVE.atLeast(-1)).isEqualTo(5);
        assertThat(FIVE.atLeast(Double.NEGATIVE_INFINITY)).isEqualTo(5);
        assertThat(FIVE.pValue(-1)).isEqualTo(1);
    }

    @Test
    void whatIsStoredIsATailOfThousands() {
        SimulatedInnocents stored = SimulatedInnocents.STORED;
        assertThat(stored.count()).isGreaterThan(1000);
        assertThat(stored.atLeast()).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(stored.atLeast(0)).isLessThan(stored.count());
        assertThat(stored.pValue(100)).isZero();
    }
}
