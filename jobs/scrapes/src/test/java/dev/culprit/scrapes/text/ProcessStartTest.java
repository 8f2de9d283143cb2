package dev.culprit.scrapes.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.table.ScrapeRow;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What processes say of their start, and what no process can say. */
final class ProcessStartTest {
    private static final String REST = "hits_total{a=\"1\"} 5\n";

    private static String told(String start) {
        return "process_start_time_seconds " + start + "\n" + REST;
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.3e9", "1e300", "+Inf", "-Inf", "NaN", "-1", "0", "1.9e12"})
    void whatIsNoTimeIsLeftOutAndCounted(String start) {
        RecordedRows rows = RecordedRows.of(told("1.7e9"), told(start), told("1.7e9"), told(start));
        assertThat(rows.scrapes).extracting(ScrapeRow::restart).containsOnlyNulls();
        assertThat(rows.scrapes).extracting(row -> row.flaws().faults()).containsExactly(0L, 1L, 0L, 1L);
        assertThat(rows.scrapes.get(1).processStart()).isNull();
        assertThat(rows.series).allMatch(row -> row.scrapes() == 4);
        assertThat(rows.series)
                .allMatch(row -> Instant.ofEpochSecond(1_700_000_000).equals(row.processStart()));
    }

    @Test
    void aStartInAFarFutureIsNoneAndOneByAnotherClockTells() {
        long now = RecordedRows.minute(0).getEpochSecond();
        long nextWeek = now + 7 * 86_400;
        RecordedRows rows = RecordedRows.of(told("" + (now + 400 * 86_400)), told("" + nextWeek));
        assertThat(rows.scrapes.get(0).processStart()).isNull();
        assertThat(rows.scrapes.get(1).processStart()).isEqualTo(Instant.ofEpochSecond(nextWeek));
    }

    @Test
    void aClockThatWasRightDoesNotJumpDaysAhead() {
        long now = RecordedRows.minute(0).getEpochSecond();
        RecordedRows rows =
                RecordedRows.of(told("" + (now - 600)), told("" + (now + 7 * 86_400)), told("" + (now - 600)));
        assertThat(rows.scrapes).extracting(ScrapeRow::restart).containsOnlyNulls();
        assertThat(rows.scrapes).extracting(row -> row.flaws().faults()).containsExactly(0L, 1L, 0L);
    }

    /** Two processes answer in turns: that is no restart at every scrape, which would be the end of all births. */
    @Test
    void aStartThatFlapsIsBelievedOnce() {
        RecordedRows rows = RecordedRows.of(IntStream.range(0, 20)
                .mapToObj(i -> told("" + (1_700_000_000 + 500 * (i % 2))))
                .toArray(String[]::new));
        assertThat(rows.scrapes).hasSize(20);
        assertThat(rows.scrapes.stream().filter(row -> row.restart() != null)).hasSize(1);
        assertThat(rows.scrapes.stream().filter(row -> row.flaws().faults() == 1))
                .hasSize(9);
    }
}
