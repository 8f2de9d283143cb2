package dev.culprit.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

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
        // Constants are copied into what uses them: this names the class itself.
        assertThat(NormalDistribution.class).isFinal();
    }
}
