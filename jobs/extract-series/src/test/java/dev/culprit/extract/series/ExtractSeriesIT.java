package dev.culprit.extract.series;

import static dev.culprit.scrapefiles.ScrapeReading.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.luben.zstd.Zstd;
import dev.culprit.extract.series.text.ScrapeSource;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.JobSummary;
import dev.culprit.model.Period;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.scrapefiles.ScrapeFolder;
import dev.culprit.scrapefiles.ScrapeReading;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.TargetLabels;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class ExtractSeriesIT extends SmallArchives {
    @Test
    void filesOfAllKindsBecomeTables() throws IOException {
        scrape("shop-1", "2026-11-16T10-00-00Z", plain(body(1000, 3)));
        scrape("shop-1", "2026-11-16T10:20:00Z", gzip(body(1000, 4)));
        scrape("shop-1", "20261116T104000Z", Zstd.compress(plain(body(1000, 6))));
        byte[] whole = gzip(body(1000, 7));
        scrape("shop-1", "2026-11-16T11-00-00Z", Arrays.copyOf(whole, 5));
        scrape("shop-1", "2026-11-16T11-20-00Z", plain(body(1000, 7) + "hits_total{host=\"h"));
        scrape("shop-1", "2026-11-16T11-40-00Z", new byte[] {0, 1, 2, (byte) 0xff, 10, 7});
        scrape("shop-2", "1794837600000", gzip(body(1500, 2)));
        archive("prod", "README", plain("not a scrape"));
        archive("prod", "namespace=web/pod=shop-1/container=proxy/yesterday.prom", plain("up 1\n"));

        JobSummary summary = run(WEEK, prod());

        assertThat(summary)
                .hasToString("extract-series: 7 scrapes, 1 partial, 2 rejected, 2 unmatched files, 2 targets, 11 series"
                        + " rows");
        List<ScrapeRow> scrapes = rows(Table.SCRAPES, MONDAY);
        assertThat(scrapes)
                .extracting(
                        row -> row.container().pod(),
                        row -> row.time().toString(),
                        ScrapeRow::status,
                        row -> row.body().series(),
                        row -> row.body().births())
                .containsExactly(
                        tuple("shop-1", "2026-11-16T10:00:00Z", "ok", 4L, 0L),
                        tuple("shop-1", "2026-11-16T10:20:00Z", "ok", 5L, 1L),
                        tuple("shop-1", "2026-11-16T10:40:00Z", "ok", 7L, 2L),
                        tuple("shop-1", "2026-11-16T11:00:00Z", "rejected", 0L, 0L),
                        tuple("shop-1", "2026-11-16T11:20:00Z", "partial", 8L, 1L),
                        tuple("shop-1", "2026-11-16T11:40:00Z", "rejected", 0L, 0L),
                        tuple("shop-2", "2026-11-16T14:00:00Z", "ok", 3L, 0L));
        assertThat(scrapes.get(1).file())
                .isEqualTo("namespace=web/pod=shop-1/container=proxy/2026-11-16T10:20:00Z.prom");
        assertThat(scrapes.get(3).reason()).isEqualTo("damaged: gzip data end early");
        assertThat(rows(Table.SERIES, MONDAY))
                .filteredOn(row -> row.labels().containsValue("h3.example.com"))
                .extracting(
                        row -> row.container().cluster(),
                        SeriesRow::type,
                        SeriesRow::labels,
                        row -> row.firstSeen().toString(),
                        SeriesRow::scrapes)
                .containsExactly(tuple(
                        "eks", "counter", Map.of("host", "h3.example.com", "le", "1"), "2026-11-16T10:20:00Z", 3L));
        assertThat(rows(Table.FAMILIES, MONDAY))
                .filteredOn(row -> row.metric().equals("hits_total"))
                .extracting(FamilyRow::valueSum)
                .containsExactly(3.0, 6.0, 15.0, 21.0, 1.0);
        assertThat(rows(Table.UNREAD_SCRAPES, WEEK.lastDay()))
                .containsExactly(
                        new UnreadRow("README", null, "path does not match the pattern", 1),
                        new UnreadRow(
                                "namespace=web/pod=shop-1/container=proxy/yesterday.prom",
                                null,
                                "path does not match the pattern",
                                1));
    }

    @Test
    void sparkReadsTheTables() throws IOException {
        scrape("shop-1", "2026-11-16T10-00-00Z", plain(body(1000, 3)));
        scrape("shop-1", "2026-11-17T10-00-00Z", plain(body(1000, 5)));
        run(WEEK, prod());
        List<Row> rows = spark.read()
                .parquet(folder.resolve("warehouse/series").toString())
                .where("labels['host'] = 'h1.example.com'")
                .selectExpr("environment", "cast(date as string)", "first_seen", "series_id")
                .orderBy("date")
                .collectAsList();
        assertThat(rows).extracting(row -> row.getString(0)).containsExactly("prod", "prod");
        assertThat(rows).extracting(row -> row.getString(1)).containsExactly("2026-11-16", "2026-11-17");
        assertThat(rows.get(0).getLong(3)).isEqualTo(rows.get(1).getLong(3));
    }

    @Test
    void aSecondRunLeavesTheSameBytes() throws IOException {
        for (int pod = 0; pod < 5; pod++) {
            scrape("shop-" + pod, "2026-11-16T10-00-00Z", gzip(body(1000 + pod, 50)));
            scrape("shop-" + pod, "2026-11-16T23-00-00Z", gzip(body(1000 + pod, 60)));
            scrape("shop-" + pod, "2026-11-17T10-00-00Z", gzip(body(3000, 70)));
        }
        run(WEEK, prod());
        Map<String, List<Byte>> first = warehouseFiles();
        run(WEEK, prod());
        assertThat(warehouseFiles()).isEqualTo(first);
        assertThat(first.keySet())
                .anyMatch(file ->
                        file.matches("series/environment=prod/date=2026-11-16/part-00000-[0-9a-f]{16}\\.parquet"))
                .noneMatch(file -> file.contains("staging") || file.contains("crc"));
    }

    private Map<String, List<Byte>> warehouseFiles() throws IOException {
        Path root = folder.resolve("warehouse");
        Map<String, List<Byte>> files = new TreeMap<>();
        try (Stream<Path> walked = Files.walk(root)) {
            for (Path file : walked.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/_commits/"))
                    .toList()) {
                byte[] content = Files.readAllBytes(file);
                files.put(root.relativize(file).toString(), new java.util.AbstractList<>() {
                    @Override
                    public Byte get(int index) {
                        return content[index];
                    }

                    @Override
                    public int size() {
                        return content.length;
                    }
                });
            }
        }
        return files;
    }

    @Test
    void anotherLayoutGivesTheSameRows() throws IOException {
        String[] times = {"2026-11-16T10-00-00Z", "2026-11-16T12-00-00Z", "2026-11-17T10-00-00Z"};
        for (int i = 0; i < times.length; i++) {
            Instant time = Instant.parse(times[i].replaceAll("T(..)-(..)-(..)", "T$1:$2:$3"));
            for (String pod : List.of("shop-1", "shop-2")) {
                byte[] content = gzip(body(1000, 10 + i));
                scrape(pod, times[i], content);
                archive("flat", "%s_%d.txt".formatted(pod, time.getEpochSecond()), content);
            }
        }
        run(WEEK, prod());
        List<List<?>> before = List.of(
                rows(Table.SCRAPES, MONDAY).stream()
                        .map(ExtractSeriesIT::withoutFile)
                        .toList(),
                rows(Table.SERIES, MONDAY),
                rows(Table.SERIES, TUESDAY),
                rows(Table.FAMILIES, TUESDAY));

        ScrapeSource flat = new ScrapeSource(new ScrapeFolder(
                "prod", folder.resolve("flat").toString(), "{pod}_{time}.txt", "eks", "web", null, "proxy", DEFAULT));
        run(WEEK, flat);

        assertThat(List.<List<?>>of(
                        rows(Table.SCRAPES, MONDAY).stream()
                                .map(ExtractSeriesIT::withoutFile)
                                .toList(),
                        rows(Table.SERIES, MONDAY),
                        rows(Table.SERIES, TUESDAY),
                        rows(Table.FAMILIES, TUESDAY)))
                .isEqualTo(before);
        assertThat(rows(Table.SCRAPES, MONDAY).get(0).file()).isEqualTo("shop-1_1794823200.txt");
    }

    private static List<Object> withoutFile(ScrapeRow row) {
        return Arrays.asList(
                row.container().pod(),
                row.time(),
                row.body().bytes(),
                row.body().samples(),
                row.body().series(),
                row.body().births(),
                row.processStart(),
                row.status());
    }

    /** The layout of {@code istioctl bug-report}, whose names tell no time. */
    @Test
    void membersOfATarAreFilesOfAFolder() throws Exception {
        for (String pod : List.of("shop-1", "shop-2")) {
            Path stats = folder.resolve("prod/bug-report/proxies/web/" + pod + "/stats/prometheus");
            Files.createDirectories(stats.getParent());
            Files.write(stats, plain(body(1000, 3)));
            Files.setLastModifiedTime(stats, FileTime.from(Instant.parse("2026-11-16T10:00:00Z")));
        }
        Process tar = new ProcessBuilder("tar", "-czf", "bug-report.tar.gz", "--remove-files", "bug-report")
                .directory(folder.resolve("prod").toFile())
                .start();
        assertThat(tar.waitFor()).isZero();
        byte[] whole = Files.readAllBytes(folder.resolve("prod/bug-report.tar.gz"));
        // Within a member: behind the last one there may be nothing but padding, and nothing is lost with that.
        archive("prod", "cut.tar.gz", Arrays.copyOf(whole, whole.length / 2));

        ScrapeReading modified = new ScrapeReading(true, false, TargetLabels.NONE, ScanLimits.DEFAULT);
        String pattern = "bug-report.tar.gz/{*}/proxies/{namespace}/{pod}/stats/prometheus";
        run(WEEK, source("prod", pattern, modified));

        assertThat(rows(Table.SCRAPES, MONDAY))
                .extracting(
                        row -> row.container().pod(),
                        row -> row.body().series(),
                        row -> row.time().toString(),
                        ScrapeRow::file)
                .containsExactly(
                        tuple("shop-1", 4L, "2026-11-16T10:00:00Z", fileInTar("shop-1")),
                        tuple("shop-2", 4L, "2026-11-16T10:00:00Z", fileInTar("shop-2")));
        assertThat(rows(Table.UNREAD_SCRAPES, WEEK.lastDay()))
                .extracting(UnreadRow::file, UnreadRow::reason)
                .contains(tuple("cut.tar.gz", "damaged: gzip data end early"));

        String inside = "bug-report/proxies/{namespace}/{pod}/stats/prometheus";
        assertThat(run(WEEK, source("prod/bug-report.tar.gz", inside, modified)).facts())
                .startsWith("2 scrapes");
        assertThatThrownBy(() -> run(WEEK, source("prod", "{*}/{pod}", DEFAULT)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("scrapes.time = modified");
    }

    private static String fileInTar(String pod) {
        return "bug-report.tar.gz/bug-report/proxies/web/" + pod + "/stats/prometheus";
    }

    private ScrapeSource source(String path, String pattern, ScrapeReading reading) {
        return new ScrapeSource(new ScrapeFolder(
                "prod", folder.resolve(path).toString(), pattern, "eks", "web", null, "istio-proxy", reading));
    }

    @Test
    void aLargeDayIsReadInSlicesToTheSameTables() throws IOException {
        for (int minute = 0; minute < 30; minute++) {
            double start = minute < 17 ? 1000 : 2000;
            scrape("shop-1", "2026-11-16T10-%02d-00Z".formatted(minute), gzip(body(start, 20 + minute % 13)));
        }
        run(WEEK, prod());
        List<List<?>> whole =
                List.of(rows(Table.SCRAPES, MONDAY), rows(Table.SERIES, MONDAY), rows(Table.FAMILIES, MONDAY));

        ExtractSeriesJob.run(context(), folder.resolve("sliced").toString(), List.of(prod()), WEEK, 500);

        Warehouse sliced = new Warehouse(folder.resolve("sliced").toString(), new Configuration());
        Partition monday = new Partition("prod", MONDAY);
        assertThat(List.<List<?>>of(
                        sliced.read(Table.SCRAPES, monday),
                        sliced.read(Table.SERIES, monday),
                        sliced.read(Table.FAMILIES, monday)))
                .isEqualTo(whole);
        assertThat(folder.resolve("sliced")).isDirectoryNotContaining("glob:**/.staging*");
    }

    @Test
    void labelsTellTheTargetsOfAFederatedBody() throws IOException {
        String body = "up{namespace=\"web\",pod=\"shop-1\"} 1\nup{namespace=\"web\",pod=\"shop-2\"} 1\nup 1\n";
        archive("prod", "1794837600.txt", plain(body));
        archive("prod", "1794841200.txt", plain(body));
        TargetLabels labels = new TargetLabels(null, "namespace", null, "pod", null);
        run(WEEK, source("prod", "{time}.txt", new ScrapeReading(false, false, labels, ScanLimits.DEFAULT)));
        assertThat(rows(Table.SERIES, MONDAY))
                .extracting(
                        row -> row.container().pod(),
                        row -> row.container().container(),
                        SeriesRow::labels,
                        SeriesRow::scrapes)
                .containsExactly(
                        tuple("shop-1", "istio-proxy", Map.of(), 2L), tuple("shop-2", "istio-proxy", Map.of(), 2L));
        assertThat(rows(Table.UNREAD_SCRAPES, WEEK.lastDay()))
                .containsExactly(new UnreadRow(
                        "1794837600.txt", null, "samples of this file and later ones that name no target", 2));
    }

    @Test
    void midnightIsNoBeginning() throws IOException {
        scrape("shop-1", "2026-11-15T23-50-00Z", plain(body(1000, 3)));
        scrape("shop-1", "2026-11-16T00-10-00Z", plain(body(1000, 5)));
        scrape("shop-1", "2026-11-16T23-50-00Z", plain(body(1000, 6)));
        scrape("shop-1", "2026-11-17T00-10-00Z", plain(body(2000, 4)));
        scrape("shop-1", "2026-11-19T00-10-00Z", plain(body(2000, 9)));
        run(WEEK, prod());
        assertThat(rows(Table.SCRAPES, MONDAY.minusDays(1))).isEmpty();
        assertThat(rows(Table.SCRAPES, MONDAY))
                .extracting(row -> row.body().births(), ScrapeRow::restart)
                .containsExactly(tuple(2L, null), tuple(1L, null));
        assertThat(rows(Table.SCRAPES, TUESDAY))
                .extracting(row -> row.body().births(), ScrapeRow::restart)
                .containsExactly(tuple(0L, "process-start"));
        assertThat(rows(Table.SCRAPES, MONDAY.plusDays(3)))
                .as("two days later nothing is known")
                .extracting(row -> row.body().births(), ScrapeRow::restart)
                .containsExactly(tuple(0L, null));
        assertThat(rows(Table.SERIES, MONDAY))
                .allMatch(row -> Period.dateOf(row.firstSeen()).equals(MONDAY));
    }

    @Test
    void daysWithoutScrapesKeepTheirTables() throws IOException {
        scrape("shop-1", "2026-11-16T10-00-00Z", plain(body(1000, 3)));
        scrape("shop-1", "2026-11-17T10-00-00Z", plain(body(1000, 3)));
        run(WEEK, prod());
        Files.delete(folder.resolve("prod/namespace=web/pod=shop-1/container=proxy/2026-11-16T10-00-00Z.prom"));
        scrape("shop-1", "2026-11-17T10-00-00Z", plain("# nothing any more\n"));
        run(WEEK, prod());
        assertThat(rows(Table.SERIES, MONDAY)).hasSize(4);
        assertThat(rows(Table.SERIES, TUESDAY)).isEmpty();
        assertThat(rows(Table.SCRAPES, TUESDAY)).extracting(ScrapeRow::status).containsExactly("rejected");
    }
}
