package dev.culprit.extract.series.tsdb;

import static dev.culprit.extract.series.tsdb.TsdbDayTest.labels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.CollectedRows;
import dev.culprit.model.Period;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.tsdb.block.Block;
import dev.culprit.tsdb.block.BlockWriter;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scraper says that it kept, and what is there of it. A scrape every ten minutes, by its number from midnight. */
final class MissingSeriesTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-17T00:00:00Z");
    private static final int LAST = 30;
    private static final String SHOWN = "scrape_samples_scraped";
    private static final String KEPT = "scrape_samples_post_metric_relabeling";

    private static final String ULID = "01JWS713P2E4MQW7T643GYGD6A";

    @TempDir
    private Path folder;

    private final BlockWriter block = new BlockWriter(ULID);

    /** A value at each scrape, but for those at which it is negative. */
    private void shown(Map<String, String> labels, long lateMillis, IntToDoubleFunction value) {
        List<long[]> samples = new ArrayList<>();
        for (int scrape = -6; scrape <= LAST; scrape++) {
            if (value.applyAsDouble(scrape) >= 0) {
                samples.add(new long[] {
                    MIDNIGHT.plusSeconds(600L * scrape).toEpochMilli() + lateMillis,
                    Double.doubleToRawLongBits(value.applyAsDouble(scrape))
                });
            }
        }
        if (!samples.isEmpty()) {
            block.chunk(labels, samples.toArray(long[][]::new));
        }
    }

    private void shown(String metric, IntToDoubleFunction value) {
        shown(labels(metric), 0, value);
    }

    /** Forty series, of which as many are there as are told. */
    private void series(IntToDoubleFunction there) {
        shown("up", scrape -> 1);
        for (int i = 0; i < 40; i++) {
            int number = i;
            shown(labels("m", "n", "" + i), 0, scrape -> there.applyAsDouble(scrape) > number ? 1 : -1);
        }
    }

    private CollectedRows read() throws IOException {
        block.write(folder);
        CollectedRows rows = new CollectedRows();
        Period day = new Period(MIDNIGHT, MIDNIGHT.plusSeconds(86_400));
        for (TargetDay target : new TsdbSource("prod", folder.toString(), SubjectLabels.DEFAULT)
                .list(new Configuration(false))
                .days(day)
                .values()
                .iterator()
                .next()) {
            target.read(rows, new Configuration(false));
        }
        assertThat(rows.scrapes).hasSize(LAST + 1);
        return rows;
    }

    private static List<String> told(CollectedRows rows) {
        return rows.scrapes.stream()
                .map(row -> row.status() + " " + row.flaws().unread())
                .distinct()
                .toList();
    }

    @Test
    void whatTheScraperDropsMoreAndMoreOfIsLost() throws IOException {
        series(scrape -> 40);
        shown(KEPT, scrape -> 40);
        shown(SHOWN, scrape -> 1040 + Math.max(0, 20 * scrape));
        CollectedRows rows = read();
        ScrapeRow last = rows.scrapes.get(LAST);
        assertThat(last.status()).isEqualTo(ScrapeRow.PARTIAL);
        assertThat(last.flaws().unread()).as("behind what the first hour has").isEqualTo(500);
        assertThat(last.reason()).isEqualTo("the scraper's metric_relabel_configs drop 1,600 of 1,640 series");
        assertThat(rows.scrapes.get(0).status()).isEqualTo(ScrapeRow.OK);
        assertThat(rows.scrapes).extracting(row -> row.body().births()).containsOnly(0L);
    }

    /** As of a kubelet or an API server, of which no installation keeps all. */
    @Test
    void whatIsAlwaysDroppedIsNotLostNorWhatANewProcessHasInItsFirstHour() throws IOException {
        series(scrape -> 40);
        shown(KEPT, scrape -> 40);
        shown(SHOWN, scrape -> scrape == 10 ? 40 : scrape == 11 ? 0 : scrape == 12 ? 900 : 1040 + scrape % 5);
        assertThat(told(read())).containsExactly("ok 0");
    }

    @Test
    void seriesThatWereKeptAndAreGoneAreLostAndNoProcessEndsByThem() throws IOException {
        series(scrape -> scrape < 10 || scrape > 20 ? 40 : 5);
        shown(KEPT, scrape -> 40);
        CollectedRows rows = read();
        assertThat(told(rows)).containsExactly("ok 0", "partial 35");
        assertThat(rows.scrapes.get(15).reason())
                .isEqualTo("35 of 40 series that the scraper kept are not there: deleted from the Prometheus data,"
                        + " or not written to it");
        assertThat(rows.scrapes).extracting(ScrapeRow::restart).containsOnlyNulls();
    }

    /** What was deleted up to midnight was there before the day. */
    @Test
    void whatComesBackBehindADeletedDayIsInventory() throws IOException {
        series(scrape -> scrape < 0 ? 5 : 40);
        shown(KEPT, scrape -> 40);
        CollectedRows rows = read();
        assertThat(told(rows)).containsExactly("ok 0");
        assertThat(rows.scrapes).extracting(row -> row.body().births()).containsOnly(0L);
    }

    /** Somebody deleted what nobody needs: the process's other series are born all the same. */
    @Test
    void behindADeletedMetricOthersAreBorn() throws IOException {
        shown("up", scrape -> 1);
        for (int i = 0; i < 60; i++) {
            int number = i;
            shown(labels("m", "n", "" + i), 0, scrape -> 30 + scrape > number ? 1 : -1);
            shown(labels("kept", "n", "" + i), 0, scrape -> 1);
        }
        for (int i = 0; i < 20; i++) {
            shown(labels("deleted", "n", "" + i), 0, scrape -> scrape >= 20 ? 1 : -1);
        }
        shown(KEPT, scrape -> 110 + Math.min(scrape, 30));
        CollectedRows rows = read();
        assertThat(told(rows)).containsExactly("partial 20", "ok 0");
        assertThat(rows.scrapes).extracting(row -> row.body().births()).containsOnly(1L);
    }

    /** Prometheus marks what is deleted, and removes it from the block when it compacts it: till then files tell, whatever was counted. */
    @Test
    void whatIsMarkedAsDeletedIsLost() throws IOException {
        series(scrape -> 40);
        block.write(folder);
        Block whole = Block.open(folder.resolve(ULID));
        for (long reference : whole.series(Map.of("__name__", "m"))) {
            if (Integer.parseInt(whole.labels(reference).get("n")) >= 15) {
                block.tombstone(
                        reference, Long.MIN_VALUE, MIDNIGHT.plusSeconds(6_000).toEpochMilli());
            }
        }
        CollectedRows rows = read();
        assertThat(told(rows)).containsExactly("partial 25", "ok 0");
        assertThat(rows.scrapes).extracting(row -> row.body().births()).containsOnly(0L);
    }

    /** Under the labels of others ({@code honor_labels}), by the names of rules, or twice. */
    @Test
    void whatIsNeverThereAndWhatSaysSoTooLateIsNotMissed() throws IOException {
        series(scrape -> scrape < 10 ? 20 : 5);
        shown(KEPT, scrape -> 40);
        shown(labels(KEPT, "job", "others"), 0, scrape -> 400);
        assertThat(told(read())).containsExactly("ok 0");
    }

    @Test
    void countsOfOtherTimesAndAFewSayNothing() throws IOException {
        series(scrape -> scrape == 10 ? 35 : scrape == 20 ? 5 : 40);
        shown(KEPT, scrape -> scrape == 20 ? -1 : 40);
        shown(labels(SHOWN), 1, scrape -> 40_000);
        assertThat(told(read())).containsExactly("ok 0");
    }

    /** Native histograms of a process that another took the place of: the last time of a chunk is that of a sample, or of a mark. */
    @Test
    void whatMayHaveBeenShownIsNotMissed() throws IOException {
        shown("up", scrape -> 1);
        for (int i = 0; i < 40; i++) {
            long end = MIDNIGHT.plusSeconds(6_000).toEpochMilli();
            block.chunk(labels("h", "n", "" + i), 2, end - 9_600_000, end, new byte[] {0, 1, 0});
            shown(labels("m", "n", "" + i), 0, scrape -> scrape > 10 ? 1 : -1);
        }
        shown(KEPT, scrape -> 40);
        assertThat(told(read())).containsExactly("ok 0");
    }

    /** A server refuses samples that are no newer than those before. */
    @Test
    void seriesWithTimesOfTheirOwnAreNotMissed() throws IOException {
        shown("up", scrape -> 1);
        for (int i = 0; i < 40; i++) {
            int number = i;
            shown(labels("m", "n", "" + i), -5_000, scrape -> scrape % 2 == 0 || number < 5 ? 1 : -1);
        }
        shown(KEPT, scrape -> 40);
        assertThat(told(read())).containsExactly("ok 0");
    }
}
