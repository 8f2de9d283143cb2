package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HashSet128Test {
    @Test
    void bothHalvesTell() {
        HashSet128 set = new HashSet128(4);
        assertThat(set.add(1, 2)).isTrue();
        assertThat(set.add(1, 3)).isTrue();
        assertThat(set.add(2, 2)).isTrue();
        assertThat(set.add(1, 2)).isFalse();
        assertThat(set.add(0, 0)).isTrue();
        assertThat(set.add(0, 0)).isFalse();
    }

    @Test
    void asManyAsWereAnnouncedWhateverTheirLowBits() {
        HashSet128 set = new HashSet128(10_000);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            assertThat(set.add(i % 3, random.nextLong())).isTrue();
        }
    }
}
