package dev.culprit.report.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Period;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Shape;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.history.Change.Kind;
import dev.culprit.report.history.RestartSchedule.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class RestartScheduleTest {
    private static final Instant FROM = Instant.parse("2026-11-02T00:00:00Z");
    private static final Period WEEK = new Period(FROM, FROM.plus(Duration.ofDays(7)));

    @Test
    void whatHappensEveryNightIsASchedule() {
        RestartSchedule schedule = schedule(3.2, 27.1, 51.3, 75.2, 99.2, 123.2, 147.2);
        assertThat(schedule.every()).isEqualTo(Duration.ofDays(1));
        assertThat(schedule.seen()).isEqualTo(7);
        assertThat(schedule.words()).isEqualTo("the daily restart at about 03:12 UTC");
        assertThat(schedule.next(WEEK.to())).isEqualTo(Instant.parse("2026-11-09T03:12:00Z"));
    }

    @Test
    void aDeployBetweenSpoilsNothingAndNeitherDoesANightWithout() {
        assertThat(schedule(3, 27, 40.5, 51, 75, 99, 147).every()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void twoAreNoSchedule() {
        assertThat(schedule(3, 27)).isNull();
    }

    @Test
    void threeOfSevenNightsAreNone() {
        assertThat(schedule(3, 27, 51)).isNull();
    }

    @Test
    void whatDiesOfItsMemoryIsNoSchedule() {
        assertThat(schedule(29.7, 60.1, 89.2, 120.4, 150.3)).isNull();
        assertThat(schedule(9.3, 31, 40, 77, 99, 101, 140)).isNull();
    }

    @Test
    void everySixHoursIsOne() {
        double[] hours =
                DoubleStream.iterate(5, hour -> hour < 168, hour -> hour + 6).toArray();
        assertThat(schedule(hours).words()).isEqualTo("the restart every 6 h (at about 05:00 UTC and so on)");
    }

    @Test
    void onceAWeekTakesThreeWeeksToBeSeen() {
        List<Life> lives = new ArrayList<>();
        List<Period> periods = new ArrayList<>();
        for (int week = 0; week < 3; week++) {
            Period period =
                    new Period(FROM.plus(Duration.ofDays(7L * week)), FROM.plus(Duration.ofDays(7L * week + 7)));
            periods.add(period);
            lives.addAll(lives(period, 26));
            RestartSchedule schedule = RestartSchedule.of(lives, periods);
            if (week < 2) {
                assertThat(schedule).isNull();
            } else {
                assertThat(schedule.words()).isEqualTo("the weekly restart on Tuesday at about 02:00 UTC");
            }
        }
    }

    @Test
    void oneReplicaOfManyThatRestartsIsNotTheWorkloadsSchedule() {
        List<Life> lives = new ArrayList<>(lives(WEEK, 3, 27, 51, 75, 99, 123, 147));
        for (int replica = 0; replica < 3; replica++) {
            lives.addAll(lives(WEEK));
        }
        assertThat(RestartSchedule.of(lives, List.of(WEEK))).isNull();
    }

    @Test
    void replicasThatRestartOneAfterTheOtherCountOnce() {
        List<Life> lives = new ArrayList<>();
        for (int replica = 0; replica < 4; replica++) {
            double late = replica * 0.2;
            lives.addAll(lives(WEEK, 3 + late, 27 + late, 51 + late, 75 + late, 99 + late, 123 + late, 147 + late));
        }
        assertThat(RestartSchedule.of(lives, List.of(WEEK)).seen()).isEqualTo(7);
    }

    @Test
    void theForecastTellsWhichComesFirst() {
        RestartSchedule nightly = schedule(3, 27, 51, 75, 99, 123, 147);
        Forecast calm = Forecast.of(week(100.0), null, nightly, WEEK.to());
        assertThat(calm.sentence())
                .isEqualTo(
                        "Memory reaches its limit at about 13 Nov 2026 at this slope (95 %: 11 Nov, 19:00 UTC to 17 Nov"
                                + " 2026), counted from the last reading on 9 Nov, 00:00; the daily restart at about 03:00 UTC (seen 7"
                                + " times) comes first, next on 9 Nov, 03:00.");
        assertThat(calm.at()).isEqualTo(WEEK.to().plus(Duration.ofHours(100)));
        assertThat(calm.restartFirst()).isTrue();
        assertThat(calm.nextRestart()).isEqualTo(Instant.parse("2026-11-09T03:00:00Z"));
        Forecast soon = Forecast.of(week(2.0), null, nightly, WEEK.to());
        assertThat(soon.restartFirst()).isFalse();
        assertThat(soon.sentence()).contains(", before the daily restart");
        assertThat(Forecast.of(week(4.0), null, nightly, WEEK.to()).sentence())
                .contains("comes first at that slope, not surely");
        assertThat(Forecast.of(week(0.0), null, nightly, WEEK.to()).sentence()).isEqualTo("Memory is at its limit.");
    }

    @Test
    void nothingIsForetoldOfWhatIsFixedOrHasNoLimit() {
        Change fixed = new Change(Kind.FIXED, "Fixed.", null, null, null, null, null);
        assertThat(Forecast.of(week(100.0), fixed, null, WEEK.to())).isNull();
        assertThat(Forecast.of(week(null), null, null, WEEK.to())).isNull();
        assertThat(Forecast.of(week(100.0), null, null, WEEK.to()).nextRestart())
                .isNull();
    }

    @Test
    void itIsCountedFromTheLastReadingAndNotMadeOfWhatIsSilentOrHasStopped() {
        Instant last = WEEK.to().minus(Duration.ofHours(5));
        assertThat(Forecast.of(week(10.0), null, null, last).at())
                .isEqualTo(WEEK.to().plus(Duration.ofHours(5)));
        assertThat(Forecast.of(week(10.0), null, null, WEEK.to().minus(Duration.ofHours(25))))
                .isNull();
    }

    private static Week week(Double hoursToLimit) {
        return new Week(
                WEEK,
                Verdict.LABEL,
                new MemoryTrend(2e6, 1e6, 3e6, hoursToLimit == null ? Shape.FLAT : Shape.LEAK, 7, hoursToLimit),
                List.of(),
                List.of(),
                List.of(),
                160);
    }

    private static RestartSchedule schedule(double... hours) {
        return RestartSchedule.of(lives(WEEK, hours), List.of(WEEK));
    }

    /** One replica that restarts at these hours of the period. */
    private static List<Life> lives(Period period, double... hours) {
        List<Life> lives = new ArrayList<>();
        Instant start = period.from();
        for (double hour : hours) {
            Instant restart = period.from().plusSeconds(Math.round(hour * 3600));
            lives.add(new Life(start, restart.minusSeconds(60)));
            start = restart;
        }
        lives.add(new Life(start, period.to()));
        return lives;
    }
}
