package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Rows;
import dev.culprit.model.table.SeriesRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class ProcessSeriesTest {
    /** All sums are zero, as if somebody had chosen the values so. */
    private static final RandomGenerator ALL_COLLIDE = () -> 0;

    @Test
    void theHashFindsASeriesAndItsPairsDecide() {
        SeriesColumns columns = SeriesColumns.of(List.of(
                Rows.series(3, 4, "m", Map.of("host", "a")),
                Rows.series(5, 6, "m", Map.of("host", "b")),
                Rows.series(1, 2, "m", Map.of("host", "a")),
                Rows.series(7, 8, "n", Map.of("host", "a"))));
        ProcessSeries series = ProcessSeries.of(columns, new PairHashes(columns, ALL_COLLIDE));
        assertThat(series.count()).isEqualTo(3);
        assertThat(series.first()).containsExactly(1, 5, 7);
        assertThat(series.last()).containsExactly(4, 6, 8);
        assertThat(series.firstSights()).containsExactly(1, 5);
    }

    @Test
    void exposedAtATime() {
        SeriesColumns columns = SeriesColumns.of(List.of(
                Rows.series(0, 9, "m", Map.of("host", "always")),
                Rows.series(0, 4, "m", Map.of("host", "to the time")),
                Rows.series(4, 9, "m", Map.of("host", "from the time")),
                Rows.series(0, 3, "m", Map.of("host", "before")),
                Rows.series(5, 9, "m", Map.of("host", "after"))));
        assertThat(ProcessSeries.of(columns, new PairHashes(columns)).exposedAt(4))
                .isEqualTo(3);
    }

    @Test
    void byFirstSight() {
        SeriesColumns columns = SeriesColumns.of(List.of(
                Rows.series(3, 4, "m", Map.of("host", "a")),
                Rows.series(1, 6, "m", Map.of("host", "b")),
                Rows.series(3, 6, "m", Map.of("host", "c")),
                Rows.series(2, 2, "m", Map.of("host", "d"))));
        assertThat(ProcessSeries.of(columns, new PairHashes(columns)).byFirstSight())
                .containsExactly(1, 3, 0, 2);
    }

    @Test
    void severalThousandSeries() {
        List<SeriesRow> rows = new ArrayList<>();
        for (int day = 0; day < 3; day++) {
            for (int i = 0; i < 5_000; i++) {
                rows.add(Rows.series(day, day + 1, "m", Map.of("host", "h" + (i * 7 + day) % 5_000, "code", "200")));
            }
        }
        SeriesColumns columns = SeriesColumns.of(rows);
        ProcessSeries series = ProcessSeries.of(columns, new PairHashes(columns));
        assertThat(series.count()).isEqualTo(5_000);
        assertThat(series.first()).containsOnly(0);
        assertThat(series.last()).containsOnly(3);
    }
}
