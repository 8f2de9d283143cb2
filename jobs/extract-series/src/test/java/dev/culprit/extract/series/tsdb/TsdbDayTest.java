package dev.culprit.extract.series.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.CollectedRows;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.tsdb.block.BlockWriter;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series as servers write them, and what becomes of them. A scrape a minute. */
final class TsdbDayTest {
    private static final String MONDAY = "01JWS713P2E4MQW7T643GYGD6A";
    private static final String TUESDAY = "01JWS713P2E4MQW7T643GYGD6B";
    private static final Instant MIDNIGHT = Instant.parse("2026-11-17T00:00:00Z");
    private static final long STALE = 0x7ff0000000000002L;
    private static final Period BOTH = new Period(MIDNIGHT.minusSeconds(86_400), MIDNIGHT.plusSeconds(86_400));

    @TempDir
    private Path folder;

    /** Of a series of the pod {@code a-1}. */
    static Map<String, String> labels(String metric, String... pairs) {
        Map<String, String> labels = new HashMap<>(Map.of(
                "__name__", metric,
                "job", "pods",
                "instance", "10.0.0.1:80",
                "namespace", "web",
                "pod", "a-1",
                "container", "app"));
        for (int i = 0; i < pairs.length; i += 2) {
            labels.put(pairs[i], pairs[i + 1]);
        }
        return labels;
    }

    private static long at(int minute) {
        return MIDNIGHT.plusSeconds(60L * minute).toEpochMilli();
    }

    private static long[] sample(int minute, double value) {
        return new long[] {at(minute), Double.doubleToRawLongBits(value)};
    }

    private static long[] stale(int minute) {
        return new long[] {at(minute), STALE};
    }

