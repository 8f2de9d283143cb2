package dev.culprit.extract.series.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.CollectedRows;
import dev.culprit.model.FloatLabel;
import dev.culprit.model.Period;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A minute of two pods, as their servers' own tools write it out: the same first and last sights as in the bodies. */
final class ExportedBirthsTest {
    private static final Path EXPORTS = Path.of("src/test/resources/exports");
    private static final Period DAY =
            new Period(Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-24T00:00:00Z"));
    private static final String LAST_LABEL = "source_workload_namespace";
    private static final int SERIES = 3363;
    /** A body is kept when it has been written; the scrape has the time at which it was due. */
    private static final long LATE = 60;

    private static final Map<String, String> PODS = Map.of("mongodb-v1-abc", "pod-a", "mongodb-v1-def", "pod-b");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern DUMPED = Pattern.compile("\\{__name__=\"([^\"]+)\"(?:, )?(.*)} (\\S+) (\\d+)(\\d{3})");

    @TempDir
    private Path folder;

    /** In milliseconds since 1970. */
    private record Sights(long first, long last, long scrapes) {
        static Sights of(SeriesRow row) {
            return new Sights(row.firstSeen().toEpochMilli(), row.lastSeen().toEpochMilli(), row.scrapes());
        }

        Sights and(Sights other) {
            return new Sights(Math.min(first, other.first), Math.max(last, other.last), scrapes + other.scrapes);
        }
    }

    private static Map<String, Sights> expected(String scraper) throws IOException {
        Map<String, Sights> expected = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(EXPORTS.resolve("sights.tsv.gz"))), StandardCharsets.UTF_8))) {
            lines.lines()
                    .skip(1)
                    .map(line -> line.split("\t"))
                    .filter(cells -> cells[0].equals(scraper))
                    .forEach(cells -> expected.put(
                            cells[1] + " " + sorted(cells[2]),
                            new Sights(Long.parseLong(cells[3]), Long.parseLong(cells[4]), Long.parseLong(cells[5]))));
        }
        assertThat(expected).hasSize(SERIES);
        return expected;
    }

    /** A body's text of a series with its labels in order, and without those that are empty. */
    private static String sorted(String series) {
        Matcher label = LABEL.matcher(series);
        Map<String, String> labels = new TreeMap<>();
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        labels.values().removeIf(String::isEmpty);
        labels.computeIfPresent("le", (name, bound) -> FloatLabel.canonical(bound));
        return series.replaceFirst("\\{.*", "") + labels;
    }

    private static Map<String, Sights> found(Path export) {
        TsdbSource source = new TsdbSource("prod", export.toString(), SubjectLabels.DEFAULT);
        source.check();
        Archive archive = source.list(new Configuration(false));
        Map<String, Sights> found = new HashMap<>();
        for (TargetDay day :
                archive.days(DAY).values().stream().flatMap(List::stream).toList()) {
            CollectedRows rows = new CollectedRows();
            day.read(rows, new Configuration(false));
            rows.series.forEach(row -> found.merge(
                    PODS.get(row.container().pod()) + " " + row.metric() + new TreeMap<>(row.labels()),
                    Sights.of(row),
                    Sights::and));
        }
        assertThat(archive.unread()).isEmpty();
        return found;
    }

    private static void assertSame(Map<String, Sights> found, Map<String, Sights> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((series, sights) -> {
            Sights same = expected.get(series);
            assertThat(same.first() - sights.first()).as(series).isBetween(-1L, LATE);
            assertThat(same.last() - sights.last()).as(series).isBetween(-1L, LATE);
            assertThat(sights.scrapes()).as(series).isEqualTo(same.scrapes());
        });
    }

    @Test
    void ofPromtoolsDump() throws IOException {
        assertSame(found(EXPORTS.resolve("promtool-dump.txt.zst")), expected("prom"));
    }

    @Test
    void ofItsDumpAsOpenMetrics() throws IOException {
        StringBuilder lines = new StringBuilder();
        try (InputStream dump =
                new ZstdInputStreamNoFinalizer(Files.newInputStream(EXPORTS.resolve("promtool-dump.txt.zst")))) {
            new String(dump.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                Matcher dumped = DUMPED.matcher(line);
                assertThat(dumped.matches()).as(line).isTrue();
                lines.append("%s{%s} %s %s.%s%n"
                        .formatted(
                                dumped.group(1),
                                dumped.group(2).replace("\", ", "\","),
                                dumped.group(3),
                                dumped.group(4),
                                dumped.group(5)));
            });
        }
        Path file = Files.writeString(folder.resolve("metrics.openmetrics"), lines + "# EOF\n");
        assertSame(found(file), expected("prom"));
    }

    @Test
    void ofVictoriaMetricsExportInAFolder() throws IOException {
        Files.copy(EXPORTS.resolve("vm-export.jsonl.gz"), folder.resolve("export.gz"));
        Files.writeString(folder.resolve("README"), "How this was made.\n");
        // The server keeps 30 labels of a series and drops the others (-maxLabelsPerTimeseries): the last by name,
        // where it added its own.
        assertSame(without(LAST_LABEL, found(folder)), without(LAST_LABEL, expected("vm")));
    }

    private static Map<String, Sights> without(String label, Map<String, Sights> sights) {
        Map<String, Sights> others = new HashMap<>();
        sights.forEach((series, seen) -> others.put(series.replaceFirst(", " + label + "=[^,}]*", ""), seen));
        assertThat(others).hasSize(SERIES);
        return others;
    }
}
