package dev.culprit.tsdb.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
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
        String malformed =
                line.replace('\'', '"').replace("HEAD", HEAD).replace("TAIL", TAIL);
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
}
