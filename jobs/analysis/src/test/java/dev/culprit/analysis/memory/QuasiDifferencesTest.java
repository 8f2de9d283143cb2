package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class QuasiDifferencesTest {
    @Test
    void aValueLosesRhoTimesTheOneBeforeIt() {
        QuasiDifferences pairs = QuasiDifferences.of(new int[] {0, 1, 2}, 0.5);
        assertThat(pairs.of(new double[] {8, 10, 20})).containsExactly(6, 15);
        assertThat(pairs.ofLevel()).containsExactly(0.5, 0.5);
    }

    @Test
    void withoutAutocorrelationLevelsAreCompared() {
        QuasiDifferences pairs = QuasiDifferences.of(new int[] {0, 1, 3}, 0);
        assertThat(pairs.of(new double[] {8, 10, 99, 20})).containsExactly(10, 20);
    }

    @Test
    void overAGapLessIsTakenOffAndTheLargerErrorWeighsLess() {
        QuasiDifferences pairs = QuasiDifferences.of(new int[] {0, 2}, 0.5);
        double weight = Math.sqrt((1 - 0.25) / (1 - 0.0625));
        assertThat(pairs.of(new double[] {8, 99, 10})).containsExactly(new double[] {8 * weight}, within(1e-12));
        assertThat(pairs.ofLevel()).containsExactly(new double[] {0.75 * weight}, within(1e-12));
    }

    @Test
    void rowsMoreThanEightBlocksApartAreNoPair() {
        assertThat(QuasiDifferences.of(new int[] {0, 8, 17}, 0.5).at()).containsExactly(8);
    }
}
