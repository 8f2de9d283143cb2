package dev.culprit.tsdbfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.tsdb.BlockChoice;
import dev.culprit.tsdb.DataFolder;
import dev.culprit.tsdb.OpenFolder;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.otlp.OtlpMessages;
import dev.culprit.tsdb.series.ReadSamples;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.series.Skipped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What collectors and others write into a bucket, read without a copy. */
final class BucketExportsTest {
    private static final long DAY = Instant.parse("2026-11-29T00:00:00Z").toEpochMilli();
    private static final long END = DAY + 86_400_000L - 1;

    @TempDir
    private Path folder;

    private BlockFiles files;

    @BeforeEach
    void open() {
        Bucket.reset();
        files = BlockPlaces.of("bucket:///x", Bucket.configuration());
    }

    private String remote() {
        return "bucket://" + folder;
    }

    private OpenFolder opened() throws IOException {
        return OpenFolder.open(files, remote(), BlockChoice.ALL, DAY, END);
    }

    private static String request(String time, int value) {
        String point = "[{\"timeUnixNano\":\"%d\",\"asInt\":\"%d\"}]"
                .formatted(Instant.parse(time).toEpochMilli() * 1_000_000, value);
        return """
                {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},\
                {"key":"service.instance.id","value":{"stringValue":"a:1"}}]},"scopeMetrics":[{"scope":{},"metrics":[\
                {"name":"up","gauge":{"dataPoints":%1$s}},{"name":"things","gauge":{"dataPoints":%1$s}}]}]}]}
                """.formatted(point);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** As {@code awss3} does: a request a file, in folders by the minute. */
    private void writeDays() throws IOException {
        for (int day = 20; day <= 30; day++) {
            byte[] json = request("2026-11-%dT05:07:01Z".formatted(day), day).getBytes(StandardCharsets.UTF_8);
            String place = "otlp/year=2026/month=11/day=%d/hour=05/minute=07/metrics_%d".formatted(day, day);
            write(place + ".json.gz", gzip(json));
            byte[] later = request("2026-11-%dT05:07:31Z".formatted(day), day).getBytes(StandardCharsets.UTF_8);
            write(place + ".binpb", OtlpMessages.protobuf(new ObjectMapper().readTree(later)));
        }
    }

    private static List<Long> times(SeriesSource source) throws IOException {
        List<Long> times = new ArrayList<>();
        ReadSamples.of(source).samples().forEach((labels, samples) -> {
            for (int i = 0; labels.containsValue("things") && i < samples.size(); i += 2) {
                times.add(samples.get(i));
            }
        });
        return times;
    }

    @Test
    void ofFoldersByDaysThoseOfThePeriodAndTheirNeighboursAreRead() throws IOException {
        writeDays();
        OpenFolder far = opened();
        assertThat(far.skipped()).isEmpty();
        List<SeriesSource> sources = far.sources(files);
        assertThat(times(sources.get(0)))
                .hasSize(6)
                .contains(Instant.parse("2026-11-29T05:07:31Z").toEpochMilli());
        assertThat(Bucket.ASKED).filteredOn(name -> name.matches(".*_2[0-7].*")).isEmpty();
        assertThat(DataFolder.exportSpan(files, remote() + "/otlp"))
                .isEqualTo(DataFolder.exportSpan(files, remote()))
                .satisfies(span -> {
                    assertThat(Instant.ofEpochMilli(span.from())).hasToString("2026-11-20T00:00:00Z");
                    assertThat(Instant.ofEpochMilli(span.to())).hasToString("2026-12-01T00:00:00Z");
                });
        // What was read is not asked for again.
        Bucket.ASKED.clear();
        far.between(DAY, END).sources(files);
        assertThat(Bucket.ASKED).isEmpty();
    }

    @Test
    void whatIsRefusedOrIsNoExportIsNamedAndTheRestIsRead() throws IOException {
        writeDays();
        write("otlp/year=2026/month=11/day=29/hour=06/notes.txt", "not an export".getBytes(StandardCharsets.UTF_8));
        Bucket.REFUSED.put("metrics_28.json.gz", 0);
        OpenFolder far = opened();
        assertThat(times(far.sources(files).get(0))).hasSize(5);
        assertThat(far.skipped())
                .extracting(Skipped::reason)
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason).startsWith("cannot be read: 503 Slow Down"),
                        reason -> assertThat(reason).startsWith("is no export that is known"));
    }

    @Test
    void dumpsAndExportsLieInBucketsToo() throws IOException {
        write(
                "dump.txt",
                "{__name__=\"up\",job=\"j\",instance=\"i\"} 1 %d\n"
                        .formatted(DAY)
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(opened().sources(files).get(0).series(Map.of("job", "j"))).hasSize(1);
        assertThat(DataFolder.exportSpan(files, remote())).isNull();
    }

    @Test
    void whereThePeriodOrTheBucketHasNoneThatIsTold() throws IOException {
        write("notes/a.txt", "not an export".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(this::opened)
                .hasMessageStartingWith("holds no block of Prometheus")
                .hasMessageEndingWith(", and no export");
        write(
                "otlp/year=2025/month=01/day=01/a.json",
                request("2025-01-01T00:00:01Z", 1).getBytes(StandardCharsets.UTF_8));
        Files.delete(folder.resolve("notes/a.txt"));
        assertThatThrownBy(this::opened)
                .hasMessage("has no export in its folders from 2026-11-29T00:00:00Z to 2026-11-29T23:59:59.999Z");
    }
}
