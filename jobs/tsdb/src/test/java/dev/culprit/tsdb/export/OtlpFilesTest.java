package dev.culprit.tsdb.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.tsdb.DataFolder;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.otlp.OtlpMessages;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.series.Skipped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collectors' files that are torn, malformed, or of several signals: all else in them counts. */
final class OtlpFilesTest {
    private static final String HEAD =
            "{\"resourceMetrics\":[{\"resource\":{},\"scopeMetrics\":[{\"scope\":{},\"metrics\":[";
    private static final String TAIL = "]}]}]}";

    @TempDir
    private Path folder;

    private static String good(long seconds) {
        return HEAD
                + "{\"name\":\"good\",\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"%d000000000\",\"asInt\":1}]}}"
                        .formatted(seconds)
                + TAIL
                + "\n";
    }

    private Export read(String text) throws IOException {
        Path file = Files.createTempFile(folder, "metrics", ".json");
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        assertThat(ExportFile.isCollectors(file)).isTrue();
        return ExportFile.of(file).read();
    }

    private static int good(Export export) {
        SampleList samples = new SampleList();
        for (long number : export.series(Map.of(Labels.METRIC, "good"))) {
            export.read(number, Long.MIN_VALUE, Long.MAX_VALUE, samples);
        }
        return samples.size();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'resourceMetrics':{'a':1}}",
                "{'resourceMetrics':'a'}",
                "{'resourceMetrics':[{'scopeMetrics':7}]}",
                "{'resourceMetrics':[{'scopeMetrics':[{'metrics':{}}]}]}",
                "HEAD{'name':'a','gauge':{'dataPoints':{'a':{}}}}TAIL",
                "HEAD{'name':'a','histogram':{'dataPoints':[{'bucketCounts':{'a':1}}]}}TAIL",
                "HEAD{'name':'a','histogram':{'dataPoints':[{'bucketCounts':['1'],'explicitBounds':{'a':1}}]}}TAIL",
                "HEAD{'name':'a','histogram':{'dataPoints':[{'bucketCounts':7}]}}TAIL",
                "HEAD{'name':'a','summary':{'dataPoints':[{'quantileValues':{'a':{'quantile':1}}}]}}TAIL",
                "HEAD{'name':'a','gauge':{'dataPoints':[{'timeUnixNano':'1','attributes':{'path':'/'}}]}}TAIL",
                "HEAD{'name':'a','gauge':{'dataPoints':[{'attributes':[{'key':'b','value':{'arrayValue':{'values':7}}}]}]}}TAIL",
                "{'resourceMetrics':[{'resource':{'attributes':{'a':1}}}]}"
            })
    void aListThatIsNoneIsALineThatCannotBeRead(String line) throws IOException {
        String malformed = line.replace('\'', '"').replace("HEAD", HEAD).replace("TAIL", TAIL);
        Export export = read(good(10) + malformed + "\n" + good(20));
        assertThat(good(export)).isEqualTo(2);
        assertThat(export.skipped())
                .extracting(Skipped::reason, Skipped::count)
                .containsExactly(tuple("lines that cannot be read: line 2: a list is none", 1L));
    }

    @Test
    void whatIsNullIsNoList() throws IOException {
        Export export = read(good(10)
                + "{\"resourceMetrics\":null}\n"
                + HEAD
                + "{\"name\":\"h\",\"histogram\":{\"dataPoints\":[{\"timeUnixNano\":\"9\",\"count\":\"1\",\"bucketCounts\":null,\"explicitBounds\":null}]}}"
                + TAIL);
        assertThat(export.skipped()).isEmpty();
        assertThat(export.series(Map.of(Labels.METRIC, "h_bucket"))).hasSize(1);
    }

    private static String other(String signal, int bytes) {
        return "{\"resource%s\":[{\"resource\":{},\"scope%1$s\":[{\"x\":\"%s\"}]}]}\n"
                .formatted(signal, "x".repeat(bytes));
    }

    /** Longer than what is looked at to tell what a file is. */
    @ParameterizedTest
    @ValueSource(strings = {"Logs", "Spans", "Profiles"})
    void aFileMayBeginWithAnotherSignal(String signal) throws IOException {
        Export export = read(other(signal, 10_000) + good(10) + other(signal, 10) + good(20));
        assertThat(good(export)).isEqualTo(2);
        assertThat(export.skipped()).isEmpty();
    }

    @Test
    void afterRotationAllFilesOfAFolderAreRead() throws IOException {
        Files.writeString(folder.resolve("metrics-2026-11-28.json"), good(10));
        Files.writeString(folder.resolve("metrics.json"), other("Logs", 10_000) + good(20));
        Files.writeString(folder.resolve("traces.json"), other("Spans", 10_000));
        Export export = DataFolder.list(folder).exports().get(0).read();
        assertThat(good(export)).isEqualTo(2);
        assertThat(export.skipped()).isEmpty();
    }

    @Test
    void otherSignalsAloneAreRefusedInWords() {
        assertThatThrownBy(() -> read(other("Logs", 10)))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("holds no metrics, but other signals of OpenTelemetry");
    }

    private static byte[] field(int tag, byte... value) {
        return ByteBuffer.allocate(2 + value.length)
                .put((byte) tag)
                .put((byte) value.length)
                .put(value)
                .array();
    }

    private static byte[] fixed(int tag) {
        return ByteBuffer.allocate(9).put((byte) tag).putLong(1).array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A span and a record of a log, by the field numbers of {@code trace.proto} and {@code logs.proto}. */
    @Test
    void otherSignalsInProtocolBuffersArePassedOver() throws IOException {
        byte[] name = "GET /".getBytes(StandardCharsets.UTF_8);
        byte[] span = joined(
                field(0x0a, new byte[16]), field(0x12, new byte[8]), field(0x2a, name), fixed(0x39), fixed(0x41));
        byte[] record = joined(fixed(0x09), field(0x1a, name), field(0x2a, field(0x0a, name)), fixed(0x59));
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (byte[] signal : new byte[][] {span, record}) {
            frames.writeBytes(OtlpMessages.framed(field(0x0a, joined(field(0x0a), field(0x12, field(0x12, signal))))));
            frames.writeBytes(OtlpMessages.framed(
                    OtlpMessages.protobuf(new ObjectMapper().readTree(good(signal == span ? 10 : 20)))));
        }
        Path file = Files.write(folder.resolve("signals"), frames.toByteArray());
        assertThat(ExportFile.isCollectors(file)).isTrue();
        Export export = ExportFile.of(file).read();
        assertThat(good(export)).isEqualTo(2);
        assertThat(export.skipped()).isEmpty();
    }

    @Test
    void aRequestMayBeLaidOut() throws IOException {
        assertThat(good(read("\n" + good(10).replace("[", "[\n")))).isEqualTo(1);
        assertThat(good(read(good(10).replace(":[", ":\n[")))).isEqualTo(1);
    }

    /** A collector that was killed and started again with {@code append}. */
    @ParameterizedTest
    @ValueSource(ints = {12, 20, 40, 110})
    void aTornLineCostsOneLine(int length) throws IOException {
        String torn = good(1).substring(0, length);
        for (String between : new String[] {"\n", ""}) {
            for (String before : new String[] {"", "\n", good(5)}) {
                Export export = read(before + torn + between + good(10) + good(20));
                assertThat(good(export)).isEqualTo(before.length() > 1 ? 3 : 2);
                assertThat(export.skipped()).extracting(Skipped::count).containsExactly(1L);
                assertThat(export.skipped().get(0).reason()).endsWith(": no JSON");
            }
        }
    }

    private static byte[] message(int tag, byte[] value) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        int length = value.length;
        for (; length >= 0x80; length >>>= 7) {
            all.write((length & 0x7f) | 0x80);
        }
        all.write(length);
        all.writeBytes(value);
        return all.toByteArray();
    }

    /** @param points with its tag, the metric's field */
    private static byte[] frame(int points, byte[]... fields) {
        byte[] metric = joined(
                message(0x0a, "m".getBytes(StandardCharsets.UTF_8)), message(points, message(0x0a, joined(fields))));
        return OtlpMessages.framed(message(0x0a, joined(field(0x0a), message(0x12, message(0x12, metric)))));
    }

    private Export frames(byte[]... frames) throws IOException {
        byte[] good = OtlpMessages.framed(OtlpMessages.protobuf(new ObjectMapper().readTree(good(10))));
        return ExportFile.of(Files.write(folder.resolve("frames"), joined(good, joined(frames))))
                .read();
    }

    private static byte[] bound(double number) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(number)
                .array();
    }

    /** As Protocol Buffers allow: packed, one by one, or in parts. */
    @Test
    void bucketsMayComeOneByOne() throws IOException {
        byte[] eight =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(3).array();
        byte[] half = bound(0.5);
        byte[] one = bound(1);
        byte[] three = joined(new byte[] {0x31}, eight);
        byte[] halfAlone = joined(new byte[] {0x39}, half);
        byte[] oneAlone = joined(new byte[] {0x39}, one);
        for (byte[] numbers : new byte[][] {
            joined(three, three, three, halfAlone, oneAlone),
            joined(field(0x32, joined(eight, eight)), three, halfAlone, field(0x3a, one)),
            joined(field(0x32, eight), field(0x32, joined(eight, eight)), field(0x3a, half), oneAlone),
            joined(field(0x32, joined(eight, eight, eight)), field(0x3a, joined(half, one)))
        }) {
            Export export = frames(frame(0x4a, fixed(0x19), numbers));
            assertThat(export.skipped()).isEmpty();
            assertThat(OtlpExportTest.told(export).entrySet().stream()
                            .filter(series -> series.getKey().startsWith("m_bucket"))
                            .map(series -> series.getKey().replaceAll(".*(le=[^,}]*).*", "$1") + " "
                                    + series.getValue().replaceAll(".*=", "")))
                    .containsExactlyInAnyOrder("le=0.5 3.0", "le=1.0 6.0", "le=+Inf 0.0"); // no count is told
        }
    }

    @Test
    void aPointOfVeryManyNumbersIsARequestThatCannotBeRead() throws IOException {
        int many = (1 << 16) + 1;
        byte[] quantiles = new byte[2 * many];
        byte[] buckets = new byte[9 * many];
        for (int i = 0; i < many; i++) {
            quantiles[2 * i] = 0x32;
            buckets[9 * i] = 0x31;
        }
        Export export =
                frames(frame(0x5a, quantiles), frame(0x4a, buckets), frame(0x4a, message(0x32, new byte[8 * many])));
        assertThat(good(export)).isEqualTo(1);
        assertThat(export.skipped())
                .extracting(Skipped::reason, Skipped::count)
                .containsExactly(tuple(
                        "lines that cannot be read: request 2: a point of more than 65,536 buckets or quantiles", 3L));
        Export lines = read(good(10)
                + HEAD
                + "{\"name\":\"a\",\"histogram\":{\"dataPoints\":[{\"bucketCounts\":[0%s]}]}}"
                        .formatted(",0".repeat(many))
                + TAIL);
        assertThat(lines.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("a point of more than 65,536"));
    }
}
