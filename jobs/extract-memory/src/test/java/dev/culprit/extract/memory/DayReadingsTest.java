package dev.culprit.extract.memory;

import static dev.culprit.extract.memory.MemoryMetric.CONTAINER_LIMIT;
import static dev.culprit.extract.memory.MemoryMetric.CONTAINER_PERCENT;
import static dev.culprit.extract.memory.MemoryMetric.POD_LIMIT;
import static dev.culprit.extract.memory.MemoryMetric.POD_RESTARTS;
import static dev.culprit.extract.memory.MemoryMetric.POD_WORKING_SET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.table.MemoryRow;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DayReadingsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-17");
    private static final Measured PROXY = new Measured("eks", "web", "shop", "shop-1", "proxy");
    private static final Measured APP = new Measured("eks", "web", "shop", "shop-1", "app");
    private static final Measured POD = PROXY.wholePod();

    private final DayReadings readings = new DayReadings(DAY, "metric-stream", 60);

    @Test
    void bytesArePercentOfTheLimitOfThatMinute() {
        add(CONTAINER_PERCENT, PROXY, "10:00", 50);
        add(CONTAINER_LIMIT, PROXY, "10:00", 1000);
        add(CONTAINER_LIMIT, PROXY, "10:01", 4000);
        add(CONTAINER_PERCENT, PROXY, "10:01", 25);
        assertThat(rows()).containsExactly("proxy 10:00 500 of 1000.0 null", "proxy 10:01 1000 of 4000.0 null");
        assertThat(readings.rows().findFirst().orElseThrow())
                .isEqualTo(new MemoryRow(
                        "eks",
                        "web",
                        "shop",
                        "shop-1",
                        "proxy",
                        DAY.atTime(10, 0).toInstant(ZoneOffset.UTC),
                        60,
                        500,
                        1000.0,
                        null,
                        "metric-stream",
                        "percent-of-limit"));
    }

    @Test
    void aMissingLimitIsTheNearestEarlierElseTheNext() {
        add(CONTAINER_PERCENT, PROXY, "10:00", 50);
        add(CONTAINER_LIMIT, PROXY, "10:05", 1000);
        add(CONTAINER_LIMIT, PROXY, "10:07", 2000);
        add(CONTAINER_PERCENT, PROXY, "10:06", 50);
        add(CONTAINER_PERCENT, PROXY, "23:59", 50);
        assertThat(rows())
                .containsExactly(
                        "proxy 10:00 500 of 1000.0 null",
                        "proxy 10:06 500 of 1000.0 null",
                        "proxy 23:59 1000 of 2000.0 null");
    }

    @Test
    void aPodIsGivenAsAWholeOnlyWhereNoContainerIsKnown() {
        add(POD_WORKING_SET, POD, "10:00", 700);
        assertThat(rows()).containsExactly("null 10:00 700 of null null");
        add(POD_LIMIT, POD, "09:00", 900);
        assertThat(rows()).containsExactly("null 10:00 700 of 900.0 null");
        add(CONTAINER_LIMIT, PROXY, "12:00", 1000);
        assertThat(rows()).as("a limit alone measures nothing").hasSize(1);
        add(CONTAINER_PERCENT, PROXY, "12:00", 50);
        assertThat(rows()).containsExactly("proxy 12:00 500 of 1000.0 null");
    }

    @Test
    void aContainerWithoutLimitGivesNoRowsAndIsCounted() {
        add(CONTAINER_PERCENT, APP, "10:00", 50);
        add(CONTAINER_PERCENT, APP, "10:01", 50);
        add(POD_WORKING_SET, POD, "10:00", 700);
        assertThat(rows()).containsExactly("null 10:00 700 of null null");
        assertThat(readings.percentagesWithoutLimit()).isEqualTo(2);
    }

    @Test
    void restartsGoToThePodsRowsOfTheirMinute() {
        add(POD_RESTARTS, POD, "10:01", 1);
        for (Measured container : List.of(PROXY, APP)) {
            add(CONTAINER_LIMIT, container, "10:00", 1000);
            add(CONTAINER_PERCENT, container, "10:00", 10);
            add(CONTAINER_PERCENT, container, "10:01", 20);
        }
        assertThat(rows())
                .containsExactly(
                        "app 10:00 100 of 1000.0 null",
                        "app 10:01 200 of 1000.0 1.0",
                        "proxy 10:00 100 of 1000.0 null",
                        "proxy 10:01 200 of 1000.0 1.0");
    }

    @Test
    void ofTwoReadingsOfAMinuteTheFullerIsTakenElseTheLast() {
        add(CONTAINER_LIMIT, PROXY, "10:00", 1000);
        readings.add(reading(CONTAINER_PERCENT, PROXY, "10:00", 10, 2));
        readings.add(reading(CONTAINER_PERCENT, PROXY, "10:00", 20, 1));
        readings.add(reading(CONTAINER_PERCENT, PROXY, "10:01", 30, 1));
        readings.add(reading(CONTAINER_PERCENT, PROXY, "10:01:59", 40, 1));
        assertThat(rows()).containsExactly("proxy 10:00 100 of 1000.0 null", "proxy 10:01 400 of 1000.0 null");
    }

    @Test
    void aDayOfMinutesIsKept() {
        add(CONTAINER_LIMIT, PROXY, "00:00", 1000);
        for (int minute = 0; minute < 1440; minute++) {
            add(CONTAINER_PERCENT, PROXY, LocalTime.MIN.plusMinutes(minute).toString(), minute);
        }
        assertThat(readings.rows().map(MemoryRow::workingSetBytes))
                .hasSize(1440)
                .endsWith(14390.0);
    }

    private void add(MemoryMetric metric, Measured subject, String time, double value) {
        readings.add(reading(metric, subject, time, value, 1));
    }

    private static Reading reading(MemoryMetric metric, Measured subject, String time, double value, double samples) {
        return new Reading(
                metric, subject, DAY.atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC), value, samples);
    }

    private List<String> rows() {
        return readings.rows()
                .map(row -> "%s %s %.0f of %s %s"
                        .formatted(
                                row.container(),
                                row.time().atZone(ZoneOffset.UTC).toLocalTime(),
                                row.workingSetBytes(),
                                row.limitBytes(),
                                row.restarts()))
                .toList();
    }
}
