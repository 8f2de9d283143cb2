package dev.culprit.tsdb.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class OverlapsTest {
    private static boolean found(Object... sourcesAndTimes) {
        Overlaps<String> overlaps = new Overlaps<>();
        for (int i = 0; i < sourcesAndTimes.length; i += 2) {
            overlaps.saw((String) sourcesAndTimes[i], (Integer) sourcesAndTimes[i + 1]);
        }
        return overlaps.found();
    }

    @Test
    void oneAfterTheOtherIsNone() {
        assertThat(found("a", 1, "a", 2, "b", 3, "b", 4, "c", 5)).isFalse();
        assertThat(found("b", 4, "a", 1, "c", 5, "b", 3, "a", 2)).isFalse();
    }

    @Test
    void atOnceOrInTurnsIsOne() {
        assertThat(found("a", 1, "b", 1)).isTrue();
        assertThat(found("a", 1, "b", 2, "a", 3)).isTrue();
        assertThat(found("b", 2, "a", 1, "a", 3)).isTrue();
        assertThat(found("a", 1, "b", 3, "c", 5, "b", 6)).isTrue();
    }

    /** Held against looking at all pairs, whatever the order. */
    @Test
    void orderTellsNothing() {
        Random random = new Random(5);
        int overlapping = 0;
        for (int run = 0; run < 500; run++) {
            List<int[]> seen = new ArrayList<>();
            Overlaps<Integer> overlaps = new Overlaps<>();
            Map<Integer, int[]> spans = new HashMap<>();
            for (int i = 0; i < 6; i++) {
                int source = random.nextInt(4);
                int time = source * 8 + random.nextInt(9);
                seen.add(new int[] {source, time});
                int[] span = spans.computeIfAbsent(source, none -> new int[] {time, time});
                span[0] = Math.min(span[0], time);
                span[1] = Math.max(span[1], time);
            }
            seen.forEach(each -> overlaps.saw(each[0], each[1]));
            boolean expected = spans.entrySet().stream()
                    .anyMatch(one -> spans.entrySet().stream()
                            .anyMatch(other -> one.getKey() < other.getKey()
                                    && one.getValue()[0] <= other.getValue()[1]
                                    && other.getValue()[0] <= one.getValue()[1]));
            assertThat(overlaps.found()).isEqualTo(expected);
            overlapping += expected ? 1 : 0;
        }
        assertThat(overlapping).isBetween(20, 480);
    }
}
