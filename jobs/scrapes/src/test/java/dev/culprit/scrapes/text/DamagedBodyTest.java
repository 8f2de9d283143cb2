package dev.culprit.scrapes.text;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.culprit.model.Container;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.ScrapeRow.Cause;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.container.Body;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Compressed, damaged and absurd bodies. */
final class DamagedBodyTest {
    private static final Container TARGET = new Container("prod", null, "web", null, "shop-1", "proxy");
    private static final String FIRST = "a{x=\"1\"} 1\n".repeat(50) + "b 1\n";
    private static final String SECOND = "c{x=\"1\"} 1\n".repeat(50) + "d 1\n";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes(text));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    @Test
    void gzipMembersAndZstdFramesMayFollowOneAnother() {
        for (byte[] body : new byte[][] {
            bytes(FIRST + SECOND),
            concat(gzip(FIRST), gzip(SECOND)),
            concat(gzip(FIRST), gzip(""), gzip(SECOND), new byte[512]),
            concat(Zstd.compress(bytes(FIRST)), Zstd.compress(bytes(SECOND)))
        }) {
            ScrapeRow row = RecordedRows.of(body).scrapes.get(0);
            assertThat(row.status()).isEqualTo(ScrapeRow.OK);
            assertThat(row.body().samples()).isEqualTo(102);
            assertThat(row.body().bytes()).isEqualTo(FIRST.length() + SECOND.length());
        }
    }

    @Test
    void headersWithNamesCommentsAndExtrasAreRead() {
        byte[] plain = gzip(FIRST);
        byte[] header = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 'x', 'y', 'f', 0, 'c', 0, 1, 2};
        byte[] body = concat(header, Arrays.copyOfRange(plain, 10, plain.length));
        assertThat(RecordedRows.of(body).scrapes.get(0).status()).isEqualTo(ScrapeRow.OK);
    }

    @Test
    void aBodyCutAnywhereIsNeverTakenForWhole() {
        for (byte[] whole : new byte[][] {
            concat(gzip(FIRST), gzip(SECOND)), concat(Zstd.compress(bytes(FIRST)), Zstd.compress(bytes(SECOND)))
        }) {
            int boundary = whole[0] == 0x1f ? gzip(FIRST).length : Zstd.compress(bytes(FIRST)).length;
            for (int length = 0; length < whole.length; length++) {
                ScrapeRow row =
                        RecordedRows.of(Arrays.copyOf(whole, length)).scrapes.get(0);
                if (length != boundary) {
                    assertThat(row.status()).as("cut at %d", length).isNotEqualTo(ScrapeRow.OK);
                    assertThat(row.reason()).as("cut at %d", length).isNotNull();
                }
            }
        }
    }

    private static String manySeries() {
        Random random = new Random(17);
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            body.append("hits{path=\"").append(random.nextLong()).append("\"} 1\n");
        }
        return body.toString();
    }

    @Test
    void largeBodiesAreReadWhole() {
        String body = manySeries();
        for (byte[] packed : new byte[][] {bytes(body), gzip(body), Zstd.compress(bytes(body))}) {
            ScrapeRow row = RecordedRows.of(packed).scrapes.get(0);
            assertThat(row.body().samples()).isEqualTo(50_000);
            assertThat(row.body().bytes()).isEqualTo(body.length());
        }
    }

    @Test
    void whatATruncatedGzipHoldsCounts() {
        byte[] whole = gzip(manySeries());
        RecordedRows rows = RecordedRows.of(Arrays.copyOf(whole, whole.length / 2));
        assertThat(rows.scrapes.get(0).status()).isEqualTo(ScrapeRow.PARTIAL);
        assertThat(rows.scrapes.get(0).body().samples()).isBetween(20_000L, 30_000L);
        assertThat(rows.scrapes.get(0).reason()).startsWith("broke off after ").endsWith("gzip data end early");
        assertThat(rows.series).hasSize((int) rows.scrapes.get(0).body().samples());
    }

    @Test
    void theLineAtWhichABodyBreaksOffIsNotTrusted() {
        byte[] whole = concat(gzip("a 1\nb 12"), gzip("34\n"));
        ScrapeRow row =
                RecordedRows.of(Arrays.copyOf(whole, whole.length - 15)).scrapes.get(0);
        assertThat(row.body().samples()).isEqualTo(1);
    }

    @Test
    void aChecksumThatDiffersIsTold() {
        byte[] damaged = gzip(FIRST);
        damaged[damaged.length - 6] ^= 1;
        assertThat(RecordedRows.of(damaged).scrapes.get(0).reason()).endsWith("damaged gzip data: checksum differs");
    }

    @Test
    void whatHoldsNoSampleIsRejected() {
        byte[] noise = new byte[100_000];
        new Random(17).nextBytes(noise);
        assertThat(rejection(noise)).startsWith("no line can be read, first line 1 at byte 0: ");
        assertThat(rejection(new byte[0])).isEqualTo("empty");
        assertThat(rejection(gzip(""))).isEqualTo("empty");
        assertThat(rejection(bytes("# EOF\n"))).isEqualTo("no samples");
        assertThat(rejection(bytes("<p>503</p>"))).startsWith("no line can be read, first line 1");
        assertThat(rejection(new byte[] {0x1f, (byte) 0x8b, 7}))
                .isEqualTo("damaged: no gzip member where one should begin");
        assertThat(rejection(new byte[] {0x1f, (byte) 0x8b, 8})).isEqualTo("damaged: gzip data end early");
        assertThat(rejection(concat(Arrays.copyOf(gzip(FIRST), 10), noise))).startsWith("damaged: damaged gzip data");
    }

    private static String rejection(byte[] body) {
        RecordedRows rows = RecordedRows.of(body);
        assertThat(rows.scrapes.get(0).status()).isEqualTo(ScrapeRow.REJECTED);
        assertThat(rows.series).isEmpty();
        assertThat(rows.families).isEmpty();
        return rows.scrapes.get(0).reason();
    }

    @Test
    void oneCauseIsOneTextAndHasItsPlaceBeside() {
        RecordedRows rows = new RecordedRows(new ScanLimits(1 << 20, 64, 16, 1 << 20, 100, 1_000), false);
        rows.read(bytes("a 1\nb{x=1} 1\nc{x=1} 1\n"));
        rows.read(bytes("a 1\na2 1\nb{x=1} 1\n"));
        rows.read(bytes("a 1\nb{x=\"12345678901234567\"} 1\n"));
        rows.read(bytes("a 1\nb{x=\"1234567890123456789\"} 1\n"));
        rows.read(bytes("a 1\n"));
        rows.read(bytes("PAR1"));
        assertThat(rows.scrapes)
                .extracting(row -> row.flaws().cause())
                .containsExactly(
                        new Cause("label value without quotes", 2L, 4L),
                        new Cause("label value without quotes", 3L, 9L),
                        new Cause("label value of more bytes than limits.label-bytes = 16", 2L, 4L),
                        new Cause("label value of more bytes than limits.label-bytes = 16", 2L, 4L),
                        null,
                        Cause.of("Parquet, and no scrape: archive what the target answers"));
    }

    @Test
    void bodiesOneAfterTheOtherInOneFileAreTold() {
        String one =
                "# TYPE a counter\na_total{x=\"1\"} 1\na_total{x=\"2\"} 1\n# TYPE b gauge\nb 1\nb2 1\nb3 1\n# EOF\n";
        RecordedRows rows = RecordedRows.of(one, one + one + one.replace("b 1", "b4 1"));
        assertThat(rows.scrapes.get(0).status()).isEqualTo(ScrapeRow.OK);
        assertThat(rows.scrapes.get(1).status()).isEqualTo(ScrapeRow.PARTIAL);
        assertThat(rows.scrapes.get(1).reason())
                .isEqualTo("holds 3 bodies, of which only one time is known: store each scrape in a file of its own");
        assertThat(rows.scrapes.get(1).body().births()).isEqualTo(1);
        assertThat(RecordedRows.of("a 1\na 2\nb 1\nc 1\n").scrapes.get(0).status())
                .isEqualTo(ScrapeRow.OK);
    }

    @Test
    void whatIsSomethingElseIsNamed() {
        String scrape = ", and no scrape: archive what the target answers";
        String unpack = ": unpack it, or archive it as gzip or zstd";
        IdentityHashMap<byte[], String> files = new IdentityHashMap<>();
        files.put(bytes("\n <!DOCTYPE html>\n"), "an HTML or XML page, such as a proxy's error" + scrape);
        String all = ", which holds all times at once" + scrape
                + ", or give it, or Prometheus' data folder, with --prometheus";
        files.put(bytes("{\"status\":\"success\",\"data\":{}}"), "an answer of Prometheus' API" + all);
        files.put(
                bytes(
                        "{\"metric\":{\"__name__\":\"up\"},\"values\":[0,1.5],\"timestamps\":[1549891472010,1549891487724]}\n"),
                "an export of VictoriaMetrics" + all);
        files.put(bytes("{\"resourceMetrics\":[{\"resource\":{}}]}\n"), "what an OpenTelemetry collector writes" + all);
        String bySeries = "samples series by series, as promtool tsdb dump-openmetrics or an export writes them";
        files.put(bytes("""
                        my_counter{baz="abc",foo="bar"} 1 0.000
                        my_counter{baz="abc",foo="bar"} 2 60.000
                        # EOF
                        """), bySeries + all);
        files.put(bytes("up 1 60000\nup 1 120000\n"), bySeries + all);
        files.put(bytes("{ \"metric\" : {}}\n"), "JSON" + scrape);
        files.put(bytes("[{\"x\":1}]"), "JSON" + scrape);
        files.put(bytes("{__name__=\"up\", a=\"b\"} 1 60000\n"), "a dump of promtool" + all);
        files.put(bytes("{__name__=\"up\"} 1 60000\n"), "a dump of promtool" + all);
        files.put(bytes("PAR1...."), "Parquet" + scrape);
        files.put(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0}, "compressed with xz" + unpack);
        files.put(new byte[] {4, 0x22, 'M', 0x18, 0x64}, "compressed with LZ4" + unpack);
        files.put(new byte[] {0x1f, (byte) 0x9d, (byte) 0x90, 1}, "compressed with compress" + unpack);
        files.put(bytes("BZh91AY&SY..."), "compressed with bzip2" + unpack);
        files.put(bytes("PK\003\004..."), "a zip: its name must end in .zip");
        files.put(
                "\ufeff# TYPE up gauge\r\nup 1\r\n".getBytes(StandardCharsets.UTF_16LE),
                "UTF-16, as PowerShell's > writes it: store the bytes as they came, with curl.exe -o FILE");
        files.put(
                "# TYPE up gauge\nup 1\n".getBytes(StandardCharsets.UTF_16BE),
                "UTF-16, as PowerShell's > writes it: store the bytes as they came, with curl.exe -o FILE");
        // A MetricFamily of 12 bytes: name up, help help, type gauge, no metric.
        byte[] protobuf = {12, 0x0a, 2, 'u', 'p', 0x12, 4, 'h', 'e', 'l', 'p', 0x18, 1};
        files.put(protobuf, "protobuf: scrape with the header Accept: text/plain;version=0.0.4");
        files.forEach((file, what) -> {
            assertThat(rejection(file)).isEqualTo(what);
            assertThat(rejection(Zstd.compress(file))).isEqualTo(what);
        });
    }

    @Test
    void whatIsPackedTwiceIsRead() {
        byte[] twice = Zstd.compress(gzip(FIRST));
        assertThat(RecordedRows.of(twice).scrapes.get(0).body().samples()).isEqualTo(51);
        byte[] plain = gzip(FIRST);
        assertThat(RecordedRows.of(concat(gzip(FIRST), plain))
                        .scrapes
                        .get(0)
                        .body()
                        .samples())
                .isEqualTo(102);
    }

    @Test
    void namesInBracesAreNoJson() {
        RecordedRows rows =
                RecordedRows.of("{\"my.metric\",a=\"x\"} 1\n", "{\"my.metric\"} 1\n", "{ \"a\"=\"x\",\"m\"} 1\n");
        assertThat(rows.scrapes).extracting(ScrapeRow::status).containsOnly(ScrapeRow.OK);
    }

    @Test
    void aLastLineThatIsCutMakesTheScrapePartial() {
        ScrapeRow row = RecordedRows.of("a 1\nb{x=\"").scrapes.get(0);
        assertThat(row.status()).isEqualTo(ScrapeRow.PARTIAL);
        assertThat(row.reason())
                .isEqualTo("1 bad line, first line 2 at byte 4: label set does not end; the last line is cut");
    }

    @Test
    void anEndlessLineIsLeftOut() {
        String endless = "a{x=\"" + "y".repeat(3 << 20) + "\"} 1\n";
        ScrapeRow row = RecordedRows.of("a 1\n" + endless + "b 1\nc 1\n" + endless + "d 1\n")
                .scrapes
                .get(0);
        assertThat(row.body().samples()).isEqualTo(4);
        assertThat(row.reason())
                .startsWith("2 bad lines, first line 2 at byte ")
                .endsWith("longer than 1048576 bytes, limits.line-bytes");
        assertThat(RecordedRows.of(endless.strip()).scrapes.get(0).status()).isEqualTo(ScrapeRow.REJECTED);
    }

    @Test
    void aLineOfHalfAMegabyteIsRead() {
        String labels = IntStream.range(0, 10)
                .mapToObj(i -> "x%d=\"%s\"".formatted(i, "y".repeat(60_000)))
                .collect(joining(","));
        RecordedRows rows = RecordedRows.of("a 1\nb{" + labels + "} 1\nc 1\n");
        assertThat(rows.scrapes.get(0).status()).isEqualTo(ScrapeRow.OK);
        assertThat(rows.series.get(1).labels()).hasSize(10);
        assertThat(rows.series.get(1).labels().get("x9")).hasSize(60_000);
    }

    @Test
    void aBodyThatExpandsBeyondReasonIsBrokenOff() {
        byte[] bomb = Zstd.compress(new byte[(int) Body.RATIO_FROM * 2], 3);
        assertThat(rejection(bomb)).isEqualTo("damaged: body expands more than 2000 times, limits.expansion");
    }

    @Test
    void streamsThatGiveAByteAtATimeAreReadWhole() {
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(concat(gzip(FIRST), gzip(SECOND)))) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(1, length));
            }

            @Override
            public int available() {
                return 0;
            }
        };
        RecordedRows rows = new RecordedRows();
        TargetReader reader = new TargetReader(TARGET, ScanLimits.DEFAULT, false, rows);
        reader.read(Instant.EPOCH, "slow", slow);
        assertThat(rows.scrapes.get(0).body().samples()).isEqualTo(102);
    }

    @Test
    void troubleOfTheMediumIsNotHeldAgainstTheBody() {
        InputStream broken = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("connection reset");
            }
        };
        TargetReader reader = new TargetReader(TARGET, ScanLimits.DEFAULT, false, new RecordedRows());
        assertThatThrownBy(() -> reader.read(Instant.EPOCH, "broken", broken))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("connection reset");
    }

    @Test
    void noContentMakesAReaderThrow() {
        Random random = new Random(17);
        byte[] alphabet = bytes("ab{}=\",\\ \n#1.eTYPE\t\0\u00e9");
        for (int round = 0; round < 2_000; round++) {
            byte[] body = new byte[random.nextInt(200)];
            for (int i = 0; i < body.length; i++) {
                body[i] = alphabet[random.nextInt(alphabet.length)];
            }
            ScrapeRow row = RecordedRows.of(body).scrapes.get(0);
            assertThat(row.body().bytes()).isEqualTo(body.length);
            assertThat(row.reason() == null).isEqualTo(row.status().equals(ScrapeRow.OK));
        }
    }
}
