package dev.culprit.extract.memory.readings;

import static dev.culprit.extract.memory.readings.Quantity.LIMIT;
import static dev.culprit.extract.memory.readings.Quantity.MEGABYTES;
import static dev.culprit.extract.memory.readings.Quantity.OOM_KILLED;
import static dev.culprit.extract.memory.readings.Quantity.PERCENT_OF_LIMIT;
import static dev.culprit.extract.memory.readings.Quantity.PERCENT_OF_NODE;
import static dev.culprit.extract.memory.readings.Quantity.RESTARTS;
import static dev.culprit.extract.memory.readings.Quantity.WORKING_SET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Container;
import dev.culprit.model.table.MemoryRow;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DayReadingsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-17");
    private static final MetricSubject PROXY = new MetricSubject("eks", "web", "shop", "shop-1", "proxy");
    private static final MetricSubject APP = new MetricSubject("eks", "web", "shop", "shop-1", "app");
    private static final MetricSubject POD = PROXY.wholePod();

    private final DayReadings readings =
            new DayReadings("prod", DAY, new RowTraits("metric-stream", 60, SamePeriod.FULLEST));

    @Test
    void bytesArePercentOfTheLimitOfThatMinute() {
        add(PERCENT_OF_LIMIT, PROXY, "10:00", 50);
        add(LIMIT, PROXY, "10:00", 1000);
        add(LIMIT, PROXY, "10:01", 4000);
        add(PERCENT_OF_LIMIT, PROXY, "10:01", 25);
        assertThat(rows()).containsExactly("proxy 10:00 500 of 1000.0 null", "proxy 10:01 1000 of 4000.0 null");
        assertThat(readings.rows(Map.of()).findFirst().orElseThrow())
                .isEqualTo(new MemoryRow(
                        new Container("prod", "eks", "web", "shop", "shop-1", "proxy"),
                        DAY.atTime(10, 0).toInstant(ZoneOffset.UTC),
                        60,
                        500,
                        1000.0,
                        null,
                        null,
                        "metric-stream",
                        "percent-of-limit"));
    }

    @Test
    void aMissingLimitIsTheNearestEarlierElseTheNext() {
        add(PERCENT_OF_LIMIT, PROXY, "10:00", 50);
        add(LIMIT, PROXY, "10:05", 1000);
        add(LIMIT, PROXY, "10:07", 2000);
        add(PERCENT_OF_LIMIT, PROXY, "10:06", 50);
        add(PERCENT_OF_LIMIT, PROXY, "23:59", 50);
        assertThat(rows())
                .containsExactly(
                        "proxy 10:00 500 of 1000.0 null",
                        "proxy 10:06 500 of 1000.0 null",
                        "proxy 23:59 1000 of 2000.0 null");
    }

    @Test
    void aPodIsGivenAsAWholeOnlyWhereNoContainerIsKnown() {
        add(WORKING_SET, POD, "10:00", 700);
        assertThat(rows()).containsExactly("null 10:00 700 of null null");
        add(LIMIT, POD, "09:00", 900);
        assertThat(rows()).containsExactly("null 10:00 700 of 900.0 null");
        add(LIMIT, PROXY, "12:00", 1000);
        assertThat(rows()).as("a limit alone measures nothing").hasSize(1);
        add(PERCENT_OF_LIMIT, PROXY, "12:00", 50);
        assertThat(rows()).containsExactly("proxy 12:00 500 of 1000.0 null");
    }

    @Test
    void aContainerWithoutLimitGivesNoRowsAndIsCounted() {
        add(PERCENT_OF_LIMIT, APP, "10:00", 50);
        add(PERCENT_OF_LIMIT, APP, "10:01", 50);
        add(WORKING_SET, POD, "10:00", 700);
        assertThat(rows()).containsExactly("null 10:00 700 of null null");
        assertThat(readings.lost())
                .containsExactly(Map.entry("percentage of a container without a limit on its day", 2L));
    }

    @Test
    void whatIsNoFiniteNumberOnceItIsMultipliedIsLeftOutAndCounted() {
        add(Quantity.MEGABYTES, APP, "10:00", 1e305);
        add(Quantity.MEGABYTES, APP, "10:01", 1);
        add(LIMIT, PROXY, "10:00", 1e307);
        add(PERCENT_OF_LIMIT, PROXY, "10:00", 1e307);
        assertThat(rows()).containsExactly("app 10:01 1048576 of null null");
        assertThat(readings.lost())
                .containsExactly(Map.entry("memory that is no finite number once it is reckoned in bytes", 2L));
    }

    @Test
    void minutesWithTwoValuesAreCountedAndTheOneReadLastIsKept() {
        for (String minute : List.of("10:00", "10:01")) {
            add(WORKING_SET, PROXY, minute, 700);
            add(WORKING_SET, PROXY, minute, 500);
            add(WORKING_SET, PROXY, minute, 600);
            add(LIMIT, PROXY, minute, 1000);
            add(LIMIT, PROXY, minute, 2000);
        }
        add(WORKING_SET, APP, "10:01", 1);
        add(WORKING_SET, APP, "10:01", 2);
        assertThat(readings.lost())
                .containsExactly(
                        Map.entry("minutes with two different values, of which the one read last is kept", 3L));
        assertThat(rows())
                .containsExactly(
                        "app 10:01 2 of null null", "proxy 10:00 600 of 2000.0 null", "proxy 10:01 600 of 2000.0 null");
    }

    @Test
    void equalReadingsCorrectionsAndTwoLooksOfAMinuteContradictNothing() {
        add(WORKING_SET, PROXY, "10:00", 0.1 + 0.2);
        add(WORKING_SET, PROXY, "10:00", 0.3);
        readings.add(reading(WORKING_SET, PROXY, "10:01", 700, 2));
        readings.add(reading(WORKING_SET, PROXY, "10:01", 600, 3));
        readings.add(reading(WORKING_SET, PROXY, "10:01", 500, 2));
        add(WORKING_SET, PROXY, "10:02:00", 500);
        add(WORKING_SET, PROXY, "10:02:59", 600);
        add(RESTARTS, POD, "10:02", 0);
        add(RESTARTS, POD, "10:02", 1);
        assertThat(readings.lost()).isEmpty();
        DayReadings looks = new DayReadings("prod", DAY, new RowTraits("csv", 60, SamePeriod.MEAN));
        looks.add(reading(WORKING_SET, PROXY, "10:00:00", 1, 1));
        looks.add(reading(WORKING_SET, PROXY, "10:00:00", 2, 1));
        assertThat(looks.lost()).as("two looks within a second").isEmpty();
    }

    @Test
    void restartsGoToThePodsRowsOfTheirMinute() {
        add(RESTARTS, POD, "10:01", 1);
        for (MetricSubject container : List.of(PROXY, APP)) {
            add(LIMIT, container, "10:00", 1000);
            add(PERCENT_OF_LIMIT, container, "10:00", 10);
            add(PERCENT_OF_LIMIT, container, "10:01", 20);
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
        add(LIMIT, PROXY, "10:00", 1000);
        readings.add(reading(PERCENT_OF_LIMIT, PROXY, "10:00", 10, 2));
        readings.add(reading(PERCENT_OF_LIMIT, PROXY, "10:00", 20, 1));
        readings.add(reading(PERCENT_OF_LIMIT, PROXY, "10:01", 30, 1));
        readings.add(reading(PERCENT_OF_LIMIT, PROXY, "10:01:59", 40, 1));
        assertThat(rows()).containsExactly("proxy 10:00 100 of 1000.0 null", "proxy 10:01 400 of 1000.0 null");
    }

    @Test
    void aDayOfMinutesIsKept() {
        add(LIMIT, PROXY, "00:00", 1000);
        for (int minute = 0; minute < 1440; minute++) {
            add(PERCENT_OF_LIMIT, PROXY, LocalTime.MIN.plusMinutes(minute).toString(), minute);
        }
        assertThat(readings.rows(Map.of()).map(MemoryRow::workingSetBytes))
                .hasSize(1440)
                .endsWith(14390.0);
    }

    @Test
    void restartsOfMinutesWithoutMemoryGoToTheNextRow() {
        add(LIMIT, PROXY, "10:00", 1000);
        add(PERCENT_OF_LIMIT, PROXY, "10:00", 10);
        add(RESTARTS, POD, "10:01", 1);
        add(RESTARTS, POD, "10:02", 2);
        add(PERCENT_OF_LIMIT, PROXY, "10:03", 10);
        add(PERCENT_OF_LIMIT, PROXY, "10:04", 10);
        assertThat(rows())
                .containsExactly(
                        "proxy 10:00 100 of 1000.0 null",
                        "proxy 10:03 100 of 1000.0 3.0",
                        "proxy 10:04 100 of 1000.0 null");
    }

    /** The gauge stays up until a container ends otherwise, and is not sent while it is 0. */
    @Test
    void onlyTheRisingEdgesOfTheGaugeAreKills() {
        add(LIMIT, PROXY, "10:00", 1000);
        for (int minute = 0; minute < 9; minute++) {
            add(PERCENT_OF_LIMIT, PROXY, "10:0" + minute, 10);
            add(RESTARTS, POD, "10:0" + minute, 0);
        }
        add(OOM_KILLED, POD, "10:02", 1);
        add(OOM_KILLED, POD, "10:03", 1);
        add(OOM_KILLED, POD, "10:04", 2);
        add(OOM_KILLED, POD, "10:07", 1);
        assertThat(readings.rows(Map.of()).map(MemoryRow::oomKills))
                .containsExactly(0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0);
    }

    @Test
    void aGaugeThatIsUpWhenTheDayBeginsTellsNothingOfTheDay() {
        add(LIMIT, PROXY, "00:00", 1000);
        for (int minute = 0; minute < 3; minute++) {
            add(PERCENT_OF_LIMIT, PROXY, "00:0" + minute, 10);
            add(RESTARTS, POD, "00:0" + minute, 0);
            add(OOM_KILLED, POD, "00:0" + minute, 1);
        }
        assertThat(readings.rows(Map.of()).map(MemoryRow::oomKills)).containsOnly(0.0);
    }

    @Test
    void ofOneContainerARestartAfterAKillIsAnotherKill() {
        for (int minute = 0; minute < 4; minute++) {
            add(WORKING_SET, PROXY, "10:0" + minute, 100);
            add(OOM_KILLED, PROXY, "10:0" + minute, minute == 0 ? 0 : 1);
            add(RESTARTS, PROXY, "10:0" + minute, minute % 2);
        }
        assertThat(readings.rows(Map.of()).map(MemoryRow::oomKills)).containsExactly(0.0, 1.0, 0.0, 1.0);
    }

    /** As an init container's, which has no limit by the agent's reckoning. */
    @Test
    void percentOfTheNodeTimesTheSizeThatThePodTells() {
        add(LIMIT, APP, "10:00", 1000);
        add(PERCENT_OF_LIMIT, APP, "10:00", 50);
        add(PERCENT_OF_NODE, PROXY, "10:00", 2);
        add(PERCENT_OF_NODE, PROXY, "10:01", 3);
        add(WORKING_SET, POD, "10:00", 700);
        add(PERCENT_OF_NODE, POD, "10:00", 7);
        assertThat(rows())
                .containsExactly(
                        "app 10:00 500 of 1000.0 null", "proxy 10:00 200 of null null", "proxy 10:01 300 of null null");
        assertThat(readings.rows(Map.of()).map(MemoryRow::derivation))
                .containsExactly("percent-of-limit", "percent-of-node", "percent-of-node");
        assertThat(readings.lost()).isEmpty();
    }

    @Test
    void theNodesSizeIsTheClustersOnlyWhereAllAreAlike() {
        add(PERCENT_OF_NODE, PROXY, "10:00", 2);
        add(Quantity.SMALLEST_NODE, MetricSubject.cluster("eks"), "09:00", 10_000);
        add(Quantity.LARGEST_NODE, MetricSubject.cluster("eks"), "09:00", 10_000);
        assertThat(rows()).containsExactly("proxy 10:00 200 of null null");
        add(Quantity.LARGEST_NODE, MetricSubject.cluster("eks"), "11:00", 20_000);
        add(WORKING_SET, POD, "10:00", 700);
        assertThat(rows()).containsExactly("null 10:00 700 of null null");
        assertThat(readings.lost())
                .containsExactly(Map.entry(
                        "percentage of a node whose size is not known: the cluster's nodes differ, or are not measured",
                        1L));
    }

    @Test
    void aContainerHasOneRowAMinuteByTheBestOfItsRoutes() {
        add(PERCENT_OF_LIMIT, PROXY, "10:00", 50);
        add(LIMIT, PROXY, "10:00", 1000);
        add(WORKING_SET, PROXY, "10:01", 600);
        add(PERCENT_OF_LIMIT, PROXY, "10:01", 50);
        add(PERCENT_OF_NODE, PROXY, "10:01", 5);
        add(PERCENT_OF_NODE, PROXY, "10:02", 25);
        add(Quantity.SMALLEST_NODE, MetricSubject.cluster("eks"), "10:00", 10_000);
        add(Quantity.LARGEST_NODE, MetricSubject.cluster("eks"), "10:00", 10_000);
        assertThat(readings.rows(Map.of()).map(row -> row.workingSetBytes() + " " + row.derivation()))
                .containsExactly("500.0 percent-of-limit", "600.0 working-set", "2500.0 percent-of-node");
    }

    @Test
    void anEcsTaskMeasuredUnderBothNamesIsItsServices() {
        MetricSubject byFamily = new MetricSubject("ecs", "ecs", "family", "task", "app", true);
        add(MEGABYTES, byFamily, "10:00", 3);
        assertThat(readings.rows(Map.of()).map(row -> row.container().workload()))
                .containsExactly("family");
        add(MEGABYTES, new MetricSubject("ecs", "ecs", "service", "task", "app"), "10:00", 3);
        add(MEGABYTES, new MetricSubject("ecs", "ecs", "service", "task", null), "10:00", 4);
        add(MEGABYTES, byFamily.wholePod(), "10:00", 4);
        assertThat(readings.rows(Map.of())
                        .map(row -> "%s %s %.0f %s"
                                .formatted(
                                        row.container().workload(),
                                        row.container().container(),
                                        row.workingSetBytes(),
                                        row.derivation())))
                .containsExactly("service app 3145728 megabytes");
    }

    @Test
    void restartsSoFarAreCountedFromValueToValueAcrossMidnight() {
        for (String reading : List.of("10:00 3", "10:01 4", "10:02 4", "10:04 6", "10:05 1")) {
            String[] parts = reading.split(" ", 2);
            add(WORKING_SET, PROXY, parts[0], 1000);
            add(Quantity.RESTART_TOTAL, PROXY, parts[0], Double.parseDouble(parts[1]));
        }
        add(WORKING_SET, PROXY, "10:03", 1000);
        assertThat(readings.rows(Map.of()).map(MemoryRow::restarts))
                .as("a total that falls has begun anew")
                .containsExactly(null, 1.0, 0.0, null, 2.0, 1.0);
        assertThat(readings.rows(Map.of(PROXY, 1.0)).map(MemoryRow::restarts).findFirst())
                .hasValue(2.0);
        assertThat(readings.restartTotals()).containsExactly(Map.entry(PROXY, 1.0));
    }

    @Test
    void ofSingleLooksAMinuteHasTheMeanAndEachMomentCountsOnce() {
        DayReadings looks = new DayReadings("prod", DAY, new RowTraits("csv", 60, SamePeriod.MEAN));
        for (String look : List.of("10:00:45 500", "10:00:00 100", "10:00:15 900", "10:00:15 300", "10:02:59 7")) {
            String[] parts = look.split(" ", 2);
            looks.add(reading(WORKING_SET, PROXY, parts[0], Double.parseDouble(parts[1]), 1));
            looks.add(reading(Quantity.RESTART_TOTAL, PROXY, parts[0], parts[0].length(), 1));
        }
        assertThat(looks.rows(Map.of(PROXY, 8.0))
                        .map(row -> row.time() + " " + row.workingSetBytes() + " " + row.restarts()))
                .containsExactly("2026-11-17T10:00:00Z 300.0 0.0", "2026-11-17T10:02:00Z 7.0 0.0");
    }

    private void add(Quantity metric, MetricSubject subject, String time, double value) {
        readings.add(reading(metric, subject, time, value, 1));
    }

    private static Reading reading(Quantity metric, MetricSubject subject, String time, double value, double samples) {
        return new Reading(
                metric, subject, DAY.atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC), value, samples);
    }

    private List<String> rows() {
        return readings.rows(Map.of())
                .map(row -> "%s %s %.0f of %s %s"
                        .formatted(
                                row.container().container(),
                                row.time().atZone(ZoneOffset.UTC).toLocalTime(),
                                row.workingSetBytes(),
                                row.limitBytes(),
                                row.restarts()))
                .toList();
    }
}
