package dev.culprit.tsdb.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.series.Skipped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExportFileTest {
    @TempDir
    private Path folder;

    private Export read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private Export read(byte[] bytes) throws IOException {
        Path file = Files.createTempFile(folder, "export", "");
        Files.write(file, bytes);
        return ExportFile.of(file).read();
    }

    /** Samples of each series, {@code stale} for a mark. */
    private static Map<String, String> told(Export export) {
        Map<String, String> told = new TreeMap<>();
        for (long series : export.series(Map.of())) {
            SampleList samples = new SampleList();
            export.read(series, Long.MIN_VALUE, Long.MAX_VALUE, samples);
            samples.sort();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < samples.size(); i++) {
                text.append(samples.time(i))
                        .append('=')
                        .append(samples.isStale(i) ? "stale" : samples.value(i))
                        .append(' ');
            }
            told.put(export.labels(series).pairs().toString(), text.toString().strip());
        }
        return told;
    }

    @Test
    void aDumpHasNamesAmongLabelsAndMilliseconds() throws IOException {
        Export export = read("""
            {__name__="up", job="x"} 1 1795418611110
            {__name__="up", job="x"} 0 1795418612110
            {__name__="q\\u00e4", path="a\\"}, b=\\\\\\x41"} 1e+06 1795418611110
            {__name__="native"} {count:1, sum:1, [-0.001,0.001]:1} 1795418611110
            """);
        assertThat(told(export))
                .containsEntry("[__name__, up, job, x]", "1795418611110=1.0 1795418612110=0.0")
                .containsEntry("[__name__, q\u00e4, path, a\"}, b=\\A]", "1795418611110=1000000.0")
                .containsEntry("[__name__, native]", "1795418611110=0.0")
                .hasSize(3);
        assertThat(export.minTime()).isEqualTo(1795418611110L);
        assertThat(export.maxTime()).isEqualTo(1795418612111L);
        assertThat(export.skipped()).isEmpty();
    }

    @Test
    void openMetricsHasSecondsAndTextMilliseconds() throws IOException {
        assertThat(told(read("""
            # TYPE up gauge
            up{job="x",} 1 1795418611.110
            up{job="x"} 0 1795418612.5
            plain +Inf 1795418611
            {"a.b",c="d"} 2 1795418611
            old 3 1795418611110
            # EOF
            """)))
                .containsEntry("[__name__, up, job, x]", "1795418611110=1.0 1795418612500=0.0")
                .containsEntry("[__name__, plain]", "1795418611000=Infinity")
                .containsEntry("[__name__, a.b, c, d]", "1795418611000=2.0")
                .containsEntry("[__name__, old]", "1795418611110=3.0");
    }

    /** A mark of staleness stands alone; a quantile of nothing is NaN for as long as there is nothing. */
    @Test
    void aNumberThatIsNoneIsAMarkWhereItStandsAlone() throws IOException {
        assertThat(told(read("""
            {"metric":{"__name__":"ends"},"values":[1,2,null],"timestamps":[1000,2000,3000]}
            {"metric":{"__name__":"back"},"values":[1,null,4],"timestamps":[1000,2000,9000]}
            {"metric":{"__name__":"idle"},"values":[1,null,null,null],"timestamps":[1000,2000,3000,4000]}
            {"metric":{"__name__":"never"},"values":[null],"timestamps":[1000]}
            {"metric":{"__name__":"ends"},"values":["Infinity"],"timestamps":[500]}
            """)))
                .containsEntry("[__name__, ends]", "500=Infinity 1000=1.0 2000=2.0 3000=stale")
                .containsEntry("[__name__, back]", "1000=1.0 2000=stale 9000=4.0")
                .containsEntry("[__name__, idle]", "1000=1.0 2000=NaN 3000=NaN 4000=NaN")
                .containsEntry("[__name__, never]", "1000=NaN");
    }

    @Test
    void linesThatCannotBeReadAreCounted() throws IOException {
        Export export = read("""
            {__name__="up"} 1 1000
            {__name__="up" 1 2000
            {__name__="up"} one 2000
            {__name__="up"} 1
            {job="x"} 1 2000
            {__name__="up"} 1 30\
            """);
        assertThat(told(export)).hasSize(1);
        assertThat(export.skipped())
                .singleElement()
                .extracting(Skipped::reason, Skipped::count)
                .containsExactly("lines that cannot be read: line 2: labels do not end", 4L);
    }

    @Test
    void aFileThatIsCutIsReadUpToThere() throws IOException {
        StringBuilder lines = new StringBuilder();
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            lines.append("{__name__=\"m\", path=\"/%d\"} %d 1000%n".formatted(random.nextInt(), i));
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        }
        Export export = read(Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
        assertThat(export.size()).isBetween(1_000L, 19_000L);
        assertThat(export.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("breaks off"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "",
                "{\"status\":\"success\",\"data\":{}}",
                "up 1\nrequests_total{a=\"b\"} 7\n",
                "{\"resourceSpans\":[]}"
            })
    void whatIsNoExportIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(CorruptException.class);
    }

    @Test
    void damageIsNamedOrHarmless() throws IOException {
        byte[] whole = """
            {__name__="up", job="x"} 1 1795418611110
            {__name__="requests_total", path="/a\\\\b"} 1e+06 1795418611110
            {__name__="native"} {count:1, sum:1, [-0.001,0.001]:1} 1795418611110
            """.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(11);
        for (int run = 0; run < Integer.getInteger("tsdb.damages", 500); run++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(4) + 1; flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(damaged, random.nextInt(damaged.length) + 1);
            try {
                assertThat(read(cut).size()).isBetween(1L, 3L);
            } catch (CorruptException named) {
                assertThat(named.getMessage()).isNotBlank();
            }
        }
    }
}