    /** From one minute to another, both included. */
    private static long[][] samples(int from, int to, double value) {
        long[][] samples = new long[to - from + 1][];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sample(from + i, value);
        }
        return samples;
    }

    /** {@code metric label=value first-last scrapes}, times in minutes from midnight. */
    private static List<String> told(CollectedRows rows) {
        return rows.series.stream()
                .map(row -> "%s %s %d-%d %d"
                        .formatted(
                                row.metric(),
                                row.labels(),
                                (row.firstSeen().getEpochSecond() - MIDNIGHT.getEpochSecond()) / 60,
                                (row.lastSeen().getEpochSecond() - MIDNIGHT.getEpochSecond()) / 60,
                                row.scrapes()))
                .sorted()
                .toList();
    }

    private Archive list() {
        return new TsdbSource("prod", folder.toString(), SubjectLabels.DEFAULT).list(new Configuration(false));
    }

    private Map<String, CollectedRows> read(Archive archive) {
        Map<String, CollectedRows> byDay = new LinkedHashMap<>();
        archive.days(BOTH).forEach((date, targets) -> {
            for (TargetDay target : targets) {
                CollectedRows rows = new CollectedRows();
                target.read(rows, new Configuration(false));
                assertThat(rows.families)
                        .allSatisfy(row -> assertThat(row.series()).isPositive());
                byDay.put(date + " " + target.target().pod(), rows);
            }
        });
        return byDay;
    }

    @Test
    void livesGoOnOverBlocksAndMidnight() throws IOException {
        new BlockWriter(MONDAY)
                .chunk(labels("up"), samples(-5, -1, 1))
                .chunk(labels("m", "path", "/old"), samples(-5, -1, 1))
                .chunk(labels("m", "path", "/ends"), sample(-5, 1), sample(-4, 1), stale(-3))
                .chunk(labels("m", "path", "/last"), samples(-2, -1, 1))
                .write(folder);
        new BlockWriter(TUESDAY)
                .chunk(labels("up"), samples(0, 4, 1))
                .chunk(labels("m", "path", "/old"), samples(0, 4, 1))
                // The mark of a series that ended with the block before is alone in this one.
                .chunk(labels("m", "path", "/last"), stale(0))
                .chunk(labels("m", "path", "/new"), samples(2, 4, 1))
                .write(folder);
        Map<String, CollectedRows> days = read(list());
        assertThat(told(days.get("2026-11-16 a-1")))
                .containsExactly("m {path=/ends} -5--4 2", "m {path=/last} -2--1 2", "m {path=/old} -5--1 5");
        CollectedRows tuesday = days.get("2026-11-17 a-1");
        assertThat(told(tuesday)).containsExactly("m {path=/new} 2-4 3", "m {path=/old} 0-4 5");
        assertThat(tuesday.scrapes).extracting(row -> row.body().births()).containsExactly(0L, 0L, 1L, 0L, 0L);
        assertThat(tuesday.scrapes).extracting(ScrapeRow::file).containsOnly(TUESDAY);
    }

    @Test
    void aSeriesThatComesBackLivesAgainAndAFailedScrapeEndsNothing() throws IOException {
        new BlockWriter(TUESDAY)
                .chunk(labels("up"), sample(0, 1), sample(1, 1), sample(2, 0), sample(3, 1), sample(4, 1), sample(5, 1))
                .chunk(labels("steady"), sample(0, 1), sample(1, 1), stale(2), sample(3, 1), sample(4, 1), sample(5, 1))
                .chunk(labels("blinks"), sample(0, 1), stale(1), sample(4, 1), sample(5, 1))
                .write(folder);
        CollectedRows rows = read(list()).get("2026-11-17 a-1");
        assertThat(told(rows)).containsExactly("blinks {} 0-5 3", "steady {} 0-5 5");
        assertThat(rows.scrapes.get(2).status()).isEqualTo(ScrapeRow.REJECTED);
        assertThat(rows.scrapes).extracting(ScrapeRow::restart).containsOnlyNulls();
    }

    @Test
    void aNewProcessIsToldByItsStart() throws IOException {
        new BlockWriter(TUESDAY)
                .chunk(labels("up"), samples(0, 3, 1))
                .chunk(
                        labels("process_start_time_seconds"),
                        sample(0, 1000),
                        sample(1, 1000),
                        sample(2, 2000),
                        sample(3, 2000))
                .chunk(labels("m"), samples(0, 3, 1))
                .write(folder);
        CollectedRows rows = read(list()).get("2026-11-17 a-1");
        assertThat(rows.scrapes).extracting(ScrapeRow::restart).containsExactly(null, null, "process-start", null);
        assertThat(told(rows)).contains("m {} 0-1 2", "m {} 2-3 2");
    }

    /** Times of the target's own, and the zero that a server puts where a counter began. */
    @Test
    void timesBesideScrapesAreLaidToTheNextOneAndMadeUpZerosToNone() throws IOException {
        new BlockWriter(TUESDAY)
                .chunk(labels("up"), samples(10, 13, 1))
                .chunk(labels("own_time"), new long[] {at(10) - 20_000, 1}, new long[] {at(11) - 20_000, 1})
                .chunk(labels("requests_total"), new long[] {at(11) - 7_000, 0}, sample(12, 5), sample(13, 6))
                .write(folder);
        assertThat(told(read(list()).get("2026-11-17 a-1")))
                .containsExactly("own_time {} 10-11 2", "requests_total {} 12-13 2");
    }

    /** Of a native histogram first and last time are known; the last is a mark where the target was scraped later. */
    @Test
    void chunksThatCannotBeDecodedCountByTheirEnds() throws IOException {
        byte[] histogram = {0, 3, 0};
        new BlockWriter(TUESDAY)
                .chunk(labels("up"), samples(0, 5, 1))
                .chunk(labels("gone"), 2, at(1), at(3), histogram)
                .chunk(labels("alive"), 2, at(1), at(3), histogram)
                .chunk(labels("alive"), 2, at(4), at(5), histogram)
                .write(folder);
        CollectedRows rows = read(list()).get("2026-11-17 a-1");
        assertThat(told(rows)).containsExactly("alive {} 1-5 5", "gone {} 1-2 2");
        assertThat(rows.leftOut)
                .singleElement()
                .asString()
                .startsWith("3 chunks of series, of which only first and last time are known: ");
    }

    @Test
    void thePortsOfAContainerAreOneTarget() throws IOException {
        BlockWriter writer =
                new BlockWriter(TUESDAY).chunk(labels("up"), samples(0, 4, 1)).chunk(labels("m"), samples(0, 4, 1));
        String[] port = {"instance", "10.0.0.1:81", "job", "agent"};
        long[][] late = samples(0, 3, 1);
        for (long[] sample : late) {
            sample[0] += 20_000;
        }
        writer.chunk(labels("up", port), late).chunk(labels("agent", port), late);
        writer.write(folder);
        Map<String, CollectedRows> days = read(list());
        assertThat(days).containsOnlyKeys("2026-11-17 a-1");
        assertThat(days.get("2026-11-17 a-1").scrapes).hasSize(5);
        assertThat(told(days.get("2026-11-17 a-1"))).containsExactly("agent {} 1-4 4", "m {} 0-4 5");
    }

    @Test
    void typesAreReadOffTheSeries() throws IOException {
        BlockWriter writer = new BlockWriter(TUESDAY).chunk(labels("up"), samples(0, 1, 1));
        for (String suffix : List.of("_sum", "_count")) {
            writer.chunk(labels("took_seconds" + suffix), samples(0, 1, 1));
            writer.chunk(labels("size" + suffix), samples(0, 1, 1));
        }
        writer.chunk(labels("took_seconds_bucket", "le", "+Inf"), samples(0, 1, 1));
        writer.chunk(labels("size", "quantile", "0.5"), samples(0, 1, 1));
        writer.chunk(labels("alone_bucket", "le", "1"), samples(0, 1, 1));
        writer.write(folder);
        assertThat(read(list()).get("2026-11-17 a-1").series)
                .extracting(row -> row.metric() + " " + row.type())
                .containsExactlyInAnyOrder(
                        "took_seconds_sum histogram",
                        "took_seconds_count histogram",
                        "took_seconds_bucket histogram",
                        "size_sum summary",
                        "size_count summary",
                        "size summary",
                        "alone_bucket unknown");
    }

    @Test
    void whatIsLeftOutIsTold() throws IOException {
        new BlockWriter(TUESDAY)
                .chunk(labels("up"), samples(0, 1, 1))
                .chunk(labels("m"), samples(0, 1, 1))
                .chunk(Map.of("__name__", "pushed", "job", "batch"), samples(0, 1, 1))
                .write(folder);
        Path bad =
                new BlockWriter(MONDAY).chunk(labels("up"), samples(-5, -1, 1)).write(folder);
        byte[] index = Files.readAllBytes(bad.resolve("index"));
        // The table of contents has the place of the series second; the first entry is the next that is aligned.
        int series = (int) ByteBuffer.wrap(index).getLong(index.length - 52 + Long.BYTES);
        index[(series + 15) / 16 * 16 + 3] ^= 1;
        Files.write(bad.resolve("index"), index);
        Archive archive = list();
        assertThat(read(archive)).containsOnlyKeys("2026-11-17 a-1");
        assertThat(archive.unread())
                .hasSize(2)
                .contains(new UnreadRow(
                        folder.toString(),
                        null,
                        "1 series of no target that this server scraped: of recording rules, or written, pushed or federated into it",
                        1));
        assertThat(archive.unread())
                .filteredOn(row -> row.file().equals(bad.toString()))
                .extracting(UnreadRow::reason)
                .singleElement()
                .asString()
                .endsWith("series entry with a wrong checksum");
    }

    @Test
    void foldersOfNothingAreRefused() throws IOException {
        assertThatThrownBy(this::list)
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("environment prod: path " + folder + " holds no block of Prometheus");
        new BlockWriter(TUESDAY)
                .chunk(Map.of("__name__", "m"), samples(0, 1, 1))
                .write(folder);
        assertThatThrownBy(this::list).hasMessageEndingWith("has no series up: nothing was scraped into it");
        TsdbSource none = new TsdbSource("prod", "a\0b", SubjectLabels.DEFAULT);
        assertThatThrownBy(none::check)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageEndingWith("is no path");
        new TsdbSource("prod", "s3a://bucket/prod", SubjectLabels.DEFAULT).check();
    }
}
