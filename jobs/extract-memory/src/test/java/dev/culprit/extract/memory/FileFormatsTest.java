package dev.culprit.extract.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import dev.culprit.extract.memory.files.FileSource;
import dev.culprit.extract.memory.metricstream.MetricStream;
import dev.culprit.extract.memory.metricstream.OpenTelemetryMessages;
import dev.culprit.extract.memory.metricstream.StreamLine;
import dev.culprit.extract.memory.performancelog.PerformanceLog;
import dev.culprit.extract.memory.performancelog.PerformanceLogEvents;
import dev.culprit.model.CulpritException;
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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of memory as people have them: what services and tools wrap, join, pack and print. */
final class FileFormatsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate DAY = LocalDate.parse("2026-11-17");
    private static final Period PERIOD = new Period(Period.startOf(DAY), Period.startOf(DAY.plusDays(1)));
    private static final Instant NOON = Instant.parse("2026-11-17T12:00:00Z");
    private static final String POD = "wp-proxy-7d9c5b6f4-k2x8p";

    @TempDir
    private Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder.resolve("warehouse").toString(), new Configuration());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }

    private static String event(int minute) {
        return PerformanceLogEvents.eks(NOON.plusSeconds(60L * minute), 1_000 + minute);
    }

    private static String pretty(String json) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(json));
    }

    private List<MemoryRow> rows(FileSource source, byte[] content) throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Files.write(folder.resolve("in/file"), content);
        ExtractMemoryJob.run(warehouse, new Configuration(), List.of(source), PERIOD, Clock.systemUTC());
        return warehouse.read(Table.CONTAINER_MEMORY, new Partition("prod", DAY));
    }

    private List<Double> log(byte[] content) throws IOException {
        return rows(new PerformanceLog("prod", folder.resolve("in").toString(), null), content).stream()
                .map(MemoryRow::workingSetBytes)
                .toList();
    }

    private List<Double> stream(byte[] content) throws IOException {
        return rows(new MetricStream("prod", folder.resolve("in").toString(), null), content).stream()
                .map(MemoryRow::workingSetBytes)
                .toList();
    }

    private List<String> unread() {
        return warehouse.read(Table.UNREAD_MEMORY, new Partition("prod", DAY)).stream()
                .map(UnreadRow::reason)
                .toList();
    }

    /** A subscription packs each message, Firehose joins them and packs the file once more. */
    @Test
    void gzipInGzipThroughFirehose() throws IOException {
        byte[] one = gzip(bytes(PerformanceLogEvents.message(event(0), event(1))));
        byte[] two = gzip(bytes(PerformanceLogEvents.message(event(2))));
        assertThat(log(gzip(join(one, two)))).containsExactly(1000.0, 1001.0, 1002.0);
        assertThat(log(join(one, two))).containsExactly(1000.0, 1001.0, 1002.0);
        assertThat(log(Zstd.compress(join(one, two)))).containsExactly(1000.0, 1001.0, 1002.0);
        assertThat(unread()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\r\n", ",", ",\n"})
    void recordsWithAnythingBetweenThem(String between) throws IOException {
        assertThat(log(bytes(event(0) + between + event(1) + between + event(2))))
                .containsExactly(1000.0, 1001.0, 1002.0);
        assertThat(log(bytes("[" + event(0) + between + event(1) + "]\n"))).containsExactly(1000.0, 1001.0);
        assertThat(unread()).isEmpty();
    }

    @Test
    void recordsOfAStreamWithoutLineFeeds() throws IOException {
        String limit =
                StreamLine.limit("shop-1", "proxy", NOON.toString(), 1000).strip();
        String percent =
                StreamLine.percent("shop-1", "proxy", NOON.toString(), 50).strip();
        assertThat(stream(bytes(limit + percent))).containsExactly(500.0);
        assertThat(stream(bytes("[" + limit + "," + percent + "]"))).containsExactly(500.0);
        assertThat(stream(bytes(pretty(limit) + "\n" + pretty(percent)))).containsExactly(500.0);
        assertThat(unread()).isEmpty();
    }

    @Test
    void printedForPeople() throws IOException {
        assertThat(log(bytes(pretty(event(0)) + "\n" + pretty(event(1))))).containsExactly(1000.0, 1001.0);
        assertThat(log(bytes(pretty("[" + event(0) + "," + event(1) + "]")))).containsExactly(1000.0, 1001.0);
        assertThat(log(bytes(pretty(PerformanceLogEvents.message(event(0), event(1))))))
                .containsExactly(1000.0, 1001.0);
        assertThat(unread()).isEmpty();
        assertThat(log(bytes("{\"half\": \n" + event(0) + "\n"))).containsExactly(1000.0);
        assertThat(unread()).containsExactly("not JSON");
    }

    /** "HTTP endpoint delivery specifications" of Firehose, and the events of Lambda's guide. */
    @Test
    void envelopesOfHttpAndLambda() throws IOException {
        String message = base64(gzip(bytes(PerformanceLogEvents.message(event(0), event(1)))));
        String bare = base64(bytes(event(2) + "\n" + event(3)));
        String http =
                "{\"requestId\":\"ed4acda5\",\"timestamp\":1578090901599,\"records\":[{\"data\":\"%s\"},{\"data\":\"%s\"}]}"
                        .formatted(message, bare);
        assertThat(log(bytes(http))).containsExactly(1000.0, 1001.0, 1002.0, 1003.0);
        String logs = "{\"awslogs\":{\"data\":\"%s\"}}".formatted(message);
        assertThat(log(bytes(logs))).containsExactly(1000.0, 1001.0);
        String firehose =
                "{\"invocationId\":\"i\",\"deliveryStreamArn\":\"a\",\"records\":[{\"recordId\":\"1\",\"data\":\"%s\"}]}"
                        .formatted(bare);
        assertThat(log(bytes(pretty(firehose)))).containsExactly(1002.0, 1003.0);
        String kinesis =
                "{\"Records\":[{\"kinesis\":{\"data\":\"%s\"},\"eventSource\":\"aws:kinesis\"}]}".formatted(message);
        assertThat(log(bytes(kinesis + http.replace(message, "%%%")))).containsExactly(1000.0, 1001.0, 1002.0, 1003.0);
        assertThat(unread()).hasSize(1);
    }

    @Test
    void outputOfTheCommandLineForLogs() throws IOException {
        ObjectNode output = JSON.createObjectNode();
        for (int i = 0; i < 2; i++) {
            output.withArray("events")
                    .addObject()
                    .put("logStreamName", "node")
                    .put("timestamp", NOON.plusSeconds(60L * i).toEpochMilli())
                    .put("message", event(i).replaceAll("\"Timestamp\":\"[0-9]+\",", ""))
                    .put("ingestionTime", 1L);
        }
        output.putArray("searchedLogStreams");
        output.put("nextToken", "t");
        assertThat(log(bytes(pretty(output.toString())))).containsExactly(1000.0, 1001.0);
        assertThat(unread()).isEmpty();
    }

    @Test
    void rowsOfLogsInsights() throws IOException {
        ObjectNode output = JSON.createObjectNode();
        for (int i = 0; i < 2; i++) {
            var row = output.withArray("results").addArray();
            row.addObject().put("field", "@timestamp").put("value", "2026-11-17 12:0%d:00.000".formatted(i));
            row.addObject().put("field", "@message").put("value", event(i).replaceAll("\"Timestamp\":\"[0-9]+\",", ""));
            row.addObject().put("field", "@ptr").put("value", "p");
        }
        output.put("status", "Complete");
        assertThat(log(bytes(pretty(output.toString())))).containsExactly(1000.0, 1001.0);
        String console = "[{\"@timestamp\":\"2026-11-17 12:00:00.000\",\"@message\":" + event(0) + "}]";
        assertThat(log(bytes(console))).containsExactly(1000.0);
        String fields = "{\"results\":[[%s]]}"
                .formatted(String.join(
                        ",",
                        field("@timestamp", "2026-11-17 12:00:00.000"),
                        field("ClusterName", "eks-prod"),
                        field("Namespace", "web"),
                        field("kubernetes.pod_name", POD),
                        field("kubernetes.container_name", "istio-proxy"),
                        field("container_memory_working_set", "1.234567E3")));
        assertThat(log(bytes(fields))).containsExactly(1234.567);
        assertThat(unread()).isEmpty();
    }

    private static String field(String name, String value) {
        return "{\"field\":\"%s\",\"value\":\"%s\"}".formatted(name, value);
    }

    @Test
    void csvOfLogsInsights() throws IOException {
        String csv =
                "@timestamp,@message\n2026-11-17 12:00:00.000,\"%s\"\n2026-11-17 12:01:00.000,\"%s\"\n2026-11-17 12:02:00.000,oops\n"
                        .formatted(event(0).replace("\"", "\"\""), event(1).replace("\"", "\"\""));
        assertThat(log(bytes(csv))).containsExactly(1000.0, 1001.0);
        assertThat(unread()).containsExactly("not JSON");
        String fields =
                "@timestamp,ClusterName,Namespace,kubernetes.pod_name,kubernetes.container_name,container_memory_working_set\n"
                        + "2026-11-17 12:00:00.000,eks-prod,web," + POD + ",istio-proxy,2000\n";
        assertThat(log(bytes(fields))).containsExactly(2000.0);
        assertThat(unread()).isEmpty();
    }

    @Test
    void timesOfTheEmbeddedMetricFormatAndOfTheLine() throws IOException {
        String none = event(0).replaceAll("\"Timestamp\":\"[0-9]+\",", "");
        String embedded = none.substring(0, none.length() - 1)
                + ",\"_aws\":{\"Timestamp\":%d,\"CloudWatchMetrics\":[]}}".formatted(NOON.toEpochMilli());
        assertThat(log(bytes(embedded))).containsExactly(1000.0);
        assertThat(log(bytes("2026-11-17T12:00:00.000Z " + none + "\n"))).containsExactly(1000.0);
        assertThat(log(bytes(event(1) + none))).containsExactly(1001.0);
        assertThat(unread()).containsExactly("Timestamp is missing or not a number of milliseconds");
    }

    @Test
    void podNamesThatAreFullNames() throws IOException {
        String full = event(0).replace("\"PodName\":\"wp-proxy\"", "\"PodName\":\"" + POD + "\"");
        PerformanceLog source = new PerformanceLog("prod", folder.resolve("in").toString(), null);
        assertThat(rows(source, bytes(full)))
                .extracting(row -> row.container().workload())
                .containsExactly("wp-proxy");
        String owned = full.replace(
                "\"namespace_name\":\"web\"",
                "\"namespace_name\":\"web\",\"pod_owners\":[{\"owner_kind\":\"Deployment\",\"owner_name\":\"front\"}]");
        assertThat(rows(source, bytes(owned)))
                .extracting(row -> row.container().workload())
                .containsExactly("front");
        String bare = full.replaceAll(",\"kubernetes\":\\{.*}}", ",\"ContainerName\":\"istio-proxy\"}");
        assertThat(rows(source, bytes(bare)))
                .extracting(row -> row.container().pod() + " " + row.container().workload())
                .containsExactly(POD + " wp-proxy");
    }

    @Test
    void aStreamInOpenTelemetry() throws IOException {
        Map<String, String> dimensions = new TreeMap<>();
        JsonNode named = JSON.readTree(StreamLine.container("shop-1", "proxy"));
        named.properties()
                .forEach(each -> dimensions.put(each.getKey(), each.getValue().textValue()));
        String percent = "container_memory_utilization_over_container_limit";
        byte[] one = join(
                OpenTelemetryMessages.one("container_memory_limit", dimensions, NOON, 2000, 2),
                OpenTelemetryMessages.one(percent, dimensions, NOON, 100, 2));
        byte[] zeroSeven = join(
                OpenTelemetryMessages.zeroSeven("container_memory_limit", dimensions, NOON, 2000, 2),
                OpenTelemetryMessages.zeroSeven(percent, dimensions, NOON, 100, 2));
        MetricStream source = new MetricStream("prod", folder.resolve("in").toString(), null);
        for (byte[] file : List.of(one, zeroSeven, gzip(one))) {
            List<MemoryRow> rows = rows(source, file);
            assertThat(rows).extracting(MemoryRow::workingSetBytes).containsExactly(500.0);
            assertThat(rows).extracting(MemoryRow::time).containsExactly(NOON);
            assertThat(rows).extracting(row -> row.container().namespace()).containsExactly("web");
            assertThat(unread()).isEmpty();
        }
        byte[] thousands = join(
                OpenTelemetryMessages.oneIn("kBy", "container_memory_limit", dimensions, NOON, 2000, 2),
                OpenTelemetryMessages.one(percent, dimensions, NOON, 100, 2));
        assertThat(stream(thousands)).containsExactly(500_000.0);
        byte[] mistaken =
                join(one, OpenTelemetryMessages.oneIn("{Count}", "container_memory_limit", dimensions, NOON, 9000, 2));
        assertThat(stream(mistaken)).containsExactly(500.0);
        assertThat(unread()).containsExactly("unit {Count} where bytes are expected");
        String http = "{\"records\":[{\"data\":\"%s\"}]}".formatted(base64(one));
        assertThat(stream(bytes(http))).containsExactly(500.0);
        assertThat(stream(join(one, Arrays.copyOf(one, 100)))).containsExactly(500.0);
        assertThat(unread()).containsExactly("protobuf ends too early");
        byte[] flipped = join(one, one);
        flipped[one.length + 3] ^= 0x55;
        assertThat(stream(flipped)).containsExactly(500.0);
        assertThat(unread()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "stream |"
                        + " {\"MetricDataResults\":[{\"Id\":\"m1\",\"Label\":\"l\",\"Timestamps\":[],\"Values\":[],\"StatusCode\":\"Complete\"}],\"Messages\":[]}"
                        + " | output of aws cloudwatch get-metric-data, which does not tell whose the values are: set"
                        + " memory.source = cloudwatch, which asks for them",
                "stream |"
                        + " {\"Label\":\"container_memory_limit\",\"Datapoints\":[{\"Timestamp\":\"2026-11-17T12:00:00Z\",\"Average\":1.0,\"Unit\":\"Bytes\"}]}"
                        + " | output of aws cloudwatch get-metric-statistics, which does not tell whose the values are:"
                        + " set memory.source = cloudwatch, which asks for them",
                "stream | EVENT | an event of a performance log: set memory.source = performance-log",
                "log | RECORD | a record of a metric stream: set memory.source = metric-stream",
                "log | {\"Metrics\":[{\"Namespace\":\"ContainerInsights\"}]} | output of aws cloudwatch list-metrics,"
                        + " which has no values: set memory.source = cloudwatch, which asks for them",
                "log | PAR1... | Parquet, as Firehose converts records on request: switch the conversion off",
                "log | PK\u0003\u0004.. | a zip: unpack it",
            })
    void whatIsAnothersIsToldInALine(String kind, String content, String reason) {
        byte[] file = bytes(
                content.equals("EVENT")
                        ? event(0)
                        : content.equals("RECORD") ? StreamLine.limit("shop-1", "proxy", NOON.toString(), 1) : content);
        String message = "";
        try {
            if (kind.equals("stream")) {
                stream(file);
            } else {
                log(file);
            }
        } catch (CulpritException | IOException failure) {
            message = failure.getMessage();
        }
        assertThat(message)
                .contains("found 1 unusable lines or files (" + reason + ")")
                .doesNotContain("\n");
    }

    @Test
    void aStreamInOpenTelemetryIsNoPerformanceLog() {
        byte[] request = OpenTelemetryMessages.one("container_memory_limit", Map.of(), NOON, 1, 1);
        String message = "";
        try {
            log(request);
        } catch (CulpritException | IOException failure) {
            message = failure.getMessage();
        }
        assertThat(message).contains("which memory.source = metric-stream reads");
    }
}
