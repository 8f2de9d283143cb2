package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.culprit.analysis.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LabelCountsTest {
    @Test
    void valuesByFirstSightAndSeriesWithoutTheLabel() {
        List<LabelCounts> counts = LabelCounts.of(SeriesColumns.of(List.of(
                Rows.series(5, 6, "m", Map.of("job", "x", "host", "a")),
                Rows.series(3, 4, "m", Map.of("job", "x", "host", "a", "code", "200")),
                Rows.series(4, 9, "m", Map.of("job", "x", "host", "b", "code", "200")),
                Rows.series(7, 9, "n", Map.of("job", "x", "host", "b")),
                Rows.series(8, 9, "m", Map.of("job", "x", "host", "c", "code", "200")))));
        // Without the host: m{job}, m{code,job} and n{job}; without the code three of m and one of n; all have the job.
        assertThat(counts)
                .extracting(LabelCounts::label, LabelCounts::seriesWithout)
                .containsExactlyInAnyOrder(tuple("host", 3L), tuple("code", 4L), tuple("job", 5L));
        assertThat(counts)
                .extracting(LabelCounts::label, LabelCounts::firstSights)
                .containsExactlyInAnyOrder(
                        tuple("host", new double[] {3, 4, 8}),
                        tuple("code", new double[] {3}),
                        tuple("job", new double[] {3}));
    }
}
