package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.births.ProcessBirths.ProcessSpan;
import dev.culprit.model.Container;
import dev.culprit.model.table.SeriesRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeriesColumnsTest {
    private static final Container CONTAINER = new Container("prod", null, "web", "shop", "shop-1", "proxy");
    private static final double[] SCRAPES =
            IntStream.range(0, 60).mapToDouble(i -> 1_000_000 + 1800.0 * i).toArray();

    private static SeriesRow row(String metric, Map<String, String> labels, double first, double last) {
        return new SeriesRow(
                CONTAINER,
                null,
                metric,
                metric.endsWith("_total") ? "counter" : "histogram",
                labels,
                1, // of all, as whoever chooses label values may have it
                Instant.ofEpochMilli(Math.round(first * 1000)),
                Instant.ofEpochMilli(Math.round(last * 1000)),
                1);
    }

    @Test
    void aSeriesIsTheSameOnAllDaysAndInAnyOrderOfItsLabels() {
        Map<String, String> backwards = new TreeMap<>(Comparator.reverseOrder());
        backwards.putAll(Map.of("host", "a", "code", "200", "zone", "z"));
        SeriesColumns columns = SeriesColumns.of(List.of(
                row("m_total", Map.copyOf(backwards), 1, 2),
                row("m_total", backwards, 3, 9),
                row("n_total", backwards, 3, 5),
                row("m_total", Map.of("host", "a", "code", "200"), 3, 7)));
        assertThat(columns.rows()).isEqualTo(4);
        assertThat(columns.lastSights()).containsExactlyInAnyOrder(9, 5, 7);
    }

    @Test
    void oneTextOfTwoLabelsIsTwoPairs() {
        SeriesColumns columns = SeriesColumns.of(List.of(
                row("m_total", Map.of("host", "a"), 1, 2),
                row("m_total", Map.of("peer", "a"), 1, 3),
                row("m_total", Map.of(), 1, 4)));
        assertThat(columns.lastSights()).containsExactlyInAnyOrder(2, 3, 4);
    }

    @Test
    void labelsOfFamiliesWhateverTheirValues() {
        SeriesColumns columns = SeriesColumns.of(List.of(
                row("m_bucket", Map.of("le", "1", "host", "a"), 1, 2),
                row("m_sum", Map.of("host", "b"), 1, 2),
                row("n_total", Map.of("code", "200"), 1, 2)));
        assertThat(columns.labelsOf(Set.of("m", "absent"))).isEqualTo(Map.of("m", Set.of("host", "le")));
    }

    /** Rows of several days, restarts, series with few labels and many, old values in new combinations, all with one id. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void birthsAreThoseThatRowByRowGives(long seed) {
        List<SeriesRow> rows = rows(new SplittableRandom(seed));
        List<ProcessSpan> spans = List.of(
                new ProcessSpan(SCRAPES[0] - 500, SCRAPES[0], SCRAPES[29]),
                new ProcessSpan(SCRAPES[30], SCRAPES[30], SCRAPES[59]));
        List<ProcessBirths> expected = RowByRow.perProcess(SCRAPES, spans, rows);
        assertThat(expected.get(1).lateBirths()).isPositive();
        assertThat(expected.get(1).combined()).isPositive();
        List<ProcessBirths> found = BirthCounting.perProcess(SCRAPES, spans, SeriesColumns.of(rows));
        assertThat(found.stream().map(ProcessBirths::scrapes).map(Arrays::toString))
                .isEqualTo(expected.stream()
                        .map(ProcessBirths::scrapes)
                        .map(Arrays::toString)
                        .toList());
        assertThat(ofOneArray(found)).isEqualTo(ofOneArray(expected));
    }

    /** Records of one array are equal by all else; AssertJ's own comparison field by field took nine tenths of the test's time. */
    private static List<ProcessBirths> ofOneArray(List<ProcessBirths> births) {
        return births.stream()
                .map(each -> new ProcessBirths(
                        each.start(),
                        each.end(),
                        SCRAPES,
                        each.batches(),
                        each.deaths(),
                        each.combined(),
                        each.uncredited(),
                        each.lateGrowth(),
                        each.novelty(),
                        each.distinct(),
                        each.arrivals()))
                .toList();
    }

    private static List<SeriesRow> rows(SplittableRandom random) {
        String[] metrics = {"m_total", "h_bucket", "h_sum", "n_total"};
        String[] labels = {"host", "code", "zone", "path", "le", "peer", "user", "a", "b", "c", "d", "e"};
        List<SeriesRow> rows = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            Map<String, String> own = new TreeMap<>();
            for (String label : labels) {
                if (random.nextInt(10) < 6) {
                    // Some labels have few values, one has new ones all the time, in both of its names.
                    int values = label.equals("host") || label.equals("user") ? 1_000 : 3;
                    own.put(label, "v" + random.nextInt(values) * (i / 300 + 1) % 1_500);
                }
            }
            if (i % 7 == 0 && own.containsKey("host")) {
                own.put("user", own.get("host"));
            }
            int first = random.nextInt(60);
            int last = Math.min(59, first + random.nextInt(30));
            String metric = metrics[random.nextInt(metrics.length)];
            rows.add(row(metric, own, SCRAPES[first], SCRAPES[last]));
            if (last + 1 < 60 && random.nextInt(3) == 0) {
                rows.add(row(metric, own, SCRAPES[last + 1], SCRAPES[59]));
            }
        }
        return rows;
    }
}
