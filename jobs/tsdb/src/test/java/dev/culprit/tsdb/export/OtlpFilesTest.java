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
                "HEAD{'name':'a','summary':{'dataPoints':[{'quantileValues':{'a':{'quantile':1}}}]}}TAIL"
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
        byte[] metrics = OtlpMessages.framed(OtlpMessages.protobuf(new ObjectMapper().readTree(good(10))));
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (byte[] signal : new byte[][] {span, record}) {
            frames.writeBytes(OtlpMessages.framed(field(0x0a, joined(field(0x0a), field(0x12, field(0x12, signal))))));
            frames.writeBytes(metrics);
        }
        Path file = Files.write(folder.resolve("signals"), frames.toByteArray());
        assertThat(ExportFile.isCollectors(file)).isTrue();
        Export export = ExportFile.of(file).read();
        assertThat(good(export)).isPositive();
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
}
