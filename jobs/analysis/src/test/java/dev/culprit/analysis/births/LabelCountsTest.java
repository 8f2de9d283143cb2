package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LabelCountsTest {
    @Test
    void valuesByFirstSightAndSeriesWithoutTheLabel() {
        List<LabelCounts> counts = LabelCounts.of(SeriesColumns.of(List.of(
                Rows.series(5, 6, "m", Map.of("host", "a")),
                Rows.series(3, 4, "m", Map.of("host", "a", "code", "200")),
                Rows.series(4, 9, "m", Map.of("host", "b", "code", "200")),
                Rows.series(7, 9, "n", Map.of("host", "b")))));
        assertThat(counts).hasSize(2);
        for (LabelCounts label : counts) {
            boolean host = label.label().equals("host");
            assertThat(label.firstSights()).containsExactly(host ? new double[] {3, 4} : new double[] {3});
            // Without the host: m{}, m{code} and n{}; without the code two series of m and one of n.
            assertThat(label.seriesWithout()).isEqualTo(3);
        }
    }
}
