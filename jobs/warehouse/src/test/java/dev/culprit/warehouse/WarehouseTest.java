package dev.culprit.warehouse;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.Container;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.BeforeAfter;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.LabelValues;
import dev.culprit.model.finding.Shape;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WarehouseTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");
    private static final Partition PROD = new Partition("prod", MONDAY);
    private static final Period WEEK = new Period(Period.startOf(MONDAY), Period.startOf(MONDAY.plusDays(7)));
    private static final Instant NOON = Instant.parse("2026-11-16T12:00:00.123456Z");

    @TempDir
    private Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder.resolve("warehouse").toString(), new Configuration());
    }

    @Test
    void rowsComeBackAsTheyWereWritten() {
        List<MemoryRow> rows = List.of(
                new MemoryRow(
                        new Container("prod", "eks", "web", "shop", "shop-1", "proxy"),
                        NOON,
                        60,
                        1.5e7,
                        6.7e7,
                        1.0,
                        2.0,
                        "api",
                        "limit"),
                new MemoryRow(
                        new Container("prod", null, "web", null, "shop-2", null),
                        NOON,
                        300,
                        2.5e7,
                        null,
                        null,
                        null,
                        "api",
                        "pod"));
        publish(Table.CONTAINER_MEMORY, PROD, rows);
        assertThat(warehouse.read(Table.CONTAINER_MEMORY, PROD)).isEqualTo(rows);
    }

    /** Environments are published next to each other: the folder that one clears must not be the next one's parent. */
    @Test
    void aPublicationMayBeClosedWhileOthersBegin() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> writers = Stream.of("a", "b", "c", "d")
                    .<Callable<Void>>map(environment -> () -> {
                        for (int time = 0; time < 8; time++) {
                            try (Publication publication = warehouse.publication("test")) {
                                publication.write(
                                        Table.UNREAD_MEMORY,
                                        new Partition(environment, MONDAY),
                                        List.of(new UnreadRow("file", null, "reason", time)));
                                publication.publish();
                            }
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> written : threads.invokeAll(writers)) {
                written.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(warehouse.read(Table.UNREAD_MEMORY, new Partition("d", MONDAY)))
                .extracting(UnreadRow::count)
                .containsExactly(7L);
        assertThat(folder.resolve("warehouse")).isDirectoryNotContaining("glob:**/.staging*");
    }

    @Test
    void mapsAndNestedRecordsComeBackToo() {
        SeriesRow series = new SeriesRow(
                new Container("prod", null, "web", null, "shop-1", "proxy"),
                NOON,
                "requests_total",
                "counter",
                Map.of("code", "200", "host", "ü\u0000\""),
                -42,
                NOON,
                NOON.plusSeconds(60),
                2);
        Finding finding = new Finding(
                "eks",
                new ReplicatedContainer("prod", "web", "shop", "proxy"),
                WEEK,
                Verdict.LABEL,
                0.97,
                new Finding.MemoryTrend(3e6, 2e6, 4e6, Shape.LEAK, 4, null),
                List.of(new Finding.Culprit(
                        List.of("a", "b"),
                        List.of("m"),
                        0.97,
                        NOON,
                        1200,
                        48,
                        25,
                        new Finding.Interval(2300, 1800, 2900),
                        new LabelValues("*.com", List.of()),
                        new Finding.Saving(26_000, 61_000_000))),
                List.of(new Finding.Evidence("births", "text", List.of(new Finding.Figure("n", 3)))),
                List.of("nothing"),
                List.of(),
                List.of(new Finding.Elsewhere("test", Verdict.STEADY, 0, null)),
                List.of(new Finding.Intervention(
                        "births-stopped",
                        List.of("a", "b"),
                        new Finding.Intervention.Dating(NOON, NOON.minusSeconds(60), NOON, true),
                        "convicts",
                        new BeforeAfter<>(48.0, 0.0),
                        new BeforeAfter<>(1200.0, 1.0),
                        new BeforeAfter<>(new Finding.Interval(3e6, 2e6, 4e6), new Finding.Interval(1e3, -1e3, 3e3)),
                        new BeforeAfter<>(3L, 2L),
                        new BeforeAfter<>(60.0, 40.0))),
                List.of(
                        new Suspect(List.of("a"), 0.62, 1200, new Finding.Interval(2300, 1800, 2900), 0.4),
                        new Suspect(List.of("b", "c"), 0, 30, null, 0)));
        publish(Table.SERIES, PROD, List.of(series));
        publish(Table.FINDINGS, PROD, List.of(finding));
        assertThat(warehouse.read(Table.SERIES, PROD)).containsExactly(series);
        assertThat(warehouse.read(Table.FINDINGS, PROD)).containsExactly(finding);
    }

    @Test
    void moreTextsThanAreRememberedOrFitADictionaryComeBackToo() {
        String padding = "x".repeat(100);
        List<UnreadRow> rows = Stream.iterate(0, i -> i + 1)
                .limit(30_000)
                .map(i -> new UnreadRow(
                        "file-" + i + padding,
                        i % 3 == 0 ? null : "at-" + i,
                        "reason-" + i * 7919 % (2 * Texts.REMEMBERED),
                        i))
                .toList();
        publish(Table.UNREAD_SCRAPES, PROD, rows);
        assertThat(warehouse.read(Table.UNREAD_SCRAPES, PROD)).isEqualTo(rows);
    }

    @Test
    void nestedListsMapsAndNullsComeBackWhateverCameBefore() {
        List<SeriesRow> rows = Stream.iterate(0, i -> i + 1)
                .limit(500)
                .map(i -> new SeriesRow(
                        new Container(
                                "prod",
                                i % 2 == 0 ? null : "eks",
                                "web",
                                i % 5 == 0 ? "shop" : null,
                                "shop-" + i % 3,
                                "proxy"),
                        i % 7 == 0 ? null : NOON,
                        "requests_total",
                        "counter",
                        labels(i % 4),
                        i,
                        NOON,
                        NOON.plusSeconds(i),
                        i))
                .toList();
        publish(Table.SERIES, PROD, rows);
        assertThat(warehouse.read(Table.SERIES, PROD)).isEqualTo(rows);
    }

    private static Map<String, String> labels(int count) {
        return Stream.iterate(0, i -> i + 1).limit(count).collect(toMap(i -> "label" + i, i -> "value" + count));
    }

    @Test
    void theSameRowsGiveTheSameBytes() throws IOException {
        List<UnreadRow> rows = Stream.iterate(0, i -> i + 1)
                .limit(1000)
                .map(i -> new UnreadRow("file" + i, null, "reason", i))
                .toList();
        publish(Table.UNREAD_SCRAPES, PROD, rows);
        byte[] first = Files.readAllBytes(onlyFile());
        publish(Table.UNREAD_SCRAPES, PROD, rows);
        assertThat(Files.readAllBytes(onlyFile())).isEqualTo(first);
    }

    @Test
    void aPartitionIsReplacedAsAWholeAndNoRowsRemoveIt() {
        publish(Table.UNREAD_SCRAPES, PROD, List.of(row("a"), row("b")));
        publish(Table.UNREAD_SCRAPES, PROD, List.of(row("c")));
        assertThat(warehouse.read(Table.UNREAD_SCRAPES, PROD)).containsExactly(row("c"));
        publish(Table.UNREAD_SCRAPES, PROD, List.of());
        assertThat(warehouse.partitions(Table.UNREAD_SCRAPES, "prod", WEEK)).isEmpty();
    }

    @Test
    void whatIsNotPublishedIsNotSeen() throws IOException {
        try (Publication publication = warehouse.publication("test")) {
            publication.write(Table.UNREAD_SCRAPES, PROD, List.of(row("a")));
        }
        assertThat(warehouse.partitions(Table.UNREAD_SCRAPES, "prod", WEEK)).isEmpty();
        try (Stream<Path> left = Files.walk(folder.resolve("warehouse"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void partitionsAreThoseOfThePeriodOnly() {
        publish(Table.UNREAD_SCRAPES, new Partition("prod", MONDAY.minusDays(1)), List.of(row("before")));
        publish(Table.UNREAD_SCRAPES, PROD, List.of(row("within")));
        publish(Table.UNREAD_SCRAPES, new Partition("test", MONDAY), List.of(row("elsewhere")));
        assertThat(warehouse.partitions(Table.UNREAD_SCRAPES, "prod", WEEK)).containsExactly(PROD);
        assertThat(warehouse.dates(Table.UNREAD_SCRAPES, "prod")).containsExactly(MONDAY.minusDays(1), MONDAY);
    }

    @Test
    void aFilterLetsOnlyItsRowsPass() {
        publish(Table.UNREAD_SCRAPES, PROD, List.of(row("a"), row("b")));
        List<UnreadRow> read = new ArrayList<>();
        warehouse.read(
                Table.UNREAD_SCRAPES,
                PROD,
                FilterApi.eq(FilterApi.binaryColumn("file"), Binary.fromString("b")),
                read::add);
        assertThat(read).containsExactly(row("b"));
    }

    @Test
    void aTableWithoutARequiredColumnIsNamed() throws IOException {
        record Other(String file) {}
        try (Publication publication = warehouse.publication("test")) {
            publication.write(new Table<>("unread_scrapes", Other.class), PROD, List.of(new Other("a")));
            publication.publish();
        }
        assertThatThrownBy(() -> warehouse.read(Table.UNREAD_SCRAPES, PROD))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("no column 'reason'");
    }

    @Test
    void timesInTheOldFormOfSparkAndHiveAreRead() throws IOException {
        record Moment(Instant time) {}
        MessageType schema = MessageTypeParser.parseMessageType("message m { optional int96 time; }");
        ByteBuffer int96 = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        // Julian day 2,461,361 is 16 November 2026.
        int96.putLong(43_200_123_456_000L).putInt(2_461_361).flip();
        Path file = folder.resolve("warehouse/moments/environment=prod/date=2026-11-16/part.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(
                        HadoopOutputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))
                .withType(schema)
                .build()) {
            Group row = new SimpleGroup(schema);
            row.add("time", Binary.fromConstantByteBuffer(int96));
            writer.write(row);
        }
        assertThat(warehouse.read(new Table<>("moments", Moment.class), PROD)).containsExactly(new Moment(NOON));
    }

    @Test
    void aFileThatIsNoParquetIsNamed() throws IOException {
        publish(Table.UNREAD_SCRAPES, PROD, List.of(row("a")));
        Files.writeString(onlyFile(), "this is not Parquet");
        assertThatThrownBy(() -> warehouse.read(Table.UNREAD_SCRAPES, PROD))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("unread_scrapes/environment=prod/date=2026-11-16");
    }

    private <R extends Record> void publish(Table<R> table, Partition partition, List<R> rows) {
        try (Publication publication = warehouse.publication("test")) {
            publication.write(table, partition, rows);
            publication.publish();
        }
    }

    private static UnreadRow row(String file) {
        return new UnreadRow(file, "line 1", "reason", 1);
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("warehouse/unread_scrapes"))) {
            return files.filter(Files::isRegularFile)
                    .reduce((a, b) -> fail(a, b))
                    .orElseThrow();
        }
    }

    private static Path fail(Path a, Path b) {
        throw new AssertionError("more than one file: " + a + ", " + b);
    }
}
