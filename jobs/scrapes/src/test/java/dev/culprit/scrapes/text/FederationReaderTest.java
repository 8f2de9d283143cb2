package dev.culprit.scrapes.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.culprit.model.Container;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.TargetLabels;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FederationReaderTest {
    private final RecordedRows rows = new RecordedRows(recorded -> new FederationReader(
            new Container("prod", "eks", "", null, "", "proxy"),
            new TargetLabels(null, "namespace", null, "pod", null),
            ScanLimits.DEFAULT,
            false,
            recorded));

    private void read(int minute, String body) {
        rows.read(RecordedRows.minute(minute), "file-" + minute, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void eachPodHasItsOwnLife() {
        String shop = "hits_total{namespace=\"web\",pod=\"shop-1\",path=\"/%s\"} %d 1395066363000\n";
        String cart = "hits_total{path=\"/%s\",pod=\"cart-1\",namespace=\"web\"} %d\n";
        read(0, "# TYPE hits_total counter\n" + shop.formatted("a", 5) + cart.formatted("a", 7) + "up 1\n");
        read(1, shop.formatted("a", 6) + shop.formatted("b", 1) + cart.formatted("a", 8) + "up 1\nup{pod=\"x\"} 1\n");
        read(2, shop.formatted("a", 7) + shop.formatted("b", 2) + "bad\n");
        rows.finish();
        assertThat(rows.scrapes)
                .extracting(
                        row -> row.container().pod(),
                        ScrapeRow::file,
                        row -> row.body().samples(),
                        row -> row.body().births(),
                        ScrapeRow::status)
                .containsExactly(
                        tuple("cart-1", "file-0", 1L, 0L, "ok"),
                        tuple("shop-1", "file-0", 1L, 0L, "ok"),
                        tuple("cart-1", "file-1", 1L, 0L, "ok"),
                        tuple("shop-1", "file-1", 2L, 1L, "ok"),
                        tuple("shop-1", "file-2", 2L, 0L, "partial"));
        assertThat(rows.series)
                .extracting(
                        row -> row.container().cluster(),
                        row -> row.container().pod(),
                        SeriesRow::type,
                        SeriesRow::labels,
                        SeriesRow::scrapes)
                .containsExactly(
                        tuple("eks", "cart-1", "counter", Map.of("path", "/a"), 2L),
                        tuple("eks", "shop-1", "counter", Map.of("path", "/a"), 3L),
                        tuple("eks", "shop-1", "counter", Map.of("path", "/b"), 2L));
        assertThat(rows.series.get(0).seriesId()).isEqualTo(rows.series.get(1).seriesId());
        assertThat(rows.families).extracting(FamilyRow::valueSum).containsExactly(7.0, 5.0, 8.0, 7.0, 9.0);
        assertThat(rows.leftOut).containsExactly("file-0 1", "file-1 2");
    }

    @Test
    void aFileOfNobodyHasARowToo() {
        read(0, "up 1\n");
        assertThat(rows.scrapes)
                .extracting(row -> row.container().pod(), ScrapeRow::status, ScrapeRow::reason)
                .containsExactly(tuple("", "rejected", "no samples"));
    }
}
