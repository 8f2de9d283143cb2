package dev.culprit.extract.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.extract.memory.files.LineReader;
import dev.culprit.extract.memory.metricstream.MetricStream;
import dev.culprit.extract.memory.metricstream.StreamLine;
import dev.culprit.extract.memory.performancelog.PerformanceLog;
import dev.culprit.extract.memory.performancelog.PerformanceLogEvents;
import dev.culprit.extract.memory.source.MemorySource;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExtractMemoryJobTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-17");
    private static final Period PERIOD = new Period(Period.startOf(DAY), Period.startOf(DAY.plusDays(1)));
    private static final String NOON = "2026-11-17T12:00:00Z";
    private static final String GOOD =
            StreamLine.limit("shop-1", "proxy", NOON, 1000) + StreamLine.percent("shop-1", "proxy", NOON, 50);

    @TempDir
    private Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder.resolve("warehouse").toString(), new Configuration());
    }

    @Test
    void aRecordedStreamBecomesRowsOfContainers() throws IOException {
        String recorded =
                Path.of("src/test/resources/recorded").toAbsolutePath().toString();
        run(PERIOD, new MetricStream("prod", recorded, null));
        List<MemoryRow> rows = rows("prod");
        assertThat(rows.stream().map(row -> row.container().pod()).distinct())
                .containsExactly(
                        "catalog-7d9c5b6f4-c8n2s",
                        "thumbs-7d9c5b6f4-h3j6w",
                        "wp-proxy-7d9c5b6f4-k2x8p",
                        "wp-proxy-7d9c5b6f4-m4v9q");
        assertThat(rows).extracting(row -> row.container().workload()).contains("catalog", "thumbs", "wp-proxy");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.container().container()).isEqualTo("istio-proxy");
            assertThat(row.derivation()).isEqualTo("percent-of-limit");
            assertThat(row.workingSetBytes()).isBetween(1e6, 67108864.0);
        });
        assertThat(rows.get(0).workingSetBytes())
                .as("the pod has one container")
                .isCloseTo(41795584.0, within(1.0));
    }

    @Test
    void percentAndLimitMeetAcrossFilesAndDeliveryDays() throws IOException {
        plain("prod/2026/11/17/12/percent", StreamLine.percent("shop-1", "proxy", NOON, 50));
        gzip("prod/2026/11/20/00/limit", StreamLine.limit("shop-1", "proxy", NOON, 1000));
        run(PERIOD, stream("prod"));
        assertThat(rows("prod")).extracting(MemoryRow::workingSetBytes).containsExactly(500.0);
    }

    @Test
    void joinedGzipMembersAreAllRead() throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(gzipped(StreamLine.limit("shop-1", "proxy", NOON, 1000)));
        joined.write(gzipped(StreamLine.percent("shop-1", "proxy", NOON, 50)));
        joined.write(gzipped(StreamLine.percent("shop-1", "proxy", "2026-11-17T12:01:00Z", 60)));
        write("prod/file-without-suffix", joined.toByteArray());
        run(PERIOD, stream("prod"));
        assertThat(rows("prod")).extracting(MemoryRow::workingSetBytes).containsExactly(500.0, 600.0);
        assertThat(unread("prod")).isEmpty();
    }

    @Test
    void carriageReturnsAndBlankLinesDoNotMatter() throws IOException {
        plain("prod/crlf", GOOD.replace("\n", "\r\n\r\n"));
        run(PERIOD, stream("prod"));
        assertThat(rows("prod")).hasSize(1);
        assertThat(unread("prod")).isEmpty();
    }

    @Test
    void badLinesAreCountedByReasonAndTheRestGoesOn() throws IOException {
        Path file = plain("prod/mixed", "{oops\n" + GOOD + "{}\n\u0007\n");
        run(PERIOD, stream("prod"));
        assertThat(rows("prod")).hasSize(1);
        assertThat(unread("prod"))
                .containsExactly(
                        new UnreadRow("file:" + file, "line 4", "namespace is missing or not text", 1),
                        new UnreadRow("file:" + file, "line 1", "not JSON", 2));
    }

    @Test
    void aTruncatedGzipIsReadAsFarAsItGoes() throws IOException {
        StringBuilder text = new StringBuilder(GOOD);
        SplittableRandom random = new SplittableRandom(7);
        for (int minute = 0; minute < 600; minute++) {
            text.append(StreamLine.percent(
                    "shop-1",
                    "proxy",
                    Period.startOf(DAY).plusSeconds(60L * minute).toString(),
                    random.nextDouble(100)));
        }
        byte[] whole = gzipped(text.toString());
        Path file = write("prod/cut", Arrays.copyOf(whole, whole.length / 2));
        run(PERIOD, stream("prod"));
        assertThat(rows("prod")).hasSizeBetween(100, 500);
        assertThat(unread("prod")).singleElement().satisfies(row -> {
            assertThat(row.file()).isEqualTo("file:" + file);
            assertThat(row.reason()).isEqualTo("compressed data end too early");
            assertThat(row.position()).matches("line [1-9][0-9]*");
        });
    }

    @Test
    void binaryEmptyAndFalselyGzippedFilesAreCounted() throws IOException {
        plain("prod/good", GOOD);
        write("prod/bad-gzip", new byte[] {0x1f, (byte) 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        write("prod/bytes", new byte[] {0, 1, 2, 3, (byte) 0xff});
        write("prod/empty", new byte[0]);
        write("prod/endless", new byte[LineReader.LONGEST + 5]);
        run(PERIOD, stream("prod"));
        assertThat(unread("prod"))
                .extracting(row -> row.file().replaceAll(".*/", "") + ": " + row.reason())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("bad-gzip: unreadable: "),
                        second -> assertThat(second).isEqualTo("bytes: not JSON"),
                        third -> assertThat(third).isEqualTo("empty: empty file"),
                        fourth -> assertThat(fourth).isEqualTo("endless: line of more than 1,048,576 bytes"));
    }

    @Test
    void aReadingFarFromItsFolderIsCounted() throws IOException {
        plain("prod/2026/11/17/12/on-time", GOOD);
        plain("prod/2026/11/22/12/late", StreamLine.percent("shop-1", "proxy", "2026-11-17T13:00:00Z", 50));
        plain(
                "prod/2026/11/20/12/other-day",
                StreamLine.limit("shop-1", "proxy", "2026-11-20T12:00:00Z", 1000)
                        + StreamLine.percent("shop-1", "proxy", "2026-11-20T12:00:00Z", 50));
        run(new Period(PERIOD.from(), Instant.parse("2026-11-21T00:00:00Z")), stream("prod"));
        assertThat(rows("prod")).hasSize(1);
        assertThat(warehouse.read(Table.CONTAINER_MEMORY, new Partition("prod", LocalDate.parse("2026-11-20"))))
                .hasSize(1);
        assertThat(warehouse.read(Table.UNREAD_MEMORY, new Partition("prod", LocalDate.parse("2026-11-20"))))
                .extracting(UnreadRow::reason)
                .containsExactly("time is more than a day after or 3 days before the date of the folder");
    }

    @Test
    void averagesOverPodsNeverBecomeRows() throws IOException {
        String workload =
                "{\"ClusterName\":\"eks-prod\",\"ContainerName\":\"proxy\",\"Namespace\":\"web\",\"PodName\":\"shop\"}";
        plain(
                "prod/averages",
                StreamLine.line("container_memory_limit", workload, NOON, 2000, 2)
                        + StreamLine.line("container_memory_utilization_over_container_limit", workload, NOON, 150, 2));
        assertThatThrownBy(() -> run(PERIOD, stream("prod")))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("turn enhanced observability on");
    }

    @Test
    void onlyTheClusterAskedForIsRead() throws IOException {
        plain("prod/two", GOOD + GOOD.replace("eks-prod", "eks-other"));
        run(PERIOD, new MetricStream("prod", folder.resolve("prod").toString(), "eks-other"));
        assertThat(rows("prod")).extracting(row -> row.container().cluster()).containsExactly("eks-other");
        MetricStream mistyped = new MetricStream("prod", folder.resolve("prod").toString(), "eks-prd");
        assertThatThrownBy(() -> run(PERIOD, mistyped))
                .hasMessageContaining("clusters eks-other, eks-prod")
                .hasMessageEndingWith("memory.cluster must name one of these clusters, or be left out");
    }

    @Test
    void anEnvironmentWithoutUsableReadingsSaysWhatItFound() throws IOException {
        plain("foreign/ec2", StreamLine.line("AWS/EC2", "CPUUtilization", "{}", 1, 1, 1));
        plain("otel/protobuf", "\u0000\u0001\u0002");
        plain("yesterday/file", GOOD.replace(millis(NOON), millis("2026-11-16T12:00:00Z")));
        plain("unlimited/file", StreamLine.percent("shop-1", "proxy", NOON, 50));
        assertThat(failureOf("foreign"))
                .isEqualTo(
                        "environment foreign: memory.path %s/foreign has no container memory for 2026-11-17 to 2026-11-17: "
                                        .formatted(folder)
                                + "found namespaces AWS/EC2; the metric stream must include the namespace ContainerInsights,"
                                + " which Container Insights in its OpenTelemetry mode does not fill");
        assertThat(failureOf("otel"))
                .contains("found 1 unusable lines or files (not JSON); a metric stream delivers JSON or OpenTelemetry,"
                        + " and these files hold neither");
        assertThat(failureOf("yesterday"))
                .contains("readings of 2026-11-16 to 2026-11-16; choose another period with --from and --to");
        assertThat(failureOf("unlimited"))
                .contains("percentage of a container without a limit on its day")
                .contains("containers need memory limits");
    }

    @Test
    void oneBadEnvironmentDoesNotStopTheOthers() throws IOException {
        plain("prod/good", GOOD);
        plain("test/good", GOOD);
        assertThatThrownBy(() -> run(PERIOD, stream("nowhere"), stream("prod"), stream("gone"), stream("test")))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("environment nowhere: ")
                .hasMessageContaining("; environment gone: ");
        assertThat(rows("prod")).hasSize(1);
        assertThat(rows("test")).hasSize(1);
        assertThat(folder.resolve("warehouse")).isDirectoryNotContaining("glob:**/.staging*");
    }

    @Test
    void daysWithoutReadingsKeepTheirRows() throws IOException {
        Path first = plain("prod/2026/11/17/00/a", GOOD);
        run(PERIOD, stream("prod"));
        Files.delete(first);
        String next = GOOD.replace(millis(NOON), millis("2026-11-18T12:00:00Z"));
        plain("prod/2026/11/18/00/b", next);
        run(new Period(PERIOD.from(), PERIOD.to().plusSeconds(86_400)), stream("prod"));
        assertThat(rows("prod")).hasSize(1);
        assertThat(warehouse.dates(Table.CONTAINER_MEMORY, "prod")).containsExactly(DAY, DAY.plusDays(1));
    }

    @Test
    void aDayIsExtractedAsAWholeThoughThePeriodEndsWithinIt() throws IOException {
        plain("prod/day", GOOD);
        run(new Period(Period.startOf(DAY), Instant.parse("2026-11-17T06:00:00Z")), stream("prod"));
        assertThat(rows("prod")).hasSize(1);
    }

    @Test
    void twoRunsLeaveTheSameBytesThoughFilesContradictEachOther() throws IOException {
        for (int file = 0; file < 5; file++) {
            StringBuilder text = new StringBuilder("bad line\n");
            for (int minute = 0; minute < 50; minute++) {
                String time = Period.startOf(DAY).plusSeconds(60L * minute).toString();
                text.append(StreamLine.percent("shop-" + file % 3, "proxy", time, minute + file));
                text.append(StreamLine.limit("shop-" + file % 3, "proxy", time, 1000));
                text.append(StreamLine.workingSet("thumbs-" + file, time, 1e6 + minute));
            }
            gzip("prod/2026/11/17/00/" + file, text.toString());
        }
        JobSummary summary = run(PERIOD, stream("prod"));
        assertThat(summary)
                .hasToString("extract-memory: 1 environment, 400 memory rows, 105 records left out,"
                        + " 0 records of other kinds ignored");
        Map<String, String> first = tables();
        run(PERIOD, stream("prod"));
        assertThat(first).hasSize(2);
        assertThat(tables()).isEqualTo(first);
    }

    @Test
    void aPerformanceLogGivesTheWorkingSetHoweverItWasExported() throws IOException {
        Instant noon = Instant.parse(NOON);
        StringBuilder exported = new StringBuilder();
        for (int minute = 0; minute < 3; minute++) {
            Instant time = noon.plusSeconds(60L * minute + 17);
            exported.append(time)
                    .append(' ')
                    .append(PerformanceLogEvents.nativeSidecar(time, 1000 + minute))
                    .append('\n');
        }
        gzip("log/task-id/ip-10-0-0-1.ec2.internal/000000.gz", exported.toString());
        String ecs = PerformanceLogEvents.ecs(noon, 3);
        gzip(
                "log/2026/11/17/12/firehose",
                PerformanceLogEvents.message(ecs) + PerformanceLogEvents.message("cut{", ecs));
        Path check = plain("log/aws-logs-write-test", "Permission Check Successful");
        run(PERIOD, log("log", null));
        assertThat(rows("log"))
                .extracting(row -> "%s %s %s %.0f %s %s"
                        .formatted(
                                row.container().namespace(),
                                row.container().workload(),
                                row.container().container(),
                                row.workingSetBytes(),
                                row.derivation(),
                                row.source()))
                .containsExactly(
                        "ecs sleep360 sleep 3145728 megabytes performance-log",
                        "web wp-proxy istio-proxy 1000 working-set performance-log",
                        "web wp-proxy istio-proxy 1001 working-set performance-log",
                        "web wp-proxy istio-proxy 1002 working-set performance-log");
        assertThat(unread("log"))
                .extracting(row -> row.file().replaceAll(".*/", "") + " " + row.position() + " " + row.reason())
                .containsExactly("firehose line 1 not JSON", "aws-logs-write-test line 1 not JSON");
        assertThat(check).exists();
    }

    @Test
    void aPerformanceLogWithoutContainersSaysWhatItHolds() throws IOException {
        plain("log/pods", PerformanceLogEvents.eks(Instant.parse(NOON), 1).replace("\"Container\"", "\"Pod\""));
        assertThatThrownBy(() -> run(PERIOD, log("log", null)))
                .hasMessageContaining(
                        "found events of type Pod; the performance log of Container Insights has events of type Container");
        plain("log/containers", PerformanceLogEvents.eks(Instant.parse(NOON), 1));
        assertThatThrownBy(() -> run(PERIOD, log("log", "eks-prd")))
                .hasMessageContaining("clusters eks-prod")
                .hasMessageEndingWith("memory.cluster must name one of these clusters, or be left out");
    }

    private PerformanceLog log(String environment, @Nullable String cluster) {
        return new PerformanceLog(environment, folder.resolve(environment).toString(), cluster);
    }

    private JobSummary run(Period period, MemorySource... sources) {
        return ExtractMemoryJob.run(warehouse, new Configuration(), List.of(sources), period, Clock.systemUTC());
    }

    private String failureOf(String environment) {
        try {
            return run(PERIOD, stream(environment)).toString();
        } catch (CulpritException failure) {
            return failure.getMessage();
        }
    }

    private MetricStream stream(String environment) {
        return new MetricStream(environment, folder.resolve(environment).toString(), null);
    }

    private List<MemoryRow> rows(String environment) {
        return warehouse.read(Table.CONTAINER_MEMORY, new Partition(environment, DAY));
    }

    private List<UnreadRow> unread(String environment) {
        return warehouse.read(Table.UNREAD_MEMORY, new Partition(environment, DAY));
    }

    private Map<String, String> tables() throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve("warehouse"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/_commits/"))
                    .toList()) {
                bytes.put(file.toString(), Arrays.toString(Files.readAllBytes(file)));
            }
        }
        return bytes;
    }

    private static String millis(String time) {
        return String.valueOf(Instant.parse(time).toEpochMilli());
    }

    private Path plain(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path gzip(String name, String text) throws IOException {
        return write(name, gzipped(text));
    }

    private static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }
}
