package dev.culprit.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ConformalPValueTest {
    private static final double NOTHING = Double.NEGATIVE_INFINITY;

    @Test
    void scoresAsHighCountAndSoDoesTheCaseItself() {
        ConformalPValue chance = new ConformalPValue(new double[] {3, NOTHING, 1, 2});
        assertThat(chance.of(4)).isEqualTo(0.2);
        assertThat(chance.of(3)).isEqualTo(0.4);
        assertThat(chance.of(2.5)).isEqualTo(0.4);
        assertThat(chance.of(NOTHING)).isEqualTo(1);
        assertThat(chance.count()).isEqualTo(4);
        assertThat(chance.atLeast(1)).isEqualTo(3);
    }

    /** Of cases like the others, a twentieth has a p-value of a twentieth or less. */
    @Test
    void itIsUniformWhereThereIsNothing() {
        SplittableRandom random = new SplittableRandom(5);
        int small = 0;
        int trials = 4000;
        for (int i = 0; i < trials; i++) {
            double[] scores = random.doubles(99).toArray();
            small += new ConformalPValue(scores).of(random.nextDouble()) <= 0.05 ? 1 : 0;
        }
        assertThat(small / (double) trials).isCloseTo(0.05, within(0.01));
    }
}
