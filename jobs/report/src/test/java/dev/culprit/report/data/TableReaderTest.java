package dev.culprit.report.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.report.Findings;
import dev.culprit.report.Incident;
import dev.culprit.report.Reports;
import dev.culprit.report.data.Coverage.Gap;
import dev.culprit.report.data.Coverage.Unread;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableReaderTest {
    private static final String POD = "wp-proxy-6c9d7f5b8-x2x4k";

    @TempDir
    private Path folder;

    private final Incident incident = new Incident().finding("prod", Findings.labelLeak());

    @Test
    void holesOfAnHourAndThreeIntervalsAreGaps() {
        for (int minute : List.of(0, 10, 20, 30, 89, 99, 159, 169)) {
            incident.memory("prod", Incident.memoryRow("wp-proxy", POD, "istio-proxy", at(minute), 1e6, null));
        }
        for (int hour : List.of(0, 1, 2, 5, 6)) {
            incident.scrape("prod", Incident.scrapeRow(POD, "istio-proxy", at(hour * 60), 10, ScrapeRow.OK, null));
        }
        assertThat(read(Incident.PERIOD).coverage().gaps()).containsExactly(gap(at(99), at(159), Gap.MEMORY));
    }

    private static Gap gap(Instant from, Instant to, String what) {
        return new Gap(new Container("prod", null, "web", "wp-proxy", POD, "istio-proxy"), from, to, what);
    }

    @Test
    void aRejectedScrapeIsCountedButIsAHole() {
        for (int i = 0; i < 12; i++) {
            boolean bad = i > 3 && i < 9;
            incident.scrape(
                    "prod",
                    Incident.scrapeRow(
                            POD,
                            "istio-proxy",
                            at(i * 15),
                            10,
                            bad ? ScrapeRow.REJECTED : i == 10 ? ScrapeRow.PARTIAL : ScrapeRow.OK,
                            bad ? "truncated" : null));
        }
        Coverage coverage = read(Incident.PERIOD).coverage();
        assertThat(coverage.scrapes()).isEqualTo(12);
        assertThat(coverage.rejected()).isEqualTo(5);
        assertThat(coverage.partial()).isEqualTo(1);
        assertThat(coverage.gaps()).containsExactly(gap(at(45), at(135), Gap.SCRAPES));
        assertThat(coverage.unread())
                .containsExactly(
                        new Unread("prod", "%s/%s.prom".formatted(POD, at(60)), null, "truncated", 5),
                        new Unread("prod", "%s/%s.prom".formatted(POD, at(150)), null, "partly unreadable", 1));
    }

    @Test
    void oneCauseIsOneReasonWhateverItsPlaces() {
        for (int i = 0; i < 3; i++) {
            ScrapeRow row = Incident.scrapeRow(
                    POD,
                    "istio-proxy",
                    at(i),
                    10,
                    ScrapeRow.PARTIAL,
                    "1 bad line, first line %d at byte 0: bad".formatted(i));
            incident.scrape(
                    "prod",
                    new ScrapeRow(
                            row.container(),
                            row.time(),
                            row.file(),
                            row.body(),
                            null,
                            row.status(),
                            row.reason(),
                            null,
                            new ScrapeRow.Flaws(0L, 1L, new ScrapeRow.Cause("bad", 7L + i, 90L))));
        }
        assertThat(read(Incident.PERIOD).coverage().unread())
                .containsExactly(new Unread("prod", "%s/%s.prom".formatted(POD, at(0)), "line 7 at byte 90", "bad", 3));
    }

    @Test
    void onlyThePeriodIsRead() {
        for (int hour : List.of(1, 2, 3)) {
            incident.memory("prod", Incident.memoryRow(null, POD, "istio-proxy", at(hour * 60), hour, 64e6));
            incident.scrape("prod", Incident.scrapeRow(POD, "istio-proxy", at(hour * 60), hour, ScrapeRow.OK, null));
        }
        ReportData data = read(new Period(at(120), Findings.TO));
        assertThat(data.coverage().memoryPoints()).isEqualTo(2);
        assertThat(data.coverage().scrapes()).isEqualTo(2);
        assertThat(data.measurements(Reports.PROXY).memory().get(POD).max()).isEqualTo(3);
        assertThat(data.measurements(Reports.PROXY).limitBytes()).isEqualTo(64e6);
        assertThat(data.notes())
                .containsExactly(
                        "The findings for prod were made over 2026-11-16T00:00:00Z to 2026-11-19T00:00:00Z, not"
                                + " over this report's period.");
    }

    @Test
    void podsBelongWhereCorrelatePutThem() {
        incident.growth("prod", Incident.growthRow("named-by-cloudwatch", POD, Findings.HOSTS, "m", 1))
                .scrape("prod", Incident.scrapeRow(POD, "istio-proxy", at(0), 7, ScrapeRow.OK, null));
        ReportData data = read(Incident.PERIOD);
        assertThat(data.measurements().keySet())
                .containsExactly(new ReplicatedContainer("prod", "web", "named-by-cloudwatch", "istio-proxy"));
    }

    @Test
    void anEnvironmentWithoutFindingsIsNotedAndFilesWithoutAPlaceAreCounted() {
        incident.unreadScrapes("prod", new UnreadRow("*", null, UnreadRow.UNMATCHED, 3));
        ReportData data = read(Incident.PERIOD);
        assertThat(data.notes()).containsExactly("There are no findings for test in this period.");
        assertThat(data.coverage().unmatched()).isEqualTo(3);
    }

    @Test
    void chunksAndSamplesAreNoFilesWithoutAPlace() {
        incident.unreadScrapes("prod", new UnreadRow("/prometheus", null, "chunks of series", 172_132))
                .unreadScrapes("prod", new UnreadRow("a.prom", null, "samples without pod", 5))
                .unreadScrapes("prod", new UnreadRow("README.md", null, UnreadRow.UNMATCHED, 1));
        Coverage coverage = read(Incident.PERIOD).coverage();
        assertThat(coverage.unmatched()).isEqualTo(1);
        assertThat(coverage.unread()).extracting(Unread::count).containsExactly(172_132L, 5L, 1L);
    }

    @Test
    void aFileThatMemoryAndSeriesAreReadFromCountsOnce() {
        ScrapeRow row = Incident.scrapeRow(POD, "istio-proxy", at(0), 10, ScrapeRow.REJECTED, "empty");
        incident.scrape("prod", row)
                .unreadMemory("prod", new UnreadRow(row.file(), null, "empty", 1))
                .unreadMemory("prod", new UnreadRow("another.prom", null, "empty", 1));
        Coverage coverage = read(Incident.PERIOD).coverage();
        assertThat(coverage.rejected()).isEqualTo(1);
        assertThat(coverage.unread()).extracting(Unread::reason, Unread::count).containsExactly(tuple("empty", 2L));
    }

    @Test
    void daysWithoutRowsAreNotedWhereThereWereSomeAWeekBeforeOrAround() {
        int day = 24 * 60;
        for (int minute : List.of(0, 2 * day)) {
            incident.memory("prod", Incident.memoryRow("wp-proxy", POD, "istio-proxy", at(minute), 1e6, null));
        }
        ScrapeRow scrape = Incident.scrapeRow(POD, "istio-proxy", at(0), 10, ScrapeRow.OK, null);
        incident.scrape("prod", scrape);
        Warehouse warehouse = new Warehouse(folder.resolve("warehouse").toString(), new Configuration());
        try (Publication weekBefore = warehouse.publication("earlier")) {
            weekBefore.write(Table.SCRAPES, new Partition("prod", LocalDate.parse("2026-11-10")), List.of(scrape));
            weekBefore.publish();
        }
        assertThat(read(Incident.PERIOD).notes())
                .anySatisfy(note ->
                        assertThat(note).startsWith("Table container_memory has no rows of prod on 2026-11-17,"))
                .anySatisfy(note -> assertThat(note).startsWith("Table scrapes has no rows of prod on 2026-11-17,"))
                .noneSatisfy(note -> assertThat(note).contains("2026-11-18"));
    }

    private ReportData read(Period period) {
        Warehouse warehouse =
                incident.publish(new Warehouse(folder.resolve("warehouse").toString(), new Configuration()));
        List<String> environments = period.equals(Incident.PERIOD) ? List.of("prod", "test") : List.of("prod");
        return TableReader.read(warehouse, environments, period);
    }

    private static Instant at(int minutes) {
        return Findings.FROM.plus(Duration.ofMinutes(minutes));
    }
}
