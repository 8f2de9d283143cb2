package dev.culprit.scrapes.text;

import static dev.culprit.scrapes.text.RecordedRows.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.culprit.model.Container;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TargetReaderTest {
    private static String started(double seconds, String... samples) {
        return "process_start_time_seconds " + seconds + "\n" + String.join("\n", samples) + "\n";
    }

    /** {@code count} counters with the value. */
    private static String counters(int count, double value) {
        return IntStream.range(0, count)
                .mapToObj(i -> "hits_total{path=\"%d\"} %s\n".formatted(i, value))
                .collect(Collectors.joining());
    }

    private static String gauges(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "level{path=\"%d\"} 1\n".formatted(i))
                .collect(Collectors.joining());
    }

    @Test
    void theFirstScrapeIsTheInventoryAndWhatComesLaterIsBorn() {
        RecordedRows rows = RecordedRows.of("a 1\nb 1\n", "a 1\nc 1\nd 1\n", "b 1\nd 1\n");
        assertThat(rows.scrapes).extracting(row -> row.body().births()).containsExactly(0L, 2L, 0L);
        assertThat(rows.scrapes).extracting(row -> row.body().series()).containsExactly(2L, 3L, 2L);
        assertThat(rows.series)
                .extracting(SeriesRow::metric, SeriesRow::firstSeen, SeriesRow::lastSeen, SeriesRow::scrapes)
                .containsExactly(
                        tuple("a", minute(0), minute(1), 2L),
                        tuple("b", minute(0), minute(2), 2L),
                        tuple("c", minute(1), minute(1), 1L),
                        tuple("d", minute(1), minute(2), 2L));
    }

    @Test
    void rowsCarryTheTarget() {
        RecordedRows rows = RecordedRows.of("a_total 1\n");
        assertThat(rows.scrapes)
                .containsExactly(new ScrapeRow(
                        new Container("prod", "eks", "web", "shop", "shop-1", "proxy"),
                        minute(0),
                        "file-0",
                        new ScrapeRow.Body(10, 1, 1, 0),
                        null,
                        "ok",
                        null,
                        null,
                        ScrapeRow.Flaws.NONE));
        assertThat(rows.series)
                .extracting(SeriesRow::container)
                .containsExactly(new Container("prod", "eks", "web", "shop", "shop-1", "proxy"));
    }

    @Test
    void faultsOfMeaningCostNothingAndAreCounted() {
        String sound = "# TYPE a_total counter\na_total{x=\"1\"} 1\na_total{x=\"2\"} 1\n# TYPE t gauge\nt -1\n";
        RecordedRows rows = RecordedRows.of(
                sound,
                sound + "t -2\nt NaN\n", // twice shown again
                sound + "a_total{x=\"3\"} 1\na_total{x=\"4\"} 1\nt2 1\na_total{x=\"5\"} 1\n", // goes on twice
                sound.replace("} 1", "} NaN"),
                sound.replace("} 1", "} -1"));
        assertThat(rows.scrapes)
                .extracting(ScrapeRow::status, row -> row.flaws().faults())
                .containsExactly(tuple("ok", 0L), tuple("ok", 2L), tuple("ok", 2L), tuple("ok", 2L), tuple("ok", 2L));
    }

    @Test
    void anotherProcessStartBeginsALifetime() {
        RecordedRows rows = RecordedRows.of(
                started(1000.25, "a 1"),
                started(1000.5, "a 1", "b 1"),
                started(2000, "a 1", "c 1"),
                started(2000, "d 1"));
        assertThat(rows.scrapes)
                .extracting(ScrapeRow::restart, row -> row.body().births())
                .containsExactly(tuple(null, 0L), tuple(null, 1L), tuple("process-start", 0L), tuple(null, 1L));
        assertThat(rows.scrapes)
                .extracting(ScrapeRow::processStart)
                .startsWith(Instant.ofEpochSecond(1000, 250_000_000), Instant.ofEpochSecond(1000, 500_000_000));
        assertThat(rows.series)
                .filteredOn(row -> row.metric().length() == 1)
                .extracting(
                        SeriesRow::metric,
                        row -> row.processStart().getEpochSecond(),
                        SeriesRow::firstSeen,
                        SeriesRow::scrapes)
                .containsExactly(
                        tuple("a", 1000L, minute(0), 2L),
                        tuple("b", 1000L, minute(1), 1L),
                        tuple("a", 2000L, minute(2), 1L),
                        tuple("c", 2000L, minute(2), 1L),
                        tuple("d", 2000L, minute(3), 1L));
    }

    @Test
    void theFirstProcessStartOfABodyCountsAndAnAgentsIsOneToo() {
        String agent = "istio_agent_process_start_time_seconds 500\n";
        RecordedRows rows = RecordedRows.of(agent + started(1000, "a 1"), agent + started(2000, "a 1"));
        assertThat(rows.scrapes).extracting(ScrapeRow::restart).containsExactly(null, null);
        assertThat(rows.scrapes.get(1).processStart()).isEqualTo(Instant.ofEpochSecond(500));
    }

    @Test
    void aProcessStartThatIsNoTimeIsNone() {
        RecordedRows rows = RecordedRows.of("process_start_time_seconds NaN\n", "process_start_time_seconds 0\n");
        assertThat(rows.scrapes).extracting(ScrapeRow::processStart).containsOnlyNulls();
    }

    @Test
    void countersThatAreNoNumbersTellNothing() {
        String none = counters(10, 50).replaceAll(" [0-9.]+\\n", " -Inf\n");
        assertThat(none).contains("-Inf");
        assertThat(RecordedRows.of(counters(10, 50), none, counters(10, 60)).scrapes)
                .extracting(ScrapeRow::restart)
                .containsOnlyNulls();
    }

    @Test
    void countersThatFallTellOfARestart() {
        RecordedRows rows = RecordedRows.of(counters(10, 50), counters(10, 60), counters(12, 3), counters(13, 5));
        assertThat(rows.scrapes)
                .extracting(ScrapeRow::restart, row -> row.body().births())
                .containsExactly(tuple(null, 0L), tuple(null, 0L), tuple("counters-fell", 0L), tuple(null, 1L));
        assertThat(rows.series).hasSize(10 + 13);
    }

    @Test
    void aFewCountersThatFallDoNot() {
        assertThat(RecordedRows.of(counters(10, 50), "hits_total{path=\"0\"} 1\n" + counters(10, 50))
                        .scrapes
                        .get(1)
                        .restart())
                .isNull();
        assertThat(RecordedRows.of(counters(10, 50) + "requests_total 7\n", counters(10, 60) + "requests_total 2\n")
                        .scrapes
                        .get(1)
                        .restart())
                .isNull();
    }

    @Test
    void whereTheProcessTellsItsStartNothingElseIsAsked() {
        RecordedRows rows = RecordedRows.of(started(1000) + counters(20, 50), started(1000) + counters(5, 1));
        assertThat(rows.scrapes.get(1).restart()).isNull();
    }

    @Test
    void seriesThatVanishTogetherTellOfARestart() {
        RecordedRows rows = RecordedRows.of(gauges(0, 20), gauges(0, 20), gauges(12, 20), gauges(12, 22));
        assertThat(rows.scrapes)
                .extracting(ScrapeRow::restart, row -> row.body().births())
                .containsExactly(tuple(null, 0L), tuple(null, 0L), tuple("series-vanished", 0L), tuple(null, 2L));
        assertThat(RecordedRows.of(gauges(0, 20), gauges(11, 20)).scrapes.get(1).restart())
                .as("11 of 20")
                .isNull();
        assertThat(RecordedRows.of(gauges(0, 5), gauges(5, 10)).scrapes.get(1).restart())
                .as("too few to tell")
                .isNull();
    }

    @Test
    void seriesThatABrokenScrapeLacksHaveNotVanished() {
        String cut = gauges(0, 2) + "level{path=";
        RecordedRows rows = RecordedRows.of(gauges(0, 20), cut, gauges(0, 21));
        assertThat(rows.scrapes).extracting(ScrapeRow::status).containsExactly("ok", "partial", "ok");
        assertThat(rows.scrapes).extracting(ScrapeRow::restart).containsOnlyNulls();
        assertThat(rows.scrapes).extracting(row -> row.body().births()).containsExactly(0L, 0L, 1L);
        RecordedRows vanished = RecordedRows.of(gauges(0, 20), cut, gauges(0, 2));
        assertThat(vanished.scrapes.get(2).restart()).isEqualTo("series-vanished");
    }

    @Test
    void badLinesHideAsManySeriesAsTheyAre() {
        String bad = "level{path=1} 1\n";
        assertThat(RecordedRows.of(gauges(0, 20), gauges(0, 7) + bad.repeat(13))
                        .scrapes
                        .get(1)
                        .restart())
                .isNull();
        assertThat(RecordedRows.of(gauges(0, 20) + bad, gauges(0, 7) + bad)
                        .scrapes
                        .get(1)
                        .restart())
                .isEqualTo("series-vanished");
    }

    @Test
    void anInventoryTakenFromABrokenScrapeIsNotClosed() {
        RecordedRows rows = RecordedRows.of(gauges(0, 2) + "level{", gauges(0, 20), gauges(0, 21));
        assertThat(rows.scrapes).extracting(row -> row.body().births()).containsExactly(0L, 0L, 1L);
    }

    @Test
    void aRejectedScrapeIsARowAndChangesNothingElse() {
        RecordedRows rows = RecordedRows.of(gauges(0, 20), "", gauges(0, 21));
        assertThat(rows.scrapes)
                .extracting(
                        ScrapeRow::status, ScrapeRow::reason, row -> row.body().births(), ScrapeRow::restart)
                .containsExactly(
                        tuple("ok", null, 0L, null), tuple("rejected", "empty", 0L, null), tuple("ok", null, 1L, null));
        assertThat(rows.series).extracting(SeriesRow::scrapes).contains(2L).doesNotContain(3L);
    }

    @Test
    void theDayBeforeTellsBirthsAndRestartsAtMidnight() {
        RecordedRows rows = new RecordedRows();
        rows.seed(started(1000, "a 1", "b 1"));
        rows.read(started(1000, "a 1", "c 1").getBytes(StandardCharsets.UTF_8));
        rows.finish();
        assertThat(rows.scrapes).extracting(row -> row.body().births()).containsExactly(1L);
        assertThat(rows.series)
                .extracting(SeriesRow::metric, SeriesRow::firstSeen, SeriesRow::scrapes)
                .containsExactly(
                        tuple("a", minute(0), 1L),
                        tuple("c", minute(0), 1L),
                        tuple("process_start_time_seconds", minute(0), 1L));

        RecordedRows restarted = new RecordedRows();
        restarted.seed(started(1000, "a 1", "b 1"));
        restarted.read(started(2000, "a 1", "c 1").getBytes(StandardCharsets.UTF_8));
        restarted.finish();
        assertThat(restarted.scrapes)
                .extracting(row -> row.body().births(), ScrapeRow::restart)
                .containsExactly(tuple(0L, "process-start"));
        assertThat(restarted.series)
                .hasSize(3)
                .allMatch(row -> row.processStart().equals(Instant.ofEpochSecond(2000)));
    }

    @Test
    void aSeriesBornAgainInTheNextLifetimeIsInBoth() {
        RecordedRows rows = RecordedRows.of(
                started(1000, "a 1", "b 1", "c 1"),
                started(2000, "a 1"),
                started(2000, "a 1", "b 1", "c 1"),
                started(2000, "c 1", "b 1", "a 1"));
        assertThat(rows.scrapes).extracting(row -> row.body().births()).containsExactly(0L, 0L, 2L, 0L);
        assertThat(rows.series)
                .filteredOn(row -> row.metric().equals("b"))
                .extracting(row -> row.processStart().getEpochSecond(), SeriesRow::firstSeen, SeriesRow::scrapes)
                .containsExactly(tuple(1000L, minute(0), 1L), tuple(2000L, minute(2), 2L));
    }

    @Test
    void thousandsOfSeriesInChangingOrderAreAllFound() {
        String[] lines = gauges(0, 5_000).lines().toArray(String[]::new);
        String backwards = IntStream.range(0, lines.length)
                .mapToObj(i -> lines[lines.length - 1 - i])
                .collect(Collectors.joining("\n"));
        String shuffled = Arrays.stream(lines)
                .sorted((left, right) -> Integer.compare(left.hashCode(), right.hashCode()))
                .collect(Collectors.joining("\n"));
        RecordedRows rows = RecordedRows.of(String.join("\n", lines), backwards, shuffled);
        assertThat(rows.scrapes).extracting(row -> row.body().series()).containsExactly(5_000L, 5_000L, 5_000L);
        assertThat(rows.series).hasSize(5_000).allMatch(row -> row.scrapes() == 3);
    }
}
