package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.model.finding.Finding.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GrowthRateTest {
    /** Degrees of freedom of which Student's t is as good as normal. */
    private static final double MANY = 1e6;

    @Test
    void theRateIsTheSumOfRisesOverTheSumOfHours() {
        Interval rate = GrowthRate.interval(List.of(reading(10, 0, 10), reading(50, 0, 20)), 0, MANY);
        assertThat(rate.estimate()).isCloseTo(2, within(1e-12));
        // Any estimate is off by a tenth.
        assertThat(rate.low()).isCloseTo(1.8, within(1e-12));
        assertThat(rate.high()).isCloseTo(2.2, within(1e-12));
    }

    @Test
    void aTenthOfWhatSaturatesIsNoGrowth() {
        assertThat(GrowthRate.interval(List.of(reading(100, 50, 10)), 0, MANY).estimate())
                .isCloseTo(9.5, within(1e-12));
    }

    @Test
    void noMoreSaturatesThanWasGained() {
        assertThat(GrowthRate.interval(List.of(reading(100, 900, 10)), 0, MANY).estimate())
                .isCloseTo(9, within(1e-12));
    }

    @Test
    void noiseOfThePathsWidensTheInterval() {
        Interval noisy = GrowthRate.interval(List.of(reading(100, 0, 10)), 10, MANY);
        assertThat(noisy.high() - noisy.estimate()).isCloseTo(Math.hypot(1, 1.96), within(1e-3));
    }

    /** The 97.5 % quantile of Student's t with three degrees of freedom is 3.182. */
    @Test
    void fewRowsWidenTheIntervalAsStudentsTDoes() {
        Interval few = GrowthRate.interval(List.of(reading(100, 0, 10)), 10, 3);
        assertThat(few.high() - few.estimate()).isCloseTo(Math.hypot(1, 3.182), within(1e-3));
        assertThat(GrowthRate.positive(new Interval(1, 0, 2), 3)).isCloseTo(0.975, within(1e-4));
        assertThat(GrowthRate.positive(new Interval(2, 0, 4), 3)).isCloseTo(0.975, within(1e-4));
        assertThat(GrowthRate.positive(new Interval(2, 1, 3), 3)).isBetween(0.99, 0.998);
        assertThat(GrowthRate.positive(new Interval(2, 1, 3), MANY)).isGreaterThan(0.9999);
    }

    @Test
    void theErrorOfAMedianFallsWithTheNumberOfRises() {
        double four = GrowthRate.standardError(new double[] {100, 200, 300, 400}, 1);
        // Median absolute deviation 100.
        assertThat(four).isCloseTo(1.2533 * 1.4826 * 100 / 2, within(0.1));
        assertThat(GrowthRate.standardError(new double[] {100, 200}, 8)).isCloseTo(2.5 * 8, within(1e-9));
        assertThat(GrowthRate.standardError(new double[] {5, 5, 5, 5}, 8)).isCloseTo(0.5 * 8 / 2, within(1e-9));
    }

    @Test
    void growthIsAsSureAsItsIntervalLiesAboveZero() {
        assertThat(GrowthRate.positive(new Interval(0, -1, 1), MANY)).isCloseTo(0.5, within(1e-12));
        assertThat(GrowthRate.positive(new Interval(1, 0, 2), MANY)).isCloseTo(0.975, within(1e-4));
        assertThat(GrowthRate.positive(new Interval(-1, -2, 0), MANY)).isCloseTo(0.025, within(1e-4));
    }

    @Test
    void growthWithoutAnyErrorIsSureOrNone() {
        assertThat(GrowthRate.positive(new Interval(1, 1, 1), MANY)).isEqualTo(1);
        assertThat(GrowthRate.positive(new Interval(0, 0, 0), MANY)).isZero();
        assertThat(GrowthRate.positive(new Interval(-1, -1, -1), MANY)).isZero();
    }

    private static LifetimeReading reading(double rise, double saturating, double hours) {
        return new LifetimeReading(rise, rise, saturating, 0, 0.4, 0.4 * hours, 1, hours, 0.4);
    }
}
