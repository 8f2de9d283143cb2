package dev.culprit.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The constants are those of Hipparchus's distribution. */
final class NormalDistributionTest {
    private static final org.hipparchus.distribution.continuous.NormalDistribution NORMAL =
            new org.hipparchus.distribution.continuous.NormalDistribution();

    @Test
    void constantsAreThoseOfTheDistribution() {
        assertThat(NormalDistribution.QUANTILE_975).isCloseTo(NORMAL.inverseCumulativeProbability(0.975), within(1e-6));
        assertThat(NormalDistribution.MAD_TO_SIGMA)
                .isCloseTo(1 / NORMAL.inverseCumulativeProbability(0.75), within(1e-4));
        assertThat(NormalDistribution.MEDIAN_ERROR).isCloseTo(Math.sqrt(Math.PI / 2), within(1e-4));
        assertThat(NormalDistribution.below(NormalDistribution.QUANTILE_975)).isCloseTo(0.975, within(1e-6));
        // Constants are copied into what uses them: this names the class itself.
        assertThat(NormalDistribution.class).isFinal();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-40, -3, -1, -0.01, 0, 0.5, 2, 8})
    void theProbabilityBelowAValueIsTheDistributions(double z) {
        assertThat(NormalDistribution.below(z)).isCloseTo(NORMAL.cumulativeProbability(z), within(1e-12));
    }
}
