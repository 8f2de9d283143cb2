package dev.culprit.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;

final class ClusteredSlopeTest {
    private static final double[] ONES = {1, 1, 1, 1};
    /** Slope 2, errors -1, 1, -1, 1. */
    private static final double[] Y = {1, 3, 1, 3};

    @Test
    void theSlopeIsThatOfLeastSquaresThroughTheOrigin() {
        double[] x = {1, 2, -3, 0.5};
        double[] y = {2, 3, -7, 2};
        SimpleRegression line = new SimpleRegression(false);
        for (int i = 0; i < x.length; i++) {
            line.addData(x[i], y[i]);
        }
        assertThat(ClusteredSlope.of(x, y, new long[] {0, 1, 2, 3}).slope()).isCloseTo(line.getSlope(), within(1e-12));
    }

    @Test
    void errorsThatAgreeWithinClustersLowerT() {
        // Scores -2 and 2: variance (4 + 4) * 2 / 1 over 4 squared.
        ClusteredSlope agree = ClusteredSlope.of(ONES, Y, new long[] {0, 1, 0, 1});
        assertThat(agree.slope()).isEqualTo(2);
        assertThat(agree.t()).isCloseTo(2, within(1e-12));
        assertThat(agree.clusters()).isEqualTo(2);
    }

    @Test
    void errorsThatCancelWithinClustersLeaveHalfThePlainVariance() {
        // Scores 0 and 0; plain 0.5 * 4 * 4 / 4 = 2.
        assertThat(ClusteredSlope.of(ONES, Y, new long[] {0, 0, 1, 1}).t()).isCloseTo(8 / Math.sqrt(2), within(1e-12));
    }

    @Test
    void aColumnOfZerosHasNoSlopeAndNoT() {
        ClusteredSlope none = ClusteredSlope.of(new double[3], new double[] {1, 2, 3}, new long[] {0, 1, 2});
        assertThat(none.slope()).isZero();
        assertThat(none.t()).isZero();
    }
}
