package dev.culprit.extract.series.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.CollectedRows;
import dev.culprit.model.Period;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.tsdb.BlockChoice;
import dev.culprit.tsdb.BlockLayouts;
import dev.culprit.tsdb.block.BlockWriter;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A block's samples in the layouts of buckets, replicated, overlapping and split: the same births as in the block. */
final class BucketBirthsTest {
    private static final Path BLOCK = Path.of("../tsdb/src/test/resources/blocks/istio/01M83MN7MW24S662Y3857DEG6G");
    private static final Period DAY =
            new Period(Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-24T00:00:00Z"));

    @TempDir
    private Path folder;

    private static Map<String, CollectedRows> read(TsdbSource source, Period period) {
        Map<String, CollectedRows> byPod = new HashMap<>();
        Archive archive = source.list(new Configuration(false));
        for (TargetDay day :
                archive.days(period).values().stream().flatMap(List::stream).toList()) {
            CollectedRows rows = new CollectedRows();
            day.read(rows, new Configuration(false));
            byPod.put(day.target().pod() + " of " + day.target().cluster(), rows);
        }
        return byPod;
    }

    private static TsdbSource source(Path path) {
        return new TsdbSource("prod", path.toString(), SubjectLabels.DEFAULT);
    }

    /** All that does not hang on where the samples are. */
    private static List<String> told(CollectedRows rows) {
        List<String> told = new ArrayList<>();
        for (SeriesRow row : rows.series) {
            told.add("%d %s %s %s %s %d"
                    .formatted(
                            row.seriesId(),
                            row.metric(),
                            row.labels(),
                            row.firstSeen(),
                            row.lastSeen(),
                            row.scrapes()));
        }
        for (ScrapeRow row : rows.scrapes) {
            told.add("%s %s %d %d %s"
                    .formatted(
                            row.time(),
                            row.status(),
                            row.body().births(),
                            row.body().series(),
                            row.restart()));
        }
        return told.stream().sorted().toList();
    }

    private static void assertSame(Map<String, CollectedRows> found, String cluster) {
        Map<String, CollectedRows> plain = read(source(BLOCK), DAY);
        assertThat(found).hasSameSizeAs(plain);
        plain.forEach((pod, rows) ->
                assertThat(told(found.get(pod.replace("null", cluster)))).isEqualTo(told(rows)));
        assertThat(found.values().stream()
                        .mapToLong(rows -> rows.series.stream()
                                .map(SeriesRow::seriesId)
                                .distinct()
                                .count())
                        .sum())
                .isEqualTo(3363);
    }

    @Test
    void ofReplicasThatOverlap() throws IOException {
        Path bucket = BlockLayouts.thanos(BLOCK, folder.resolve("bucket"));
        assertSame(read(source(bucket), DAY), "eu");
        assertThat(source(bucket).list(new Configuration(false)).unread())
                .extracting(UnreadRow::reason)
                .hasSize(4)
                .contains("marked for deletion");
    }

    @Test
    void ofATenantsShardsAndCopies() throws IOException {
        Path bucket = BlockLayouts.mimir(BLOCK, folder.resolve("bucket"), "team-a", "team-b");
        assertSame(read(source(bucket.resolve("team-a")), DAY), "null");
    }

    private static Map<String, String> labels(String metric, String path) {
        return Map.of(
                "__name__",
                metric,
                "job",
                "web",
                "instance",
                "10.0.0.1:80",
                "namespace",
                "web",
                "pod",
                "a",
                "path",
                path);
    }

    private static long[][] minutes(int from, int to, long offsetMillis) {
        long[][] samples = new long[to - from + 1][];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = new long[] {
                Instant.parse("2026-11-23T10:00:00Z").toEpochMilli() + (from + i) * 60_000L + offsetMillis,
                Double.doubleToRawLongBits(1)
            };
        }
        return samples;
    }

