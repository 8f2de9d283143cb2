package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.memory.Design.Term;
import dev.culprit.analysis.memory.DesignColumn.Kind;
import dev.culprit.analysis.statistics.ClusteredSlope;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ErrorClustersTest {
    private static final int ROWS_OF_A_QUARTER = 12;

    @Test
    void eightLifetimesAreEightClusters() {
        Ar1Regression regression = regression(8, 30);
        assertThat(ErrorClusters.of(regression))
                .containsExactly(
                        Arrays.stream(regression.lifetime()).asLongStream().toArray());
    }

    @Test
    void fewerAreCutIntoQuartersOfADay() {
        // The first of 30 rows has none before it: 11 are left of the first quarter, 12 of the second, 6 of the third.
        long[] clusters = ErrorClusters.of(regression(7, 30));
        assertThat(clusters).hasSize(7 * 29);
        assertThat(Arrays.stream(clusters).distinct()).hasSize(21);
        assertThat(Arrays.stream(clusters).limit(29).boxed().toList())
                .containsExactlyElementsOf(IntStream.range(1, 30)
                        .mapToObj(block -> (long) (block / ROWS_OF_A_QUARTER))
                        .toList());
    }

    @Test
    void lifetimesAreCountedAmongTheRowsThatAreUsed() {
        Ar1Regression regression = regression(8, 30);
        int[] ofSeven = IntStream.range(0, 7 * 29).toArray();
        assertThat(Arrays.stream(ErrorClusters.of(regression, ofSeven)).distinct())
                .hasSize(21);
    }

    @Test
    void ofFewLifetimesQuartersOfADayAccuseLessOftenByChance() {
        SplittableRandom random = new SplittableRandom(7);
        int byLifetime = 0;
        int byQuarter = 0;
        for (int run = 0; run < 1000; run++) {
            double[] births =
                    random.doubles(4 * 48).map(u -> Math.pow(u, 4) - 0.2).toArray();
            double[] noise = new double[births.length];
            Arrays.setAll(noise, i -> random.nextGaussian());
            byLifetime += rejects(births, noise, 48);
            byQuarter += rejects(births, noise, ROWS_OF_A_QUARTER);
        }
        assertThat(byQuarter).isLessThan(byLifetime);
        // A twentieth is due.
        assertThat(byQuarter / 1000.0).isBetween(0.03, 0.09);
    }

    private static int rejects(double[] x, double[] y, int rows) {
        long[] clusters = IntStream.range(0, x.length).mapToLong(i -> i / rows).toArray();
        return Math.abs(ClusteredSlope.of(x, y, clusters).t()) > 1.96 ? 1 : 0;
    }

    private static Ar1Regression regression(int lifetimes, int rows) {
        SplittableRandom random = new SplittableRandom(1);
        LifetimePanel[] all = IntStream.range(0, lifetimes)
                .mapToObj(i -> Panels.lifetime("pod-" + i, random.doubles(rows).toArray()))
                .toArray(LifetimePanel[]::new);
        return Ar1Regression.of(Design.of(
                Panels.of(all), List.of(new Term(DesignColumn.unbounded("age", Kind.GROWTH), LifetimePanel::ages))));
    }
}
