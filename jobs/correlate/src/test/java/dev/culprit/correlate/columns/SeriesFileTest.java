package dev.culprit.correlate.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.analysis.births.BirthCounting;
import dev.culprit.analysis.births.LabelCounts;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.births.ProcessBirths.ProcessSpan;
import dev.culprit.analysis.births.SeriesColumns;
import dev.culprit.model.Container;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SeriesFileTest {
    private static final Instant START = Instant.parse("2026-11-16T00:00:00Z");
    private static final Period DAY = new Period(START, START.plusSeconds(86_400));

    @TempDir
    private Path folder;

    private static SeriesRow row(String pod, String metric, Map<String, String> labels, int first, int last) {
        return new SeriesRow(
                new Container("prod", null, "web", "shop", pod, "proxy"),
                null,
                metric,
                "counter",
                labels,
                1,
                START.plusSeconds(first).plusNanos(123_456_000),
                START.plusSeconds(last).plusNanos(123_456_000),
                1);
    }

    /** So many values that no dictionary holds them, a row without labels, one with more than a row has bits for, texts of all kinds. */
    private static List<SeriesRow> rows(String pod) {
        List<SeriesRow> rows = new ArrayList<>();
        rows.add(row(pod, "up", Map.of(), 0, 80_000));
        Map<String, String> many = new TreeMap<>();
        IntStream.range(0, 70).forEach(i -> many.put("label" + i, "v" + i));
        rows.add(row(pod, "many_total", many, 0, 80_000));
        for (int i = 0; i < 15_000; i++) {
            Map<String, String> labels = new TreeMap<>(Map.of("host", "höst-%080d".formatted(i), "code", "" + i % 5));
            if (i % 3 == 0) {
                labels.put("Äußeres", "\u0000 \uD83D\uDE00");
            }
            rows.add(row(pod, i % 2 == 0 ? "m_total" : "n_total", labels, i * 4, Math.min(80_000, i * 4 + 5_000)));
        }
        return rows;
    }

    @Test
    void theRowsOfEachContainerAreThoseThatWereWritten() {
        List<SeriesRow> one = rows("shop-1");
        List<SeriesRow> other = List.of(row("shop-2", "m_total", Map.of("host", "a"), 0, 7));
        Map<String, SeriesColumns.Builder> read = read(written(one, other), DAY);
        assertThat(read).containsOnlyKeys("web/shop-1/proxy", "web/shop-2/proxy");
        assertThat(read.get("web/shop-2/proxy").build().rows()).isEqualTo(1);
        same(read.get("web/shop-1/proxy").build(), one);
    }

    @Test
    void rowsThatSayNothingOfThePeriodAreLeftOut() {
        List<SeriesRow> rows = List.of(
                row("shop-1", "m_total", Map.of("host", "before"), 0, 99),
                row("shop-1", "m_total", Map.of("host", "ends in it"), 0, 100),
                row("shop-1", "m_total", Map.of("host", "begins in it"), 199, 300),
                row("shop-1", "m_total", Map.of("host", "after"), 200, 300));
        Period period = new Period(START.plusSeconds(100), START.plusSeconds(200));
        assertThat(read(written(rows), period).get("web/shop-1/proxy").build().lastSights())
                .hasSize(2);
    }

    /** Rows of no label to forty, so that rows begin and end anywhere in what is decoded at once, and in pages of their own. */
    @ParameterizedTest
    @CsvSource({"PARQUET_1_0, true", "PARQUET_2_0, true", "PARQUET_1_0, false", "PARQUET_2_0, false"})
    void rowsOfAnyLength(WriterVersion version, boolean dictionary) throws IOException {
        Random random = new Random(41);
        List<Group> groups = new ArrayList<>();
        List<SeriesRow> rows = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            Map<String, String> labels = new LinkedHashMap<>();
            int most = random.nextInt(40);
            int first = random.nextInt(5);
            for (int label = 0; label < most; label++) {
                labels.put("label" + (label * 7 + first) % 41, "v" + random.nextInt(1 + label));
            }
            Group group = foreign(i, 80_000);
            Group map = group.addGroup("labels");
            labels.forEach((label, value) ->
                    map.addGroup("entries").append("key", label).append("value", value));
            if (i >= 3_000 && random.nextInt(3) == 0) {
                map.addGroup("entries").append("key", "empty");
            }
            groups.add(group);
            rows.add(row("shop-1", "m_total", labels, i, 80_000));
        }
        SeriesColumns read = read(foreignFile(version, dictionary, groups), DAY)
                .get("web/shop-1/proxy")
                .build();
        assertThat(read.rows()).isEqualTo(6_000);
        assertThat(told(read)).isEqualTo(told(SeriesColumns.of(rows)));
    }

    /** A row that is longer than what is decoded at once, with texts that are longer than the buffer they are written to, between short ones. */
    @Test
    void rowsThatNoBufferHolds() {
        Map<String, String> many = new LinkedHashMap<>();
        IntStream.range(0, 2_100).forEach(i -> many.put("label" + i, "v".repeat(i % 700 == 0 ? 9_000 : 3) + i));
        List<SeriesRow> rows = List.of(
                row("shop-1", "m_total", Map.of("label1", "a"), 0, 9),
                row("shop-1", "m_total", many, 1, 9),
                row("shop-1", "m_total", Map.of("label1", "b"), 2, 9),
                row("shop-1", "n_total", many, 3, 9));
        assertThat(told(read(written(rows), DAY).get("web/shop-1/proxy").build()))
                .hasSize(2_100)
                .isEqualTo(told(SeriesColumns.of(rows)));
    }

    private static Map<String, String> told(SeriesColumns columns) {
        Map<String, String> told = new TreeMap<>();
        for (LabelCounts label : LabelCounts.of(columns)) {
            told.put(
                    label.label(),
                    label.seriesWithout()
                            + Arrays.stream(label.firstSights())
                                    .mapToObj(time -> " " + (long) time)
                                    .reduce("", String::concat));
        }
        return told;
    }

    private static final MessageType FOREIGN = MessageTypeParser.parseMessageType("""
            message rows {
              optional binary namespace (STRING);
              optional binary pod (STRING);
              optional binary container (STRING);
              optional binary metric (STRING);
              optional binary type (STRING);
              optional int64 series_id;
              optional group labels (MAP) {
                repeated group entries {
                  required binary key (STRING);
                  optional binary value (STRING);
                }
              }
              optional int64 first_seen (TIMESTAMP(MILLIS, true));
              optional int64 last_seen (TIMESTAMP(NANOS, true));
            }""");

    private static Group foreign(String host, int first, int last) {
        Group row = foreign(first, last);
        Group labels = row.addGroup("labels");
        labels.addGroup("entries").append("key", "host").append("value", host);
        labels.addGroup("entries").append("key", "empty");
        return row;
    }

    private static Group foreign(int first, int last) {
        Group row = new SimpleGroup(FOREIGN);
        row.append("namespace", "web").append("pod", "shop-1").append("container", "proxy");
        row.append("metric", "m_total").append("type", "counter");
        row.append("first_seen", (START.getEpochSecond() + first) * 1_000);
        row.append("last_seen", (START.getEpochSecond() + last) * 1_000_000_000);
        return row;
    }

    @ParameterizedTest
    @EnumSource(WriterVersion.class)
    void filesOfOtherTools(WriterVersion version) throws IOException {
        List<Group> rows = IntStream.range(0, 1_000)
                .mapToObj(i -> foreign("host-" + i / 2, i * 80, 80_000))
                .toList();
        List<SeriesRow> expected = IntStream.range(0, 1_000)
                .mapToObj(i -> row("shop-1", "m_total", Map.of("host", "host-" + i / 2), i * 80, 80_000))
                .toList();
        SeriesColumns read =
                read(foreignFile(version, rows), DAY).get("web/shop-1/proxy").build();
        assertThat(read.rows()).isEqualTo(1_000);
        assertThat(births(read).novelty().get(0).values().get("host").count())
                .isEqualTo(births(SeriesColumns.of(expected))
                        .novelty()
                        .get(0)
                        .values()
                        .get("host")
                        .count());
    }

    @Test
    void aMissingValueAndAMissingColumnAreNamed() throws IOException {
        Group row = new SimpleGroup(FOREIGN);
        row.append("namespace", "web").append("container", "proxy");
        assertThatThrownBy(() -> read(foreignFile(WriterVersion.PARQUET_1_0, List.of(row)), DAY))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("table series: column 'pod' is missing or null");
    }

    private String foreignFile(WriterVersion version, List<Group> rows) throws IOException {
        return foreignFile(version, true, rows);
    }

    /** @param dictionary whether labels' values are numbers of one */
    private String foreignFile(WriterVersion version, boolean dictionary, List<Group> rows) throws IOException {
        String file = folder.resolve("foreign.parquet").toString();
        try (var writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file))
                .withType(FOREIGN)
                .withWriterVersion(version)
                .withPageRowCountLimit(700)
                .withDictionaryEncoding("labels.entries.value", dictionary)
                .build()) {
            for (Group row : rows) {
                writer.write(row);
            }
        }
        return file;
    }

    @SafeVarargs
    private String written(List<SeriesRow>... rows) {
        String file = folder.resolve("series.parquet").toString();
        try (TableWriter<SeriesRow> writer = new TableWriter<>(Table.SERIES, file, new Configuration())) {
            for (List<SeriesRow> some : rows) {
                some.forEach(writer::write);
            }
        }
        return file;
    }

    private static Map<String, SeriesColumns.Builder> read(String file, Period period) {
        Map<String, SeriesColumns.Builder> read = new TreeMap<>();
        try (SeriesFile series = new SeriesFile(file, new Configuration(), period)) {
            boolean more = true;
            while (more) {
                more = series.readRowGroup(block -> SeriesBlock.read(
                        block.rows(),
                        read.computeIfAbsent(
                                "%s/%s/%s".formatted(block.namespace(), block.pod(), block.container()),
                                key -> new SeriesColumns.Builder())));
            }
        }
        return read;
    }

    private static ProcessBirths births(SeriesColumns columns) {
        double start = START.getEpochSecond();
        double[] scrapes =
                IntStream.range(0, 80).mapToDouble(i -> start + 1_000 * i).toArray();
        return BirthCounting.perProcess(scrapes, List.of(new ProcessSpan(start, start, start + 79_000)), columns)
                .get(0);
    }

    private static void same(SeriesColumns read, List<SeriesRow> rows) {
        SeriesColumns expected = SeriesColumns.of(rows);
        assertThat(read.rows()).isEqualTo(expected.rows());
        assertThat(read.lastSights()).containsExactlyInAnyOrder(expected.lastSights());
        assertThat(births(expected).lateBirths()).isGreaterThan(8_000);
        ProcessBirths births = births(read);
        assertThat(births.batches()).isEqualTo(births(expected).batches());
        assertThat(births.novelty()).isEqualTo(births(expected).novelty());
        assertThat(births.distinct()).isEqualTo(births(expected).distinct());
    }
}
