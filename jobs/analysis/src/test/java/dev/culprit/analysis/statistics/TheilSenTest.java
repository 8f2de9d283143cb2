package dev.culprit.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;

final class TheilSenTest {
    @Test
    void theSlopeIsTheMedianOfAllPairs() {
        // 1, 1, 1, 2, 2.5 and 4.
        TheilSen slope = TheilSen.through(new double[] {0, 1, 2, 3}, new double[] {0, 1, 2, 6}, 0);
        assertThat(slope.slope()).isEqualTo(1.5);
    }

    @Test
    void fourPointsAreTooFewForAnIntervalNarrowerThanAllPairs() {
        TheilSen slope = TheilSen.through(new double[] {0, 1, 2, 3}, new double[] {0, 1, 2, 6}, 0);
        assertThat(slope.low()).isEqualTo(1);
        assertThat(slope.high()).isEqualTo(4);
    }

    @Test
    void onAStraightLineItIsTheSlopeOfLeastSquares() {
        double[] x = {0, 0.5, 2, 7, 11};
        double[] y = {3, 1.5, -3, -18, -30};
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < x.length; i++) {
            line.addData(x[i], y[i]);
        }
        TheilSen slope = TheilSen.through(x, y);
        assertThat(slope.slope()).isCloseTo(line.getSlope(), within(1e-12));
        assertThat(slope.low()).isCloseTo(slope.high(), within(1e-12));
    }

    @Test
    void pairsAtTheSameMomentDoNotCount() {
        TheilSen slope = TheilSen.through(new double[] {0, 0, 1}, new double[] {0, 2, 4}, 0);
        // 4 and 2.
        assertThat(slope.slope()).isEqualTo(3);
    }
}
