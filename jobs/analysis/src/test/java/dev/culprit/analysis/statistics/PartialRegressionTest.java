package dev.culprit.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PartialRegressionTest {
    private static final double[] ONES = {1, 1, 1, 1};
    private static final double[] X = {0, 1, 2, 3};

    @Test
    void residualsAreWhatProjectionLeaves() {
        OrthonormalBasis mean = OrthonormalBasis.of(List.of(ONES));
        assertThat(mean.residuals(X)).containsExactly(new double[] {-1.5, -0.5, 0.5, 1.5}, within(1e-12));
        assertThat(mean.residuals(ONES)).containsExactly(new double[4], within(1e-12));
    }

    @Test
    void theSlopeGivenOthersIsThatOfTheFullRegression() {
        // y = 7 + 2x + 10z
        double[] z = {1, 0, 0, 1};
        double[] y = {17, 9, 11, 23};
        PartialRegression partial = PartialRegression.of(y, X, List.of(ONES, z));
        assertThat(partial.slope(new long[] {0, 1, 2, 3}).slope()).isEqualTo(2, within(1e-12));
    }

    @Test
    void theToleranceIsTheShareThatOthersDoNotExplain() {
        // x about its mean has 5 of its 14.
        assertThat(PartialRegression.of(X, X, List.of(ONES)).tolerance()).isEqualTo(5 / 14.0, within(1e-12));
        assertThat(PartialRegression.of(X, X, List.of(new double[] {0, 2, 4, 6}))
                        .tolerance())
                .isEqualTo(0, within(1e-12));
        assertThat(PartialRegression.of(X, new double[4], List.of(ONES)).tolerance())
                .isZero();
    }

    @Test
    void theClusteredErrorOfPairsThatAgreeIsThatOfTheirSums() {
        // Slope 2/4; residuals of the clusters sum to ±1, so the variance is 2/1 (1 + 1) = 4 over 16.
        double[] x = {1, 1, 1, 1};
        double[] y = {1, 1, 0, 0};
        ClusteredSlope slope = ClusteredSlope.of(x, y, new long[] {0, 0, 1, 1});
        assertThat(slope.slope()).isEqualTo(0.5);
        assertThat(slope.standardError()).isEqualTo(0.5, within(1e-12));
        assertThat(slope.t()).isEqualTo(1, within(1e-12));
    }

    @Test
    void fewClustersThatAgreeByChanceLeaveHalfOfThePlainVariance() {
        // Both clusters' residuals sum to 0: plain variance 4 * 1 / 4 over 16, and half of it.
        double[] x = {1, 1, 1, 1};
        double[] y = {1, 0, 1, 0};
        ClusteredSlope slope = ClusteredSlope.of(x, y, new long[] {0, 0, 1, 1});
        assertThat(slope.standardError()).isEqualTo(Math.sqrt(0.5) / 4, within(1e-12));
    }

    @Test
    void aColumnOfZerosHasNoSlope() {
        assertThat(ClusteredSlope.of(new double[2], new double[] {1, 2}, new long[] {0, 1}))
                .isEqualTo(new ClusteredSlope(0, 0, 2));
    }
}
