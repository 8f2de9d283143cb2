package dev.culprit.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.Container;
import dev.culprit.model.CulpritException;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.ScrapeRow.Body;
import dev.culprit.model.table.ScrapeRow.Cause;
import dev.culprit.model.table.ScrapeRow.Flaws;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowBlocksTest {
    private static final Instant TIME = Instant.parse("2026-11-16T00:00:00.000001Z");
    private static final Container SHOP = new Container("prod", null, "web", "shop", "shop-1", "proxy");

    /** Columns in the order of the table, as a file has them. */
    private static final Object[] MEMORY = {
        null, "web", "shop", "shop-1", "proxy", TIME, 300, 1.5e6, null, 2.0, null, "metric-stream", "p50"
    };

    @Test
    void rowsComeBackAsTheyWere() {
        assertThat(roundTrip(PodRows.MEMORY, MEMORY, new Object[] {
                    "eks", "web", null, "shop-1", null, TIME, 60, -0.0, 1e9, null, 0.0, "csv", "p50"
                }))
                .containsExactly(
                        new MemoryRow(SHOP, TIME, 300, 1.5e6, null, 2.0, null, "metric-stream", "p50"),
                        new MemoryRow(
                                new Container("prod", "eks", "web", null, "shop-1", null),
                                TIME,
                                60,
                                -0.0,
                                1e9,
                                null,
                                0.0,
                                "csv",
                                "p50"));
        assertThat(roundTrip(PodRows.SCRAPES, new Object[] {
                    null,
                    "web",
                    "shop",
                    "shop-1",
                    "proxy",
                    TIME,
                    "a\u00e9\ud83d\ude00.prom",
                    1L << 40,
                    2L,
                    3L,
                    4L,
                    Instant.parse("1969-12-31T23:59:59Z"),
                    "partial",
                    "line 3",
                    null,
                    5L,
                    6L,
                    "a raw newline",
                    3L,
                    77L
                }))
                .containsExactly(new ScrapeRow(
                        SHOP,
                        TIME,
                        "a\u00e9\ud83d\ude00.prom",
                        new Body(1L << 40, 2, 3, 4),
                        Instant.parse("1969-12-31T23:59:59Z"),
                        "partial",
                        "line 3",
                        null,
                        new Flaws(5L, 6L, new Cause("a raw newline", 3L, 77L))));
        assertThat(roundTrip(PodRows.FAMILIES, new Object[] {
                    null, "web", "shop", "shop-1", "proxy", TIME, "heap", "gauge", 2L, Double.NaN, null, 7.0
                }))
                .containsExactly(new FamilyRow(SHOP, TIME, "heap", "gauge", 2, Double.NaN, null, 7.0));
    }

    private static <R extends Record> List<R> roundTrip(RowBlocks<R> table, @Nullable Object[]... rows) {
        RowBlocks<R>.Writer writer = table.writer();
        for (@Nullable Object[] row : rows) {
            table.refuseNulls(row);
            writer.add(row);
        }
        List<R> read = new ArrayList<>();
        table.read("prod", writer.block(), UnaryOperator.identity(), read::add);
        return read;
    }

    /** A text is in a block once, and the callers' memory holds one of each. */
    @Test
    void whatIsEqualIsOne() {
        RowBlocks<MemoryRow>.Writer once = PodRows.MEMORY.writer();
        RowBlocks<MemoryRow>.Writer twice = PodRows.MEMORY.writer();
        once.add(MEMORY);
        twice.add(MEMORY);
        twice.add(MEMORY);
        Map<Object, Object> seen = new HashMap<>();
        List<MemoryRow> rows = new ArrayList<>();
        PodRows.MEMORY.read("prod", twice.block(), one -> seen.computeIfAbsent(one, first -> first), rows::add);
        assertThat(rows.get(0).container()).isSameAs(rows.get(1).container());
        int numbersOnly = 8 + 6 * 4 + 8 + 4 + 8 + 8;
        assertThat(twice.block()).hasSize(once.block().length + numbersOnly);
    }

    @Test
    void whatMustBeThereIsRefusedWhereItIsNot() {
        Object[] nameless = MEMORY.clone();
        nameless[PodRows.MEMORY.column("namespace")] = null;
        PodRows.MEMORY.refuseNulls(MEMORY);
        assertThatThrownBy(() -> PodRows.MEMORY.refuseNulls(nameless))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith(
                        "table container_memory: column 'namespace' is missing or null in [null, null, shop, shop-1,");
    }
}
