package dev.culprit.tsdb.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.otlp.OtlpMessages;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.series.Skipped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests as the specification lays them out, in all the ways in which collectors write them to files. */
final class OtlpExportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** How a request becomes a file. */
    private enum Written {
        LINE(request -> (request + "\n").getBytes(StandardCharsets.UTF_8)),
        LAID_OUT(request -> request.toPrettyString().getBytes(StandardCharsets.UTF_8)),
        GZIP(request -> gzip(request.toString().getBytes(StandardCharsets.UTF_8))),
        FRAME(request -> OtlpMessages.framed(OtlpMessages.protobuf(request))),
        ZSTD_FRAME(request -> OtlpMessages.framed(Zstd.compress(OtlpMessages.protobuf(request)))),
        ZSTD_JSON_FRAME(
                request -> OtlpMessages.framed(Zstd.compress(request.toString().getBytes(StandardCharsets.UTF_8)))),
        WHOLE_ZSTD(request -> Zstd.compress((request + "\n").getBytes(StandardCharsets.UTF_8))),
        BARE(OtlpMessages::protobuf),
        BARE_GZIP(request -> gzip(OtlpMessages.protobuf(request)));

        @SuppressWarnings("ImmutableEnumChecker") // a function without state
        private final Function<JsonNode, byte[]> writer;

        Written(Function<JsonNode, byte[]> writer) {
            this.writer = writer;
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return packed.toByteArray();
    }

    private static JsonNode request(String resource, String metrics) {
        try {
            return JSON.readTree("""
                {"resourceMetrics":[{"resource":{"attributes":[%s]},"scopeMetrics":[{
                 "scope":{"name":"my.library"},"metrics":[%s]}]}]}""".formatted(resource, metrics));
        } catch (IOException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static String attribute(String key, String value) {
        return "{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}".formatted(key, value);
    }

    private static final String SERVICE = attribute("service.name", "shop")
            + ","
            + attribute("service.namespace", "web")
            + ","
            + attribute("service.instance.id", "i-1")
            + ","
            + attribute("k8s.pod.name", "shop-0")
            + ","
            + attribute("k8s.namespace.name", "prod")
            + ","
            + attribute("service.version", "1.2");

    private static final String POINT = "\"startTimeUnixNano\":\"900000000000\",\"timeUnixNano\":\"1000000000000\"";

    private static final String EACH_TYPE = """
            {"name":"queue.size","unit":"1","gauge":{"dataPoints":[{%1$s,"asInt":"7","attributes":[
              {"key":"queue.name","value":{"stringValue":"a\\"b"}},{"key":"shard","value":{"intValue":"3"}},
              {"key":"hot","value":{"boolValue":true}},{"key":"ratio","value":{"doubleValue":0.5}},
              {"key":"tags","value":{"arrayValue":{"values":[{"stringValue":"x"},{"intValue":"1"}]}}},
              {"key":"pod","value":{"stringValue":"another"}}]}]}},
            {"name":"requests","unit":"{requests}","sum":{"aggregationTemporality":2,"isMonotonic":true,
              "dataPoints":[{%1$s,"asDouble":12.5}]}},
            {"name":"http.server.duration","unit":"ms","histogram":{"aggregationTemporality":2,"dataPoints":[
              {%1$s,"count":"6","sum":10.5,"bucketCounts":["1","2","3"],"explicitBounds":[5,10.5]}]}},
            {"name":"sizes","unit":"By","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[
              {%1$s,"count":"4","sum":9,"scale":1,"zeroCount":"1","positive":{"offset":1,"bucketCounts":["3"]}}]}},
            {"name":"waits","unit":"s","summary":{"dataPoints":[{%1$s,"count":"2","sum":3,
              "quantileValues":[{"quantile":0.5,"value":1},{"quantile":1,"value":"NaN"}]}]}}
            """.formatted(POINT);

    private Export read(byte[] bytes) throws IOException {
        Path file = Files.createTempFile(folder, "metrics", ".json");
        Files.write(file, bytes);
        assertThat(ExportFile.isOne(file)).isTrue();
        return ExportFile.of(file).read();
    }

    private Export read(JsonNode... requests) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (JsonNode request : requests) {
            lines.writeBytes(Written.LINE.writer.apply(request));
        }
        return read(lines.toByteArray());
    }

    /** Samples of each series by its name and its labels but the target's. */
    static Map<String, String> told(Export export) {
        Map<String, String> told = new TreeMap<>();
        for (long number : export.series(Map.of())) {
            SampleList samples = new SampleList();
            export.read(number, Long.MIN_VALUE, Long.MAX_VALUE, samples);
            samples.sort();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < samples.size(); i++) {
                text.append(samples.time(i))
                        .append('=')
                        .append(samples.isStale(i) ? "stale" : samples.value(i))
                        .append(' ');
            }
            Labels labels = export.labels(number);
            TreeMap<String, String> own = new TreeMap<>();
            for (int i = 0; i < labels.size(); i++) {
                own.put(labels.name(i), labels.value(i));
            }
            own.keySet().removeAll(List.of(Labels.METRIC, "job", "instance", "pod", "namespace"));
            told.put(labels.metric() + own, text.toString().strip());
        }
        return told;
    }

    @ParameterizedTest
    @EnumSource(Written.class)
    void eachTypeIsAsAnExporterShowsIt(Written written) throws IOException {
        Export export = read(written.writer.apply(request(SERVICE, EACH_TYPE)));
        assertThat(export.skipped()).isEmpty();
        assertThat(told(export))
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry(
                                "queue_size_ratio{exported_pod=another, hot=true, queue_name=a\"b, ratio=0.5, shard=3, tags=[x,1]}",
                                "1000000=7.0"),
                        Map.entry("requests_total{}", "1000000=12.5"),
                        Map.entry("http_server_duration_milliseconds_bucket{le=5.0}", "1000000=1.0"),
                        Map.entry("http_server_duration_milliseconds_bucket{le=10.5}", "1000000=3.0"),
                        Map.entry("http_server_duration_milliseconds_bucket{le=+Inf}", "1000000=6.0"),
                        Map.entry("http_server_duration_milliseconds_count{}", "1000000=6.0"),
                        Map.entry("http_server_duration_milliseconds_sum{}", "1000000=10.5"),
                        Map.entry("sizes_bytes{}", "1000000=4.0"),
                        Map.entry("sizes_bytes_count{}", "1000000=4.0"),
                        Map.entry("sizes_bytes_sum{}", "1000000=9.0"),
                        Map.entry("waits_seconds{quantile=0.5}", "1000000=1.0"),
                        Map.entry("waits_seconds{quantile=1.0}", "1000000=NaN"),
                        Map.entry("waits_seconds_count{}", "1000000=2.0"),
                        Map.entry("waits_seconds_sum{}", "1000000=3.0"),
                        // What a scraper would have said, as this was pushed.
                        Map.entry("up{}", "1000000=1.0"),
                        Map.entry("target_info{service_namespace=web, service_version=1.2}", "1000000=1.0"),
                        Map.entry("process_start_time_seconds{}", "1000000=900.0"))));
        long[] up = export.series(Map.of(Labels.METRIC, "up"));
        assertThat(up).hasSize(1);
        assertThat(export.labels(up[0]).pairs())
                .containsExactly(
                        "__name__", "up", "instance", "i-1", "job", "web/shop", "namespace", "prod", "pod", "shop-0");
    }

    /** Five collections, a second and a half apart, as OpenTelemetry's own library for Node.js 2.x has written them in both encodings. */
    @Test
    void aLibrarysOwnRequestsAreTheSameInBothEncodings() throws IOException {
        Path written = Path.of("src/test/resources/otlp");
        Map<String, String> json =
                told(ExportFile.of(written.resolve("sdk.jsonl")).read());
        assertThat(json)
                .isEqualTo(told(ExportFile.of(written.resolve("sdk.frames")).read()));
        assertThat(json)
                .hasSize(103)
                .containsEntry(
                        "queue_size{}",
                        "1795948828689=-1.0 1795948830342=-2.0 1795948831893=-3.0"
                                + " 1795948833421=-4.0 1795948834934=-5.0")
                .containsEntry(
                        "http_requests_total{http_route=/user/3, n=3, ok=true}", "1795948833421=1.0 1795948834934=1.0")
                .containsEntry(
                        "http_server_request_duration_seconds_bucket{http_route=/user/4, le=25.0}", "1795948834934=1.0")
                .containsKeys("exp_size_bytes{}", "exp_size_bytes_count{}", "exp_size_bytes_sum{}", "up{}")
                .containsKeys("process_start_time_seconds{}", "target_info{telemetry_sdk_language=nodejs}");
    }

    private static String gauge(String name, String point) {
        return "{\"name\":\"%s\",\"gauge\":{\"dataPoints\":[{%s}]}}".formatted(name, point);
    }

    private static String at(long seconds) {
        return "\"timeUnixNano\":\"%d000000000\"".formatted(seconds);
    }

    @Test
    void whatWasScrapedHasItsNamesAndMarksAndNothingIsAdded() throws IOException {
        String target = attribute("service.name", "shop") + "," + attribute("service.instance.id", "10.0.0.1:80");
        String counter =
                "{\"name\":\"hits\",\"sum\":{\"aggregationTemporality\":2,\"isMonotonic\":true,\"dataPoints\":[{%s}]}}";
        Export export = read(
                request(
                        target,
                        gauge("up", at(10) + ",\"asDouble\":1") + "," + counter.formatted(at(10) + ",\"asDouble\":3")),
                request(
                        target,
                        gauge("up", at(20) + ",\"asDouble\":1") + "," + counter.formatted(at(20) + ",\"flags\":1")),
                request(target, gauge("up", at(30) + ",\"flags\":1")));
        assertThat(told(export))
                .isEqualTo(new TreeMap<>(
                        Map.of("up{}", "10000=1.0 20000=1.0 30000=stale", "hits{}", "10000=3.0 20000=stale")));
    }

    /** Points of one collection may differ by milliseconds, and a collector may send them in two requests. */
    @Test
    void whatIsPushedTogetherIsOneScrape() throws IOException {
        String early = "\"timeUnixNano\":\"9998000000\",\"asInt\":\"1\"";
        Export export = read(
                request(SERVICE, gauge("a", early) + "," + gauge("b", at(10) + ",\"asInt\":1")),
                request(SERVICE, gauge("c", early)),
                request(SERVICE, gauge("a", at(70) + ",\"asInt\":\"2\"")));
        assertThat(told(export))
                .containsEntry("up{}", "10000=1.0 70000=1.0")
                .containsEntry("a{}", "10000=1.0 70000=2.0")
                .containsEntry("b{}", "10000=1.0")
                .doesNotContainKey("process_start_time_seconds{}");
    }

    @Test
    void aRestartIsToldWhereAllPointsTellTheSameStart() throws IOException {
        String sum =
                "{\"name\":\"%s\",\"sum\":{\"aggregationTemporality\":2,\"dataPoints\":[{%s,\"asInt\":1,\"startTimeUnixNano\":%d}]}}";
        Function<long[], String> three = times -> String.join(
                ",",
                List.of("a", "b", "c").stream()
                        .map(name -> sum.formatted(name, at(times[0]), times[1] * 1_000_000_000L))
                        .toList());
        Export export = read(
                request(SERVICE, three.apply(new long[] {100, 50})),
                request(
                        SERVICE,
                        sum.formatted("new", at(160), 155_000_000_000L)), // of one series alone it is by chance
                request(SERVICE, three.apply(new long[] {220, 200})));
        assertThat(told(export)).containsEntry("process_start_time_seconds{}", "100000=50.0 160000=50.0 220000=200.0");
    }

    @Test
    void whatCannotBeUsedIsCountedByName() throws IOException {
        String deltas = "{\"name\":\"jumps\",\"sum\":{\"aggregationTemporality\":1,\"dataPoints\":[{%s},{%s}]}}"
                .formatted(at(10), at(10));
        Export export = read(
                request(SERVICE, gauge("good", at(10) + ",\"asInt\":1")),
                request(SERVICE, deltas),
                request(SERVICE, gauge("timeless", "\"asInt\":1")),
                request(
                        SERVICE,
                        "{\"name\":\"odd\",\"histogram\":{\"dataPoints\":[{%s,\"bucketCounts\":[1,2],\"explicitBounds\":[1,2,3]}]}}"
                                .formatted(at(10))));
        assertThat(told(export))
                .containsOnlyKeys("good{}", "up{}", "target_info{service_namespace=web, service_version=1.2}");
        assertThat(export.skipped())
                .extracting(Skipped::reason, Skipped::count)
                .containsExactly(
                        tuple("metric jumps has deltas: set its temporality to cumulative", 2L),
                        tuple("metric odd has 2 buckets and 3 bounds", 1L),
                        tuple("metric timeless has points without time", 1L));
    }

    @Test
    void otherSignalsAndTornLinesLeaveTheRest() throws IOException {
        String good = request(SERVICE, gauge("good", at(10) + ",\"asInt\":1")).toString();
        Export export = read("""
            {"resourceLogs":[{"resource":{}}]}
            %s
            %s
            %s""".formatted(good, good.replace("\"asInt\":1", "\"asInt\":\"x\""), good.substring(0, 90))
                .getBytes(StandardCharsets.UTF_8));
        assertThat(told(export)).containsEntry("good{}", "10000=1.0");
        assertThat(export.skipped())
                .singleElement()
                .extracting(Skipped::reason, Skipped::count)
                .containsExactly("lines that cannot be read: line 3: an integer is none", 2L);
    }

    @Test
    void lengthsThatLieAreNamed() throws IOException {
        byte[] good =
                OtlpMessages.framed(OtlpMessages.protobuf(request(SERVICE, gauge("good", at(10) + ",\"asInt\":1"))));
        for (int lie : new int[] {-1, Integer.MAX_VALUE, 1 << 26, 1000}) {
            byte[] file =
                    ByteBuffer.allocate(good.length + 20).put(good).putInt(lie).array();
            Export export = read(file);
            assertThat(told(export)).containsEntry("good{}", "10000=1.0");
            assertThat(export.skipped())
                    .singleElement()
                    .satisfies(skipped -> assertThat(skipped.reason()).contains("it breaks off: request 2"));
        }
        byte[] hollow = good.clone();
        hollow[6] = 0x7f; // the length within
        assertThat(read(ByteBuffer.allocate(2 * good.length)
                                .put(good)
                                .put(hollow)
                                .array())
                        .skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("request 2: damaged protobuf"));
    }

    @Test
    void attributesThatNestWithoutEndAreNamed() throws IOException {
        String value = "{\"intValue\":1}";
        for (int depth = 0; depth < 40; depth++) {
            value = "{\"arrayValue\":{\"values\":[%s]}}".formatted(value);
        }
        JsonNode deep = request(SERVICE + ",{\"key\":\"deep\",\"value\":%s}".formatted(value), gauge("a", at(10)));
        JsonNode good = request(SERVICE, gauge("good", at(10)));
        byte[] first = OtlpMessages.framed(OtlpMessages.protobuf(good));
        byte[] second = OtlpMessages.framed(OtlpMessages.protobuf(deep));
        Export export = read(ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array());
        assertThat(export.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("attributes within attributes, too deep"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Written.class,
            names = {"LINE", "FRAME", "ZSTD_FRAME", "BARE"})
    void damageIsNamedOrHarmless(Written written) throws IOException {
        byte[] whole = written.writer.apply(request(SERVICE, EACH_TYPE));
        Random random = new Random(11);
        Path file = folder.resolve("damaged");
        for (int run = 0; run < Integer.getInteger("tsdb.damages", 500); run++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(4) + 1; flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, Arrays.copyOf(damaged, random.nextInt(damaged.length) + 1));
            try {
                assertThat(ExportFile.of(file).read().size()).isBetween(1L, 30L);
            } catch (CorruptException named) {
                assertThat(named.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void anotherDatabasesNativeExportIsRefusedWithAdvice() throws IOException {
        Path file = Files.write(
                folder.resolve("native"),
                ByteBuffer.allocate(40)
                        .putLong(2 * 1_795_418_611_110L) // zig-zag
                        .putLong(2 * 1_795_418_671_110L)
                        .putInt(8)
                        .put("up\1job\1x".getBytes(StandardCharsets.UTF_8))
                        .array());
        assertThat(ExportFile.isOne(file)).isTrue();
        assertThatThrownBy(() -> ExportFile.of(file).read())
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("/api/v1/export in the place of /api/v1/export/native");
    }
}
