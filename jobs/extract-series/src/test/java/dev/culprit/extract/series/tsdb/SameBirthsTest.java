package dev.culprit.extract.series.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.CollectedRows;
import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.text.TargetReader;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A minute of two pods, kept as bodies by their server and as a block by Prometheus, which scraped them too. */
final class SameBirthsTest {
    private static final Path BODIES = Path.of("../scrapes/src/test/resources/corpus/e2e-istio");
    private static final String BLOCK = "../tsdb/src/test/resources/blocks/istio";
    /** A body is kept when it has been written; the scrape has the time at which it was due. */
    private static final Duration LATE = Duration.ofMillis(60);

    private static final Map<String, CollectedRows> BY_POD = new HashMap<>();

    @BeforeAll
    static void readTheBlock() {
        TsdbSource source = new TsdbSource("prod", BLOCK, SubjectLabels.DEFAULT);
        source.check();
        Archive archive = source.list(new Configuration(false));
        Period period = new Period(Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(archive.first()).isEqualTo(Instant.ofEpochMilli(1795418611110L));
        for (TargetDay day :
                archive.days(period).values().stream().flatMap(List::stream).toList()) {
            CollectedRows rows = new CollectedRows();
            day.read(rows, new Configuration(false));
            BY_POD.put(day.target().pod(), rows);
        }
        assertThat(archive.unread()).isEmpty();
    }

    private static CollectedRows ofBodies(String pod) throws IOException {
        CollectedRows rows = new CollectedRows();
        TargetReader reader = new TargetReader(
                new Container("prod", null, "default", null, pod, "istio-proxy"), ScanLimits.DEFAULT, false, rows);
        try (Stream<Path> files = Files.list(BODIES.resolve(pod))) {
            for (Path path : files.sorted().toList()) {
                String name = path.getFileName().toString();
                reader.read(
                        Instant.ofEpochMilli(Long.parseLong(name.replace(".prom.gz", ""))),
                        name,
                        new ByteArrayInputStream(Files.readAllBytes(path)));
            }
        }
        reader.finish();
        return rows;
    }

    private record Key(long series, int lifetime) {}

    /** Each series in each of its lifetimes. */
    private static Map<Key, SeriesRow> byLifetime(List<SeriesRow> rows) {
        Map<Key, SeriesRow> lifetimes = new HashMap<>();
        for (SeriesRow row : rows) {
            int lifetime = 0;
            while (lifetimes.containsKey(new Key(row.seriesId(), lifetime))) {
                lifetime++;
            }
            lifetimes.put(new Key(row.seriesId(), lifetime), row);
        }
        return lifetimes;
    }

    private static void assertSame(String pod, String podOfTheBlock) throws IOException {
        CollectedRows bodies = ofBodies(pod);
        CollectedRows block = BY_POD.get(podOfTheBlock);
        List<ScrapeRow> read = block.scrapes.stream()
                .filter(row -> row.status().equals(ScrapeRow.OK))
                .toList();
        assertThat(read).hasSameSizeAs(bodies.scrapes);
        for (int i = 0; i < bodies.scrapes.size(); i++) {
            ScrapeRow expected = bodies.scrapes.get(i);
            ScrapeRow found = read.get(i);
            assertThat(Duration.between(found.time(), expected.time())).isBetween(Duration.ofMillis(-1), LATE);
            assertThat(found.body().births()).isEqualTo(expected.body().births());
            assertThat(found.body().series()).isEqualTo(expected.body().series());
            assertThat(found.restart()).isEqualTo(expected.restart());
            assertThat(found.processStart()).isEqualTo(expected.processStart());
        }
        Map<Key, SeriesRow> expected = byLifetime(bodies.series);
        Map<Key, SeriesRow> found = byLifetime(block.series);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((key, row) -> {
            SeriesRow same = expected.get(key);
            assertThat(row.metric()).isEqualTo(same.metric());
            assertThat(row.labels()).isEqualTo(same.labels());
            assertThat(row.scrapes()).isEqualTo(same.scrapes());
            assertThat(Duration.between(row.firstSeen(), same.firstSeen())).isBetween(Duration.ofMillis(-1), LATE);
            assertThat(Duration.between(row.lastSeen(), same.lastSeen())).isBetween(Duration.ofMillis(-1), LATE);
        });
    }

    @Test
    void ofAPodThatRestarts() throws IOException {
        assertSame("pod-a", "mongodb-v1-abc");
        assertThat(BY_POD.get("mongodb-v1-abc").scrapes)
                .extracting(ScrapeRow::restart)
                .contains("series-vanished");
    }

    @Test
    void ofAPodThatIsGoneHalfWay() throws IOException {
        assertSame("pod-b", "mongodb-v1-def");
        assertThat(BY_POD.get("mongodb-v1-def").scrapes)
                .filteredOn(row -> row.status().equals(ScrapeRow.REJECTED))
                .hasSize(25)
                .allSatisfy(row -> assertThat(row.reason()).startsWith("up is 0"));
    }

    /** What the snapshot holds besides are up and what else the server says of its scrapes, five series a target. */
    @Test
    void everySeriesOfTheTableIsThere() {
        assertThat(BY_POD.values().stream()
                        .mapToLong(rows -> rows.series.stream()
                                .map(SeriesRow::seriesId)
                                .distinct()
                                .count())
                        .sum())
                .isEqualTo(3363);
    }
}
