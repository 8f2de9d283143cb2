package dev.culprit.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StatisticsTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    @Test
    void quantilesInterpolateBetweenOrderStatistics() {
        assertThat(RobustStatistics.median(3, 1, 2, 10)).isEqualTo(2.5);
        assertThat(RobustStatistics.quantile(new double[] {0, 10}, 0.25)).isEqualTo(2.5);
        assertThat(RobustStatistics.median()).isNaN();
        assertThat(RobustStatistics.sigma(new double[] {1, 2, 3, 4, 100}, 3)).isEqualTo(1.4826);
    }

    @Test
    void aPolygonIsHeldConstantBeyondItsEnds() {
        double[] x = {0, 10, 20};
        double[] y = {0, 100, 0};
        assertThat(RobustStatistics.interpolate(-5, x, y)).isZero();
        assertThat(RobustStatistics.interpolate(5, x, y)).isEqualTo(50);
        assertThat(RobustStatistics.interpolate(15, x, y)).isEqualTo(50);
        assertThat(RobustStatistics.interpolate(99, x, y)).isZero();
        assertThat(RobustStatistics.distance(x, 12)).isEqualTo(2);
        assertThat(RobustStatistics.distance(new double[0], 12)).isInfinite();
    }

    @Test
    void wildReadingsDoNotMoveTheSlope() {
        double[] x = IntStream.range(0, 50).asDoubleStream().toArray();
        double[] y = Arrays.stream(x).map(v -> 2 * v + (v % 10 == 3 ? 500 : 0)).toArray();
        TheilSen slope = TheilSen.through(x, y, 0);
        assertThat(slope.slope()).isEqualTo(2);
        assertThat(slope.low()).isLessThanOrEqualTo(2);
        assertThat(slope.high()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void slopeIntervalsOfIndependentNoiseCoverTheTruthNineteenTimesInTwenty() {
        SplittableRandom random = new SplittableRandom(1);
        int covered = 0;
        for (int run = 0; run < 400; run++) {
            double[] x = IntStream.range(0, 30).asDoubleStream().toArray();
            double[] y =
                    Arrays.stream(x).map(v -> 0.5 * v + random.nextGaussian()).toArray();
            TheilSen slope = TheilSen.through(x, y, 0);
            covered += slope.low() <= 0.5 && 0.5 <= slope.high() ? 1 : 0;
        }
        // Binomial: 0.95 within three standard errors of 0.011.
        assertThat(covered / 400.0).isBetween(0.917, 0.983);
    }

    @Test
    void autocorrelatedNoiseWidensTheInterval() {
        SplittableRandom random = new SplittableRandom(2);
        double[] x = IntStream.range(0, 60).asDoubleStream().toArray();
        double[] y = new double[60];
        double noise = 0;
        for (int i = 0; i < 60; i++) {
            noise = 0.8 * noise + random.nextGaussian();
            y[i] = x[i] + noise;
        }
        TheilSen naive = TheilSen.through(x, y, 0);
        TheilSen aware = TheilSen.through(x, y);
        assertThat(aware.slope()).isEqualTo(naive.slope());
        assertThat(aware.high() - aware.low()).isGreaterThan(1.5 * (naive.high() - naive.low()));
    }

    @Test
    void pointsAtOneMomentHaveNoSlope() {
        assertThat(TheilSen.through(new double[] {1, 1}, new double[] {1, 2}, 0).slope())
                .isNaN();
    }

    @Test
    void boundedLeastSquaresFindsTheFreeSolutionInside() {
        double[][] gram = {{2, 0}, {0, 4}};
        assertThat(BoundedLeastSquares.coefficients(
                        gram, new double[] {2, 8}, new double[] {0, 0}, new double[] {INFINITE, INFINITE}))
                .containsExactly(new double[] {1, 2}, within(1e-9));
    }

    @Test
    void boundedLeastSquaresStopsAtBoundsAndGivesTheRestToOthers() {
        double[][] gram = {{2, 1}, {1, 2}};
        double[] x = BoundedLeastSquares.coefficients(
                gram, new double[] {-3, 3}, new double[] {0, 0}, new double[] {INFINITE, 1});
        assertThat(x).containsExactly(new double[] {0, 1}, within(1e-9));
        double[] fixed = BoundedLeastSquares.coefficients(
                gram, new double[] {5, 5}, new double[] {0, 0}, new double[] {0, INFINITE});
        assertThat(fixed).containsExactly(new double[] {0, 2.5}, within(1e-9));
    }

    @Test
    void boundedLeastSquaresBeatsEveryOtherPointOfTheBox() {
        SplittableRandom random = new SplittableRandom(3);
        for (int run = 0; run < 50; run++) {
            double[][] rows = new double[12][4];
            double[] y = new double[12];
            for (int r = 0; r < 12; r++) {
                y[r] = random.nextGaussian();
                rows[r] = random.doubles(4, -1, 1).toArray();
            }
            double[][] gram = new double[4][4];
            double[] right = new double[4];
            for (int i = 0; i < 4; i++) {
                for (int r = 0; r < 12; r++) {
                    right[i] += rows[r][i] * y[r];
                    for (int j = 0; j < 4; j++) {
                        gram[i][j] += rows[r][i] * rows[r][j];
                    }
                }
            }
            double[] low = {0, 0, -0.1, 0};
            double[] high = {0.3, INFINITE, 0.1, 0.2};
            double best = objective(gram, right, BoundedLeastSquares.coefficients(gram, right, low, high));
            for (int trial = 0; trial < 200; trial++) {
                double[] x = new double[4];
                for (int k = 0; k < 4; k++) {
                    x[k] = low[k] + random.nextDouble() * (Math.min(high[k], 2) - low[k]);
                }
                assertThat(objective(gram, right, x)).isGreaterThanOrEqualTo(best - 1e-9);
            }
        }
    }

    private static double objective(double[][] gram, double[] right, double[] x) {
        double value = 0;
        for (int i = 0; i < x.length; i++) {
            value += 0.5 * x[i] * Vectors.dot(gram[i], x) - right[i] * x[i];
        }
        return value;
    }

    @Test
    void dependentColumnsAreLeftOutOfABasis() {
        double[] one = {1, 2, 3};
        double[] twice = {2, 4, 6};
        double[] other = {1, 0, 0};
        OrthonormalBasis basis = OrthonormalBasis.of(List.of(one, twice, new double[3], other));
        assertThat(basis.rank()).isEqualTo(2);
        assertThat(basis.residuals(new double[] {5, 4, 6})).containsExactly(new double[3], within(1e-9));
    }

    @Test
    void clusteredErrorsAreNotFooledByRepetition() {
        double[] x = new double[40];
        double[] y = new double[40];
        long[] alone = new long[40];
        long[] clusters = new long[40];
        SplittableRandom random = new SplittableRandom(4);
        for (int c = 0; c < 4; c++) {
            double cx = random.nextGaussian();
            double cy = cx + random.nextGaussian();
            for (int i = 0; i < 10; i++) {
                x[c * 10 + i] = cx;
                y[c * 10 + i] = cy;
                alone[c * 10 + i] = c * 10L + i;
                clusters[c * 10 + i] = c;
            }
        }
        assertThat(Math.abs(ClusteredSlope.of(x, y, clusters).t()))
                .isLessThan(Math.abs(ClusteredSlope.of(x, y, alone).t()));
        assertThat(ClusteredSlope.of(x, y, clusters).clusters()).isEqualTo(4);
    }
}
