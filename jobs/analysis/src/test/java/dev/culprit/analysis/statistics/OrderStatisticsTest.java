package dev.culprit.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

final class OrderStatisticsTest {
    @Test
    void theValuesAreThoseOfSorting() {
        Random random = new Random(1);
        sameAsSorted(i -> random.nextGaussian());
        sameAsSorted(i -> random.nextInt(5));
        sameAsSorted(i -> i);
        sameAsSorted(i -> -i);
        sameAsSorted(i -> Math.min(i, 1_000 - i));
        sameAsSorted(i -> 7);
        sameAsSorted(i -> i == 3 ? Double.POSITIVE_INFINITY : i == 4 ? Double.NEGATIVE_INFINITY : random.nextDouble());
    }

    private static void sameAsSorted(IntToDoubleFunction value) {
        for (int count : new int[] {1, 2, 3, 33, 64, 1_000, 1_001, 20_000}) {
            double[] values = new double[count + 3];
            Arrays.setAll(values, value);
            double[] sorted = Arrays.copyOf(values, count);
            Arrays.sort(sorted);
            OrderStatistics statistics = new OrderStatistics(values, count);
            assertThat(statistics.median()).isEqualTo(RobustStatistics.median(sorted));
            for (int place : new int[] {0, count / 3, count - 1, count / 2, count / 7}) {
                assertThat(statistics.at(place)).isEqualTo(sorted[place]);
            }
        }
    }

    @Test
    void noValues() {
        assertThat(new OrderStatistics(new double[0], 0).median()).isNaN();
    }
}
