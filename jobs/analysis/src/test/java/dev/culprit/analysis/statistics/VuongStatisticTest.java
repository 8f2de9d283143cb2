package dev.culprit.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Vuong's test on residuals that are given. */
final class VuongStatisticTest {
    private static final int ROWS = 400;
    private static final int[] ONE = new int[ROWS];

    @Test
    void equalRegressionsAreEquallyGood() {
        double[] residuals = noise(1, 1, ROWS);
        assertThat(VuongStatistic.z(residuals, residuals, ONE)).isCloseTo(0, within(1e-9));
    }

    @Test
    void exchangedRegressionsChangeTheSign() {
        double[] first = noise(1, 1, ROWS);
        double[] second = noise(2, 0.8, ROWS);
        assertThat(VuongStatistic.z(first, second, ONE))
                .isCloseTo(-VuongStatistic.z(second, first, ONE), within(1e-9))
                .isPositive();
    }

    @Test
    void theFigureIsThatOfTheFormula() {
        // Gains of the second: ln(1.25 / 1) / 2 + (f^2 / 1.25 - s^2) / 2 with mean squares of 1.25 and 1.
        double[] first = {0.5, 0.5, 1.5, 1.5};
        double[] second = {1, 1, 1, 1};
        double half = 0.5 * Math.log(1.25);
        double few = half + 0.5 * (0.25 / 1.25 - 1);
        double many = half + 0.5 * (2.25 / 1.25 - 1);
        double mean = (few + many) / 2;
        double sum = 2 * (few + many);
        // Each row by itself, and, with weight 2 (1 - 1 / 3), those one apart; those two apart have 2 (1 - 2 / 3).
        double d = many - mean;
        double squares = d * d * (4 + 4.0 / 3 * (1 - 1 + 1) + 2.0 / 3 * (-1 - 1));
        assertThat(VuongStatistic.z(first, second, new int[4])).isCloseTo(sum / Math.sqrt(squares), within(1e-9));
    }

    @Test
    void gainsInRowsThatBelongTogetherAreLessSure() {
        double[] first = noise(3, 1, ROWS);
        double[] scattered = first.clone();
        double[] together = first.clone();
        IntStream.range(0, 40).forEach(k -> {
            scattered[10 * k] *= 1.8;
            together[200 + k] *= 1.8;
        });
        assertThat(VuongStatistic.z(scattered, first, ONE)).isGreaterThan(1.2 * VuongStatistic.z(together, first, ONE));
    }

    @Test
    void rowsOfDifferentClustersDependOnNothing() {
        double[] first = noise(4, 1, ROWS);
        double[] second = noise(5, 1, ROWS);
        int[] each = IntStream.range(0, ROWS).toArray();
        double[] gains = new double[ROWS];
        double f = Vectors.sumOfSquares(first) / ROWS;
        double s = Vectors.sumOfSquares(second) / ROWS;
        Arrays.setAll(
                gains, row -> 0.5 * (Math.log(f / s) + first[row] * first[row] / f - second[row] * second[row] / s));
        double mean = Arrays.stream(gains).average().orElseThrow();
        double squares =
                Arrays.stream(gains).map(gain -> (gain - mean) * (gain - mean)).sum();
        assertThat(VuongStatistic.z(first, second, each)).isCloseTo(ROWS * mean / Math.sqrt(squares), within(1e-9));
    }

    private static double[] noise(long seed, double deviation, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, rows)
                .mapToDouble(row -> deviation * random.nextGaussian())
                .toArray();
    }
}
