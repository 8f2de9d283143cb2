package dev.culprit.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RobustStatisticsTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.025, 0.05, 0.25, 0.5, 0.9, 0.975})
    void quantilesAreThoseOfTypeSeven(double q) {
        double[] values = {9, -3, 4.5, 0, 17, 2, 2, 8, 1e3, 5, 6};
        Percentile other = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
        assertThat(RobustStatistics.quantile(values, q)).isCloseTo(other.evaluate(values, 100 * q), within(1e-9));
    }

    @Test
    void theMedianLeavesItsArgumentAsItWas() {
        double[] values = {3, 1, 2};
        assertThat(RobustStatistics.median(values)).isEqualTo(2);
        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void theMedianOfThreeIsThatOfAnArray() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200; i++) {
            double[] values =
                    random.doubles(3).map(value -> Math.rint(4 * value)).toArray();
            assertThat(RobustStatistics.median(values[0], values[1], values[2]))
                    .isEqualTo(RobustStatistics.median(values));
        }
    }

    @Test
    void sigmaOfNormalValuesIsTheirStandardDeviation() {
        SplittableRandom random = new SplittableRandom(1);
        double[] values = random.doubles(20_000)
                .map(uniform -> 7 + 3 * random.nextGaussian())
                .toArray();
        assertThat(RobustStatistics.sigma(values, 7)).isCloseTo(3, within(0.1));
    }

    @Test
    void theUpperBoundCountsWhatIsAtMostTheKey() {
        double[] ascending = {1, 2, 2, 5};
        assertThat(RobustStatistics.upperBound(ascending, 0.5)).isZero();
        assertThat(RobustStatistics.upperBound(ascending, 2)).isEqualTo(3);
        assertThat(RobustStatistics.upperBound(ascending, Math.nextDown(2.0))).isEqualTo(1);
        assertThat(RobustStatistics.upperBound(ascending, 5)).isEqualTo(4);
    }

    @Test
    void oneValueHasNoDifferences() {
        assertThat(RobustStatistics.differences(new double[] {4, 9, 7})).containsExactly(5, -2);
        assertThat(RobustStatistics.differences(new double[] {4})).isEmpty();
        assertThat(RobustStatistics.differences(new double[0])).isEmpty();
    }
}
