package dev.culprit.extract.memory.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.extract.memory.ExtractMemoryJob;
import dev.culprit.model.CulpritException;
import dev.culprit.model.JobSummary;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvFilesTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-17");
    private static final Period PERIOD = new Period(Period.startOf(DAY), Period.startOf(DAY.plusDays(1)));
    private static final String HEADER = "time,namespace,pod,container,bytes\n";
    private static final String GOOD = HEADER + "2026-11-17T12:00:00Z,web,shop-1,proxy,1000\n";

    @TempDir
    private Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder.resolve("warehouse").toString(), new Configuration());
    }

    @Test
    void aLineIsARow() throws IOException {
        write("in/a.csv", """
                cluster,namespace,workload,pod,container,time,memory_mib,limit_mib,restarts
                eks,web,shop,shop-1,proxy,2026-11-17T12:00:00Z,1.5,64,3
                eks,web,shop,shop-1,proxy,2026-11-17T12:01:00Z,2,64,4
                """);
        run("in");
        assertThat(rows())
                .containsExactly(
                        "eks web shop shop-1 proxy 12:00 1572864 of 6.7108864E7 null working-set csv",
                        "eks web shop shop-1 proxy 12:01 2097152 of 6.7108864E7 1.0 working-set csv");
        assertThat(unread()).isEmpty();
    }

    @Test
    void whatNeedNotBeToldIsUnknown() throws IOException {
        write("in/a.csv", GOOD);
        run("in");
        assertThat(rows()).containsExactly("null web null shop-1 proxy 12:00 1000 of null null working-set csv");
    }

    @Test
    void aLineWithoutAContainerIsThePodAsAWhole() throws IOException {
        write("in/a.csv", HEADER + "1794916800,web,shop-1,,1000\n");
        run("in");
        assertThat(rows()).containsExactly("null web null shop-1 null 12:00 1000 of null null pod-working-set csv");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bytes               | 1000       | 1000
            memory_bytes        | 1e3        | 1000
            working_set_bytes   | 1000.0     | 1000
            memory_kb           | 1.5        | 1500
            memory_kib          | 1          | 1024
            memory_mb           | 64         | 64000000
            Memory [MiB]        | 64         | 67108864
            memory (GB)         | 0.5        | 500000000
            WORKING-SET-GIB     | .5         | 536870912
            """)
    void theUnitIsInTheNameOfTheColumn(String column, String value, long bytes) throws IOException {
        write("in/a.csv", "time,namespace,pod,container,%s%n1794916800,web,shop-1,proxy,%s%n".formatted(column, value));
        run("in");
        assertThat(memoryRows()).extracting(MemoryRow::workingSetBytes).containsExactly((double) bytes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            time,namespace,container,bytes            | no column pod: the first line must name time, namespace, pod, container and the memory with its unit
            time,namespace,pod,container              | no column of the memory with its unit: name it memory_bytes, memory_kb, memory_kib, memory_mb, memory_mib, memory_gb, memory_gib
            time,namespace,pod,container,memory       | column memory does not tell its unit: name it memory_bytes, memory_kb, memory_kib, memory_mb, memory_mib, memory_gb, memory_gib
            time,namespace,pod,container,bytes,limit  | column limit does not tell its unit: name it limit_bytes, limit_kb, limit_kib, limit_mb, limit_mib, limit_gb, limit_gib
            time,namespace,pod,container,bytes,memory_mib | columns bytes and memory_mib tell the same: keep one of them
            time,Time,namespace,pod,container,bytes   | columns time and time tell the same: keep one of them
            {"namespace":"ContainerInsights"}         | no column time: the first line must name time, namespace, pod, container and the memory with its unit
            "time,namespace                           | quotes are not closed, or a field goes on behind them
            """)
    void aFirstLineThatNamesNoUsableColumnsIsTold(String header, String reason) throws IOException {
        write("in/a.csv", header + "\n1,2,3,4,5\n1,2,3,4,5\n");
        assertThatThrownBy(() -> run("in"))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith(
                        "environment prod: memory.path %s/in has no container memory for ".formatted(folder))
                .hasMessageEndingWith("; " + reason + ", see docs/sources/csv.md");
        write("in/b.csv", GOOD);
        run("in");
        assertThat(unread()).containsExactly("a.csv line 1 1 x " + reason);
    }

    @Test
    void whatCannotBeReadIsCountedByReasonAndTheRestGoesOn() throws IOException {
        write("in/a.csv", """
                time,namespace,pod,container,bytes,limit_bytes,restarts
                2026-11-17T12:00:00Z,web,shop-1,proxy,1000,0,
                yesterday,web,shop-1,proxy,1000,,
                2026-11-17T12:01:00Z,web,shop-1,proxy,-1,,
                2026-11-17T12:01:00Z,web,shop-1,proxy,NaN,,
                2026-11-17T12:01:00Z,web,shop-1,proxy,0x1p3,,
                2026-11-17T12:01:00Z,web,shop-1,proxy,"1,5",,
                2026-11-17T12:01:00Z,web,shop-1,proxy,1e999,,
                2026-11-17T12:01:00Z,web,shop-1,proxy,1e15,,
                2026-11-17T12:01:00Z,web,shop-1,proxy,,,
                2026-11-17T12:01:00Z,,shop-1,proxy,1000,,
                2026-11-17T12:01:00Z,web,,proxy,1000,,
                2026-11-17T12:01:00Z,web,shop-1,proxy
                2026-11-17T12:01:00Z,web,shop-1,proxy,1000,,,,
                2026-11-17T12:01:00Z,web,"shop-1,proxy,1000,,
                2026-11-17T12:02:00Z,web,shop-1,proxy,2000,-5,many
                """);
        run("in");
        assertThat(rows())
                .containsExactly(
                        "null web null shop-1 proxy 12:00 1000 of null null working-set csv",
                        "null web null shop-1 proxy 12:02 2000 of null null working-set csv");
        assertThat(unread())
                .containsExactly(
                        "a.csv line 10 1 x bytes is empty",
                        "a.csv line 9 1 x bytes is more than 32 TiB: is that the unit?",
                        "a.csv line 4 1 x bytes is negative",
                        "a.csv line 8 1 x bytes is not a finite number",
                        "a.csv line 5 3 x bytes is not a number",
                        "a.csv line 13 1 x fewer fields than the first line names",
                        "a.csv line 16 1 x limit_bytes is negative",
                        "a.csv line 14 1 x more fields than the first line names",
                        "a.csv line 11 1 x namespace is empty",
                        "a.csv line 12 1 x pod is empty",
                        "a.csv line 15 1 x quotes are not closed, or a field goes on behind them",
                        "a.csv line 16 1 x restarts is not a number",
                        "a.csv line 3 1 x time is neither ISO 8601 nor a number of seconds or milliseconds since 1970");
    }

    @Test
    void orderRepetitionAndFinerStepsDoNotMatter() throws IOException {
        write("in/2.csv", HEADER + """
                2026-11-17T12:01:30Z,web,shop-1,proxy,500
                2026-11-17T12:00:15Z,web,shop-1,proxy,300
                2026-11-17T12:00:00Z,web,shop-1,proxy,100
                """);
        write("in/1.csv", HEADER + """
                2026-11-17T12:00:15Z,web,shop-1,proxy,300
                2026-11-17T12:00:30Z,web,shop-1,proxy,800
                """);
        run("in");
        assertThat(rows())
                .containsExactly(
                        "null web null shop-1 proxy 12:00 400 of null null working-set csv",
                        "null web null shop-1 proxy 12:01 500 of null null working-set csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufeff", "\n\r\n  \n", "time,namespace,pod,container,bytes\n"})
    void whatToolsPutBeforeTheLinesDoesNotMatter(String before) throws IOException {
        write("in/a.csv", before + GOOD.replace("\n", "\r\n\r\n") + GOOD);
        run("in");
        assertThat(rows()).hasSize(1);
        assertThat(unread()).isEmpty();
    }

    @Test
    void quotesSemicolonsAndTabsAreRead() throws IOException {
        write("in/quoted.csv", """
                "time", "namespace","note","pod","container","bytes"
                "2026-11-17T12:00:00Z","web","a ""quoted"", word","shop-1","proxy","1000"
                """);
        write("in/semicolons.csv", GOOD.replace(',', ';').replace("shop-1", "shop-2"));
        write("in/tabs.csv", GOOD.replace(',', '\t').replace("shop-1", "shop-3"));
        run("in");
        assertThat(memoryRows()).extracting(row -> row.container().pod()).containsExactly("shop-1", "shop-2", "shop-3");
        assertThat(unread()).isEmpty();
    }

    @Test
    void aFileAFolderAndAPatternArePaths() throws IOException {
        gzip("in/by-day/2026/11/17/prod-a", GOOD);
        write("in/by-day/2026/11/17/test-a", GOOD.replace("shop-1", "shop-2"));
        write("in/by-day/2026/11/01/prod-old", "of another month");
        run("in/by-day/2026/11/17/prod-a");
        assertThat(memoryRows()).extracting(row -> row.container().pod()).containsExactly("shop-1");
        run("in");
        assertThat(memoryRows()).extracting(row -> row.container().pod()).containsExactly("shop-1", "shop-2");
        run("in/*/2026/11/*/{test,dev}-*");
        assertThat(memoryRows()).extracting(row -> row.container().pod()).containsExactly("shop-2");
        assertThatThrownBy(() -> run("in/*/none-*"))
                .hasMessageEndingWith("does not exist: correct memory.path, or see that the CSV is delivered there");
    }

    @Test
    void onlyTheClusterAskedForIsRead() throws IOException {
        write("in/a.csv", "cluster," + HEADER + """
                eks-prod,2026-11-17T12:00:00Z,web,shop-1,proxy,1000
                eks-test,2026-11-17T12:00:00Z,web,shop-1,proxy,1000
                """);
        run("in", "eks-test", ZoneOffset.UTC);
        assertThat(memoryRows()).extracting(row -> row.container().cluster()).containsExactly("eks-test");
        assertThatThrownBy(() -> run("in", "eks-tst", ZoneOffset.UTC))
                .hasMessageContaining("clusters eks-prod, eks-test")
                .hasMessageEndingWith("memory.cluster must name one of these clusters, or be left out");
        write("in/a.csv", GOOD);
        run("in", "eks-test", ZoneOffset.UTC);
        assertThat(memoryRows())
                .extracting(row -> row.container().cluster())
                .as("named by nobody else")
                .containsExactly("eks-test");
    }

    @Test
    void timesWithoutAZoneAreOfTheOneThatIsConfigured() throws IOException {
        write(
                "in/a.csv",
                HEADER + "2026-11-17 00:30:00,web,shop-1,proxy,1000\n2026-11-18 00:30:00,web,shop-1,proxy,2000\n");
        run("in", null, ZoneId.of("Europe/Berlin"));
        assertThat(rows()).containsExactly("null web null shop-1 proxy 23:30 2000 of null null working-set csv");
    }

    @Test
    void filesOfOtherDaysSaySo() throws IOException {
        write("in/a.csv", GOOD.replace("2026-11-17", "2026-11-01"));
        assertThatThrownBy(() -> run("in"))
                .hasMessageEndingWith(
                        "found readings of 2026-11-01 to 2026-11-01; choose another period with --from and --to");
        write("in/a.csv", HEADER);
        assertThatThrownBy(() -> run("in"))
                .hasMessageEndingWith("found only empty files; docs/sources/csv.md tells what a line must have");
    }

    @Test
    void hostileFilesCostNothingButThemselves() throws IOException {
        write("in/good.csv", GOOD);
        write(
                "in/hostile.csv",
                HEADER
                        + "2026-11-17T12:00:00Z,web\u001b[31m\u202e,=cmd('x'),<script>,1000\n"
                        + "2026-11-17T12:00:00Z," + "n".repeat(2000) + ",shop-1,proxy,1000\n"
                        + "x".repeat((1 << 20) + 1) + "\n");
        write("in/empty.csv", "");
        write("in/long.csv", "x".repeat((1 << 20) + 1));
        write("in/utf16.csv", GOOD.getBytes(StandardCharsets.UTF_16));
        byte[] whole = gzipped(GOOD + GOOD.repeat(1000));
        write("in/cut.csv.gz", java.util.Arrays.copyOf(whole, whole.length - 12));
        run("in");
        assertThat(memoryRows())
                .extracting(row -> row.container().namespace())
                .containsExactlyInAnyOrder("web\u001b[31m\u202e", "web");
        assertThat(unread())
                .satisfiesExactly(
                        cut -> assertThat(cut)
                                .matches("cut.csv.gz line \\d+ 1 x (compressed data end too early|unreadable: .*)"),
                        empty -> assertThat(empty).isEqualTo("empty.csv null 1 x empty file"),
                        line -> assertThat(line).isEqualTo("hostile.csv line 4 1 x line of more than 1,048,576 bytes"),
                        name -> assertThat(name)
                                .isEqualTo("hostile.csv line 3 1 x namespace is longer than 1,024 characters"),
                        first -> assertThat(first)
                                .isEqualTo("long.csv line 1 1 x first line of more than 1,048,576 bytes"),
                        other -> assertThat(other)
                                .isEqualTo(
                                        "utf16.csv null 1 x UTF-16, as PowerShell's > writes it: store the bytes as they came"));
    }

    /** Whatever the bytes are: rows or a line that says why not, never another failure. */
    @Test
    void damagedFilesAreReadOrTold() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        byte[] whole = (HEADER + "2026-11-17T12:00:00Z,web,\"shop-1\",proxy,1000\n".repeat(5))
                .getBytes(StandardCharsets.UTF_8);
        for (int file = 0; file < 300; file++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            write("in/%03d.csv".formatted(file), damaged);
        }
        write("in/good.csv", GOOD);
        JobSummary summary = run("in");
        assertThat(summary.toString()).contains("1 environment");
        assertThat(unread()).isNotEmpty().allMatch(line -> line.contains(".csv line "));
    }

    @Test
    void manyDaysInOneFileAreKeptApart() throws IOException {
        write("in/a.csv", HEADER.replace("bytes", "bytes,restarts") + """
                2026-11-17T23:59:00Z,web,shop-1,proxy,1000,7
                2026-11-18T00:00:00Z,web,shop-1,proxy,500,8
                """);
        ExtractMemoryJob.run(
                warehouse,
                new Configuration(),
                List.of(source("in", null, ZoneOffset.UTC)),
                new Period(PERIOD.from(), Period.startOf(DAY.plusDays(2))),
                Clock.systemUTC());
        assertThat(warehouse.read(Table.CONTAINER_MEMORY, new Partition("prod", DAY.plusDays(1))))
                .as("a restart at midnight")
                .extracting(MemoryRow::restarts)
                .containsExactly(1.0);
    }

    private JobSummary run(String path) {
        return run(path, null, ZoneOffset.UTC);
    }

    private JobSummary run(String path, @Nullable String cluster, ZoneId zone) {
        return ExtractMemoryJob.run(
                warehouse, new Configuration(), List.of(source(path, cluster, zone)), PERIOD, Clock.systemUTC());
    }

    private CsvFiles source(String path, @Nullable String cluster, ZoneId zone) {
        return new CsvFiles("prod", folder.resolve(path).toString(), cluster, zone);
    }

    private List<MemoryRow> memoryRows() {
        return warehouse.read(Table.CONTAINER_MEMORY, new Partition("prod", DAY));
    }

    private List<String> rows() {
        return memoryRows().stream()
                .map(row -> "%s %s %s %s %s %s %.0f of %s %s %s %s"
                        .formatted(
                                row.container().cluster(),
                                row.container().namespace(),
                                row.container().workload(),
                                row.container().pod(),
                                row.container().container(),
                                row.time().atZone(ZoneOffset.UTC).toLocalTime(),
                                row.workingSetBytes(),
                                row.limitBytes(),
                                row.restarts(),
                                row.derivation(),
                                row.source()))
                .toList();
    }

    private List<String> unread() {
        return warehouse.read(Table.UNREAD_MEMORY, new Partition("prod", DAY)).stream()
                .map(CsvFilesTest::described)
                .collect(Collectors.toList());
    }

    private static String described(UnreadRow row) {
        return "%s %s %d x %s".formatted(row.file().replaceAll(".*/", ""), row.position(), row.count(), row.reason());
    }

    private void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void gzip(String name, String text) throws IOException {
        write(name, gzipped(text));
    }

    private static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
