package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SameBirthsTest {
    private static final List<String> BOTH = List.of("file", "pod_name");

    @Test
    void theSameNumbersAtTheSameMomentsAreOneCause() {
        assertThat(pairs(new Ledger().each(2, 20, 2, "file").each(2, 20, 2, "pod_name")))
                .containsExactly(new LabelPair("file", "pod_name"));
    }

    @Test
    void soAreTwiceTheNumbersThroughout() {
        assertThat(pairs(new Ledger().each(2, 20, 2, "file").each(2, 20, 4, "pod_name")))
                .hasSize(1);
    }

    @Test
    void aDozenScrapesMustShowIt() {
        assertThat(pairs(new Ledger().each(2, 13, 2, "file").each(2, 13, 2, "pod_name")))
                .isEmpty();
        assertThat(pairs(new Ledger().each(2, 14, 2, "file").each(2, 14, 2, "pod_name")))
                .hasSize(1);
    }

    @Test
    void numbersThatDifferByChanceAreTwoCauses() {
        Ledger ledger = new Ledger();
        int[] files = {3, 1, 4, 1, 5, 2, 6, 5, 3, 5, 1, 2, 3, 2};
        int[] pods = {2, 4, 1, 3, 2, 5, 3, 6, 1, 4, 2, 4, 1, 3};
        for (int i = 0; i < files.length; i++) {
            ledger.each(2 + i, 3 + i, files[i], "file").each(2 + i, 3 + i, pods[i], "pod_name");
        }
        assertThat(pairs(ledger)).isEmpty();
    }

    private static List<LabelPair> pairs(Ledger ledger) {
        return SameBirths.pairs(List.of(ledger.births()), BOTH);
    }
}
