package dev.culprit.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BootstrapTest {
    @Test
    void asManyAreDrawnAsThereAre() {
        double[] weights = Bootstrap.weights(new SplittableRandom(1), 50);
        assertThat(Arrays.stream(weights).sum()).isEqualTo(50);
        assertThat(weights).hasSize(50);
    }

    @Test
    void oneInEIsLeftOut() {
        SplittableRandom random = new SplittableRandom(2);
        double left = 0;
        for (int i = 0; i < 200; i++) {
            left += Arrays.stream(Bootstrap.weights(random, 50))
                    .filter(weight -> weight == 0)
                    .count();
        }
        assertThat(left / 200 / 50).isCloseTo(Math.exp(-1), within(0.01));
    }

    @Test
    void theSameSeedDrawsTheSame() {
        assertThat(Bootstrap.weights(new SplittableRandom(3), 20))
                .containsExactly(Bootstrap.weights(new SplittableRandom(3), 20));
    }
}
