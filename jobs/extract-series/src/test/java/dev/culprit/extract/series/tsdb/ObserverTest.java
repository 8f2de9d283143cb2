package dev.culprit.extract.series.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.CollectedRows;
import dev.culprit.model.Period;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.tsdb.BlockChoice;
import dev.culprit.tsdb.block.BlockWriter;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets that keep what others show. A scrape a minute of the server, of the others one in two. */
final class ObserverTest {
    private static final String ULID = "01JWS713P2E4MQW7T643GYGD6B";
    private static final Instant MIDNIGHT = Instant.parse("2026-11-17T00:00:00Z");
    private static final Period DAY = new Period(MIDNIGHT, MIDNIGHT.plusSeconds(86_400));
    private static final long STALE = 0x7ff0000000000002L;

    @TempDir
    private Path folder;

    private final BlockWriter writer = new BlockWriter(ULID);

    private static Map<String, String> labels(String metric, String job, String... pairs) {
        Map<String, String> labels = new HashMap<>(
                Map.of("__name__", metric, "job", job, "instance", job + ":80", "namespace", "n", "pod", job + "-0"));
        labels.put("container", job);
        for (int i = 0; i < pairs.length; i += 2) {
            labels.put(pairs[i], pairs[i + 1]);
        }
        return labels;
    }

