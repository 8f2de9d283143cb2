package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Container;
import dev.culprit.model.table.SeriesRow;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BySeriesTest {
    private static SeriesRow row(String metric, String host, long id) {
        Container container = new Container("prod", null, "web", "shop", "shop-1", "proxy");
        return new SeriesRow(
                container, null, metric, "counter", Map.of("host", host), id, Instant.EPOCH, Instant.EPOCH, 1);
    }

    @Test
    void aSeriesIsTheSameOnAllDays() {
        BySeries<Integer> sums = new BySeries<>();
        sums.merge(row("m", "a", 1), 1, Integer::sum);
        sums.merge(row("m", "b", 2), 10, Integer::sum);
        sums.merge(row("m", "a", 1), 2, Integer::sum);
        assertThat(sums.values()).containsExactlyInAnyOrder(3, 10);
    }

    @Test
    void seriesOfOneIdAreToldApartInAnyOrder() {
        BySeries<Integer> sums = new BySeries<>();
        for (int day = 0; day < 3; day++) {
            for (int i = 0; i < 1_000; i++) {
                String host = "host-" + (i * 7 + day) % 1_000;
                sums.merge(row("m", host, 1), 1, Integer::sum);
                sums.merge(row("n", host, 1), 1, Integer::sum);
            }
        }
        assertThat(sums.values()).hasSize(2_000).containsOnly(3);
    }
}