    private void replica(String ulid, String name, String cluster, int from, int to, long offset) throws IOException {
        Map<String, String> up = new HashMap<>(labels("up", ""));
        up.remove("path");
        new BlockWriter(ulid)
                .meta("\"thanos\": {\"labels\": {\"cluster\": \"%s\", \"pair\": \"%s\"}}".formatted(cluster, name))
                .chunk(up, minutes(from, to, offset))
                .chunk(labels("m", "/old"), minutes(from, to, offset))
                .chunk(labels("m", "/new"), minutes(Math.max(from, 5), to, offset))
                .write(folder);
    }

    /** Each replica scrapes at moments of its own, and the first is down for a while: the second, which scraped more, sets the pace. */
    @Test
    void ofReplicasOfWhichOneIsDownForAWhile() throws IOException {
        replica(BlockLayouts.FIRST, "a", "eu", 0, 6, 0);
        replica(BlockLayouts.SECOND, "b", "eu", 0, 30, 20_000);
        replica(BlockLayouts.TO_BE_DELETED, "a", "eu", 20, 30, 0);
        TsdbSource source = new TsdbSource(
                "prod", folder.toString(), SubjectLabels.DEFAULT, null, new BlockChoice(Map.of(), List.of("pair")));
        CollectedRows rows = read(source, DAY).get("a of eu");
        assertThat(rows.series)
                .extracting(row -> row.labels() + " from " + row.firstSeen() + " to " + row.lastSeen())
                .containsExactlyInAnyOrder(
                        "{path=/old} from 2026-11-23T10:00:20Z to 2026-11-23T10:30:20Z",
                        "{path=/new} from 2026-11-23T10:05:20Z to 2026-11-23T10:30:20Z");
        assertThat(rows.scrapes).extracting(ScrapeRow::restart).containsOnlyNulls();
        assertThat(rows.scrapes.stream()
                        .skip(1)
                        .mapToLong(row -> row.body().births())
                        .sum())
                .isEqualTo(1);
    }

    /** This machine's files, as those of another. */
    public static final class Elsewhere extends RawLocalFileSystem {
        @Override
        public URI getUri() {
            return URI.create("elsewhere:///");
        }
    }

    /** Of a bucket what is opened is the period's; what of it does not count is told, though nothing is opened. */
    @Test
    void whyAPeriodIsEmptyIsTold() throws IOException {
        replica(BlockLayouts.FIRST, "a", "eu", 0, 10, 0);
        new BlockWriter(BlockLayouts.DOWNSAMPLED)
                .meta("\"thanos\": {\"labels\": {}, \"downsample\": {\"resolution\": 300000}}")
                .chunk(labels("m", "/"), minutes(7 * 24 * 60, 7 * 24 * 60 + 5, 0))
                .write(folder);
        Configuration hadoop = new Configuration(false);
        hadoop.set("fs.elsewhere.impl", Elsewhere.class.getName());
        Archive archive = new TsdbSource("prod", "elsewhere://" + folder, SubjectLabels.DEFAULT).list(hadoop);
        Instant after = Instant.parse("2026-11-30T00:00:00Z");
        for (int times = 0; times < 2; times++) {
            assertThat(archive.days(new Period(after, after.plusSeconds(86_400))))
                    .isEmpty();
            assertThat(archive.unread())
                    .extracting(UnreadRow::reason)
                    .containsExactly("downsampled to 300 s: births in it are too coarse, give the raw blocks");
        }
    }

    /** Two clusters whose pods have the same names are two targets, or two environments. */
    @Test
    void ofTwoClustersInOneBucket() throws IOException {
        replica(BlockLayouts.FIRST, "a", "eu", 0, 10, 0);
        replica(BlockLayouts.SECOND, "a", "us", 0, 20, 0);
        assertThat(read(source(folder), DAY).keySet()).containsExactlyInAnyOrder("a of eu", "a of us");
        TsdbSource us = new TsdbSource(
                "us",
                folder.toString(),
                SubjectLabels.DEFAULT,
                null,
                new BlockChoice(Map.of("cluster", "us"), BlockChoice.REPLICA_LABELS));
        Map<String, CollectedRows> chosen = read(us, DAY);
        assertThat(chosen.keySet()).containsExactly("a of us");
        assertThat(chosen.get("a of us").scrapes).hasSize(21);
    }
}
