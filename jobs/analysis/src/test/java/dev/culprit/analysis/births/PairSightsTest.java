package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PairSightsTest {
    @Test
    void theEarliestSightOfEachPairStays() {
        PairSights sights = new PairSights();
        for (int i = 0; i < 3_000; i++) {
            int pair = i * 31 % 1_000;
            sights.see(pair, pair + (i < 1_000 ? 5 : i < 2_000 ? 3 : 4));
        }
        Map<Integer, Double> seen = new HashMap<>();
        sights.forEach(seen::put);
        assertThat(seen).hasSize(1_000).containsEntry(0, 3.0).containsEntry(999, 1002.0);
    }
}
