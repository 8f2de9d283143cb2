package dev.culprit.scrapes.lifetime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SeriesColumnsTest {
    @Test
    void seriesOfAMetricKeepTheirOrder() {
        SeriesColumns columns = new SeriesColumns();
        int[] series = {
            columns.add(1, "up", 0), columns.add(2, "b_total", 1), columns.add(3, "up", 2), columns.add(4, "a", 3)
        };
        assertThat(columns.byMetric(series, 4)).containsExactly(3, 1, 0, 2);
        assertThat(columns.byMetric(new int[] {2, 1, 0, 99}, 3)).containsExactly(1, 2, 0);
        assertThat(columns.byMetric(series, 0)).isEmpty();
    }
}