    private void series(Map<String, String> labels, int from, int to, int step, double value) {
        long[][] samples = new long[(to - from) / step + 1][];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = new long[] {
                MIDNIGHT.plusSeconds(60L * (from + i * step)).toEpochMilli(), Double.doubleToRawLongBits(value)
            };
        }
        writer.chunk(labels, samples);
    }

    private Archive list(@Nullable List<String> observers) throws IOException {
        writer.write(folder);
        return new TsdbSource("prod", folder.toString(), SubjectLabels.DEFAULT, observers, BlockChoice.ALL)
                .list(new Configuration(false));
    }

    private static CollectedRows read(Archive archive, String pod) {
        CollectedRows rows = new CollectedRows();
        for (TargetDay target : archive.days(DAY).values().iterator().next()) {
            if (target.target().pod().equals(pod)) {
                target.read(rows, new Configuration(false));
            }
        }
        return rows;
    }

    private void server(String job) {
        series(labels("up", job), 0, 20, 1, 1);
        series(labels("prometheus_tsdb_head_series", job), 0, 20, 1, 7);
        series(labels("process_start_time_seconds", job), 0, 20, 1, 1_700_000_000);
    }

    private void shop() {
        series(labels("up", "shop"), 1, 19, 2, 1);
        series(labels("requests_total", "shop", "path", "/old"), 1, 19, 2, 5);
        series(labels("requests_total", "shop", "path", "/new"), 9, 19, 2, 5);
        series(labels("process_start_time_seconds", "shop"), 1, 19, 2, 1_600_000_000);
    }

    /** {@code metric labels first-last scrapes}, times in minutes from midnight, without what the scraper adds to each series. */
    private static List<String> told(CollectedRows rows) {
        return rows.series.stream()
                .map(row -> {
                    Map<String, String> labels = new HashMap<>(row.labels());
                    labels.keySet().removeAll(List.of("job", "instance", "namespace", "pod", "container"));
                    return "%s %s %d-%d %d"
                            .formatted(
                                    row.metric(),
                                    labels,
                                    (row.firstSeen().getEpochSecond() - MIDNIGHT.getEpochSecond()) / 60,
                                    (row.lastSeen().getEpochSecond() - MIDNIGHT.getEpochSecond()) / 60,
                                    row.scrapes());
                })
                .sorted()
                .toList();
    }

    @Test
    void aServerKeepsWhatItsTargetsShow() throws IOException {
        server("prometheus");
        shop();
        Archive archive = list(null);
        CollectedRows rows = read(archive, "prometheus-0");
        // Shown between two of its samples too: what the server keeps it keeps all the time.
        assertThat(told(rows))
                .containsExactly(
                        "process_start_time_seconds {} 0-20 21",
                        "prometheus_tsdb_head_series {} 0-20 21",
                        "shop:process_start_time_seconds {} 1-19 19",
                        "shop:requests_total {path=/new} 9-19 11",
                        "shop:requests_total {path=/old} 1-19 19");
        assertThat(rows.series)
                .filteredOn(row -> row.metric().startsWith("shop:"))
                .allSatisfy(row -> {
                    assertThat(row.labels()).containsEntry("job", "shop").containsEntry("instance", "shop:80");
                    assertThat(row.container().pod()).isEqualTo("prometheus-0");
                    assertThat(row.processStart()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
                });
        assertThat(rows.scrapes.get(9).body().births()).isEqualTo(1);
        assertThat(rows.scrapes.stream()
                        .skip(2)
                        .mapToLong(row -> row.body().births())
                        .sum())
                .isEqualTo(1);
        assertThat(told(read(archive, "shop-0")))
                .as("the target's own rows are as without an observer")
                .contains("requests_total {path=/new} 9-19 6")
                .noneMatch(row -> row.contains("prometheus"));
        assertThat(archive.unread()).isEmpty();
    }

    @Test
    void othersRestartsAreNoneOfTheServers() throws IOException {
        server("prometheus");
        series(labels("up", "shop"), 0, 20, 1, 1);
        for (int i = 0; i < 50; i++) {
            Map<String, String> labels = labels("requests_total", "shop", "path", "/" + i);
            series(labels, 0, 9, 1, 100);
            series(labels, 10, 20, 1, 1);
        }
        CollectedRows rows = read(list(null), "prometheus-0");
        assertThat(rows.scrapes).extracting(ScrapeRow::restart).containsOnlyNulls();
        assertThat(rows.families)
                .filteredOn(row -> row.metric().startsWith("shop:"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.valueSum()).isNull());
    }

    @Test
    void aSeriesIsForgottenAfterTwoHours() throws IOException {
        series(labels("up", "prometheus"), 0, 600, 1, 1);
        series(labels("prometheus_tsdb_head_series", "prometheus"), 0, 600, 1, 7);
        series(labels("up", "shop"), 0, 600, 1, 1);
        series(labels("pauses", "shop"), 0, 60, 1, 1);
        series(labels("pauses", "shop"), 150, 200, 1, 1);
        series(labels("ends", "shop"), 0, 60, 1, 1);
        writer.chunk(
                labels("ends", "shop"), new long[] {MIDNIGHT.plusSeconds(3_660).toEpochMilli(), STALE});
        series(labels("ends", "shop"), 190, 200, 1, 1);
        CollectedRows rows = read(list(null), "prometheus-0");
        assertThat(told(rows)).contains("shop:pauses {} 0-200 201", "shop:ends {} 0-200 72");
    }

    @Test
    void ofSeveralServersOneMustBeNamed() throws IOException {
        server("one");
        server("two");
        shop();
        Archive silent = list(null);
        assertThat(silent.unread())
                .extracting(UnreadRow::reason)
                .containsExactly(
                        "several Prometheus servers are scraped (n/one-0/one, n/two-0/two): name that whose data this"
                                + " is by prometheus.observers");
        assertThat(told(read(silent, "one-0"))).noneMatch(row -> row.contains("shop:"));
        Archive named = list(List.of("n/two-*/*", "n/three/x"));
        assertThat(told(read(named, "two-0"))).anyMatch(row -> row.contains("shop:"));
        assertThat(told(read(named, "one-0"))).noneMatch(row -> row.contains("shop:"));
        assertThat(named.unread())
                .extracting(UnreadRow::reason)
                .containsExactly("no target is called n/three/x, an observer");
        assertThat(told(read(list(List.of()), "one-0"))).noneMatch(row -> row.contains("shop:"));
    }
}
