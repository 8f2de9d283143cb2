package dev.culprit.scrapes.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.ScanLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a reader may be told about bodies it does not like. */
final class StrictAndLimitsTest {
    private static RecordedRows read(ScanLimits limits, boolean strict, String... bodies) {
        RecordedRows rows = new RecordedRows(limits, strict);
        Arrays.stream(bodies).forEach(body -> rows.read(body.getBytes(StandardCharsets.UTF_8)));
        rows.finish();
        return rows;
    }

    private static String gauges(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "level{path=\"%d\"} 1\n".formatted(i))
                .collect(Collectors.joining());
    }

    @Test
    void strictRejectsTheFileAndTellsTheLine() {
        RecordedRows rows =
                read(ScanLimits.DEFAULT, true, "a 1\nb 1\n", "a 1\nb 1\nc 1\nd one\n", "a 1\nc 1\n", "a 1\nb 1\nd 1\n");
        assertThat(rows.scrapes)
                .extracting(
                        ScrapeRow::status,
                        ScrapeRow::reason,
                        row -> row.body().series(),
                        row -> row.body().births())
                .containsExactly(
                        tuple("ok", null, 2L, 0L),
                        tuple("rejected", "strict: line 4 at byte 12: value is not a number", 0L, 0L),
                        tuple("ok", null, 2L, 1L),
                        tuple("ok", null, 3L, 1L));
        assertThat(rows.series)
                .extracting(SeriesRow::metric, SeriesRow::scrapes)
                .containsExactly(tuple("a", 3L), tuple("b", 2L), tuple("c", 1L), tuple("d", 1L));
    }

    @Test
    void strictRejectsWhatBreaksOff() {
        byte[] whole = DamagedBodyTest.gzip(gauges(0, 1_000));
        RecordedRows rows = new RecordedRows(ScanLimits.DEFAULT, true);
        rows.read(Arrays.copyOf(whole, whole.length / 2));
        assertThat(rows.scrapes)
                .extracting(ScrapeRow::status, ScrapeRow::reason)
                .containsExactly(tuple("rejected", "strict: gzip data end early"));
    }

    @Test
    void aTargetMayShowSoManySeriesAndNoMore() {
        ScanLimits limits = new ScanLimits(1 << 20, 256, 1 << 16, 1 << 20, 100, 1_000);
        RecordedRows rows = read(limits, false, gauges(0, 1_000), gauges(0, 1_003));
        assertThat(rows.scrapes.get(1).body().series()).isEqualTo(1_000);
        assertThat(rows.scrapes.get(1).reason())
                .startsWith("3 bad lines, first line 1001 at byte ")
                .endsWith("more series than limits.series = 1000");
    }

    @Test
    void linesAreMeasuredWhereverTheyStand() {
        ScanLimits limits = new ScanLimits(256, 256, 1 << 16, 1 << 20, 100, 1_000);
        String body = "a 1\nb{x=\"" + "y".repeat(260) + "\"} 1\nc 1\n";
        RecordedRows rows = read(limits, false, body);
        assertThat(rows.scrapes.get(0).body().samples()).isEqualTo(2);
        assertThat(rows.scrapes.get(0).reason())
                .isEqualTo("1 bad line, first line 2 at byte 4: longer than 256 bytes, limits.line-bytes");
    }

    @Test
    void aBodyMayBeSoLarge() {
        ScanLimits limits = new ScanLimits(256, 256, 1 << 16, 10_000, 100, 1_000);
        RecordedRows rows = read(limits, false, gauges(0, 900));
        assertThat(rows.scrapes.get(0).reason()).endsWith("body is larger than 10000 bytes, limits.body-bytes");
    }

    @Test
    void whatIsOutOfRangeIsNamed() {
        assertThatThrownBy(() -> new ScanLimits(1, 1, 16, 1024, 10, 1000))
                .hasMessage("line-bytes must be from 256 to 1048576");
    }

    /** A target that restarts all day, or whose exporter shuffles labels, must not fill the memory. */
    @Test
    void whatIsOverIsForgottenAndWhatLivesIsNot() {
        RecordedRows rows = new RecordedRows();
        for (int life = 0; life < 40; life++) {
            String start = "process_start_time_seconds " + (1_000 + 10 * life) + "\n";
            String body = gauges(1_000 * life, 1_000 * life + 1_500);
            rows.read((start + body).getBytes(StandardCharsets.UTF_8));
            rows.read((start + body + gauges(-life - 1, -life)).getBytes(StandardCharsets.UTF_8));
        }
        rows.finish();
        assertThat(rows.scrapes).extracting(row -> row.body().births()).containsOnly(0L, 1L);
        assertThat(rows.series).allMatch(row -> row.scrapes() <= 2);
        assertThat(rows.series).filteredOn(row -> row.metric().equals("level")).hasSize(40 * 1_501);
    }
}
