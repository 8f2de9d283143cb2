package dev.culprit.report.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Period;
import dev.culprit.model.finding.BeforeAfter;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Finding.Intervention;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Shape;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.history.Change.Kind;
import dev.culprit.report.history.Week.Grower;
import dev.culprit.report.history.Week.LabelBirths;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
    private static final Instant MONDAY = Instant.parse("2026-11-02T00:00:00Z");
    private static final List<String> HOST = List.of("destination_service", "destination_service_name");

    @Test
    void withoutEarlierWeeksALeakIsNewAndASteadyContainerIsNothingToTell() {
        assertThat(judged(leak(1, 2.0, 3.0, 500)).kind()).isEqualTo(Kind.NEW);
        assertThat(judged(steady(1))).isNull();
        assertThat(judged(unknown(1))).isNull();
    }

    @Test
    void intervalsThatOverlapAreNoChange() {
        Change change = judged(leak(1, 2.0, 3.0, 500), leak(2, 2.9, 4.1, 700));
        assertThat(change.kind()).isEqualTo(Kind.SAME);
        assertThat(change.sentence())
                .isEqualTo("As in the week of 2 Nov: slope from 2.50 MB/h (95 %: 2.00..3.00) to 3.50 (2.90..4.10),"
                        + " new series from 500 to 700 an hour.");
    }

    @Test
    void intervalsApartAreWorseOrBetter() {
        assertThat(judged(leak(1, 2.0, 3.0, 500), leak(2, 3.1, 4.1, 500)).kind())
                .isEqualTo(Kind.WORSE);
        assertThat(judged(leak(1, 2.0, 3.0, 500), leak(2, 1.0, 1.9, 500)).kind())
                .isEqualTo(Kind.BETTER);
    }

    @Test
    void birthsThatDoubleAreWorseAndThoseThatHalveBetter() {
        assertThat(judged(leak(1, 2.0, 3.0, 500), leak(2, 2.0, 3.0, 999)).kind())
                .isEqualTo(Kind.SAME);
        assertThat(judged(leak(1, 2.0, 3.0, 500), leak(2, 2.0, 3.0, 1000)).kind())
                .isEqualTo(Kind.WORSE);
        assertThat(judged(leak(1, 2.0, 3.0, 500), leak(2, 2.0, 3.0, 250)).kind())
                .isEqualTo(Kind.BETTER);
    }

    @Test
    void memoryThatFollowsAWatchedLabelIsWorse() {
        Change change = judged(watch(1, 500), leak(2, 2.0, 3.0, 500));
        assertThat(change.kind()).isEqualTo(Kind.WORSE);
        assertThat(change.sentence()).contains("memory follows now");
    }

    @Test
    void aFixNeedsBirthsThatStoppedAndMemoryThatStands() {
        Instant last = MONDAY.plus(Duration.ofDays(5));
        Week before = with(leak(1, 2.0, 3.0, 500), new LabelBirths(HOST, 40_000, last));
        Change fixed = judged(before, steady(2, -0.1, 0.3));
        assertThat(fixed.kind()).isEqualTo(Kind.FIXED);
        assertThat(fixed.since()).isEqualTo(last);
        assertThat(fixed.sentence())
                .isEqualTo(
                        "Fixed since 7 Nov, 00:00, or by 9 Nov, 01:00 at the latest: slope from 2.50 MB/h (95 %: 2.00..3.00) to 0.10 (-0.10..0.30),"
                                + " new series from 500 to 0 an hour.");
        assertThat(fixed.birthsPerHourAfter()).isZero();
    }

    @Test
    void aLittleGrowthThatIsLeftIsNoneToSpeakOf() {
        assertThat(judged(leak(1, 2.0, 3.0, 500), steady(2, 0.1, 0.4)).kind()).isEqualTo(Kind.FIXED);
        assertThat(judged(leak(1, 2.0, 3.0, 500), steady(2, 0.1, 0.6)).kind()).isEqualTo(Kind.BETTER);
    }

    @Test
    void aWatchedLabelThatFellSilentOnTheFirstDayIsFixed() {
        Instant early = MONDAY.plus(Duration.ofHours(7 * 24 + 7));
        Week silent = with(watch(2, 30), new LabelBirths(HOST, 200, early));
        Change fixed = judged(leak(1, 2.0, 3.0, 500), silent);
        assertThat(fixed.kind()).isEqualTo(Kind.FIXED);
        assertThat(fixed.since()).isEqualTo(early);
        assertThat(fixed.sentence()).startsWith("Fixed since 9 Nov, 07:00: slope");
        Week late = with(watch(2, 30), new LabelBirths(HOST, 200, MONDAY.plus(Duration.ofHours(2 * 7 * 24 - 3))));
        assertThat(judged(leak(1, 2.0, 3.0, 500), late).kind()).isEqualTo(Kind.BETTER);
    }

    @Test
    void aFixIsNotAssumed() {
        Week before = leak(1, 2.0, 3.0, 500);
        Change wide = judged(before, steady(2, -2.0, 2.2));
        assertThat(wide.kind()).isEqualTo(Kind.BETTER);
        assertThat(wide.sentence()).contains("have stopped", "cannot be told yet");
        Change unmeasured = judged(before, week(2, Verdict.STEADY, null, List.of(), List.of()));
        assertThat(unmeasured.sentence()).contains("cannot be told yet");
        Change goOn = judged(before, with(steady(2, -0.1, 0.3), new LabelBirths(HOST, 60_000, null)));
        assertThat(goOn.kind()).isEqualTo(Kind.BETTER);
        assertThat(goOn.sentence()).contains("not fixed");
        Change grows = judged(before, steady(2, 0.9, 1.3));
        assertThat(grows.kind()).isEqualTo(Kind.BETTER);
        assertThat(grows.sentence()).contains("not fixed");
    }

    @Test
    void aFixInsideThePeriodIsProvenByItsOwnFigures() {
        Change fixed = judged(stopped(1, 2.1, 3.6, -0.1, 0.3));
        assertThat(fixed.kind()).isEqualTo(Kind.FIXED);
        assertThat(fixed.sentence())
                .isEqualTo("Fixed since 4 Nov, 09:40: slope from 2.85 MB/h (95 %: 2.10..3.60) to 0.10 (-0.10..0.30),"
                        + " new series from 500 to 0 an hour; 4 lifetimes before, 6 lifetimes after.");
        Change early = judged(leak(1, 2.0, 3.0, 500), stopped(2, 2.1, 3.6, -3.0, 3.0));
        assertThat(early.kind()).isEqualTo(Kind.SAME);
        assertThat(early.sentence())
                .contains("with 60 h of readings after it, whether memory follows cannot be told yet");
        Change grows = judged(leak(1, 2.0, 3.0, 500), stopped(2, 2.1, 3.6, 1.8, 2.6));
        assertThat(grows.sentence()).contains("New values stopped on 11 Nov, 09:40, but memory grows on");
    }

    @Test
    void whatStaysAwayIsStillFixedAndWhatReturnsIsARegression() {
        Week[] weeks = {stopped(1, 2.1, 3.6, -0.1, 0.3), steady(2, -0.1, 0.1), leak(3, 2.0, 3.0, 500)};
        Change still = judged(weeks[0], weeks[1]);
        assertThat(still.kind()).isEqualTo(Kind.SAME);
        assertThat(still.sentence()).startsWith("Still fixed since 4 Nov, 09:40");
        Change back = judged(weeks);
        assertThat(back.kind()).isEqualTo(Kind.REGRESSION);
        assertThat(back.sentence())
                .isEqualTo("Back again: last seen in the week of 2 Nov, fixed on 4 Nov, 09:40."
                        + " Slope now 2.50 MB/h (95 %: 2.00..3.00).");
        Change atOnce = judged(weeks[0], leak(2, 2.0, 3.0, 500));
        assertThat(atOnce.kind()).isEqualTo(Kind.REGRESSION);
    }

    @Test
    void anotherLabelIsNew() {
        Week other = week(2, Verdict.LABEL, memory(2.0, 3.0), List.of(new Grower(List.of("path"), 80)), List.of());
        Change change = judged(leak(1, 2.0, 3.0, 500), other);
        assertThat(change.kind()).isEqualTo(Kind.NEW);
        assertThat(change.sentence())
                .startsWith("New: in the week of 2 Nov it was destination_service, destination_service_name.");
    }

    @Test
    void aLeakThatALabelNoLongerExplainsIsNotNew() {
        Change change =
                judged(leak(1, 2.0, 3.0, 500), week(2, Verdict.NO_LABEL, memory(2.0, 3.0), List.of(), List.of()));
        assertThat(change.kind()).isEqualTo(Kind.SAME);
        assertThat(change.sentence())
                .contains("have stopped, and memory grows on: not they, or not they alone, cost it");
    }

    @Test
    void aLeakWithoutALabelThatIsGoneIsNotCalledFixed() {
        Change change = judged(week(1, Verdict.NO_LABEL, memory(2.0, 3.0), List.of(), List.of()), steady(2, -0.1, 0.1));
        assertThat(change.kind()).isEqualTo(Kind.BETTER);
        assertThat(change.sentence()).contains("whether its cause was mended or rests cannot be told");
    }

    @Test
    void weeksBetweenThatAreMissingAreTold() {
        Change missing = judged(leak(1, 2.0, 3.0, 500), leak(4, 2.0, 3.0, 500));
        assertThat(missing.sentence()).startsWith("As when last seen in the week of 2 Nov: ");
        Change unjudged = judged(leak(1, 2.0, 3.0, 500), unknown(2), leak(3, 2.0, 3.0, 500));
        assertThat(unjudged.sentence()).startsWith("As when last seen in the week of 2 Nov: ");
        Change newcomer = judged(steady(1), leak(4, 2.0, 3.0, 500));
        assertThat(newcomer.sentence()).contains("the container was last seen in the week of 2 Nov, without it");
    }

    @Test
    void whatNobodySettledIsRemembered() {
        Instant today = MONDAY.plus(Duration.ofDays(7));
        assertThat(Comparison.unsettled(List.of(leak(1, 2.0, 3.0, 500)), today))
                .isEqualTo("destination_service, destination_service_name was found in the week of 2 Nov");
        assertThat(Comparison.unsettled(List.of(stopped(1, 2.1, 3.6, -0.1, 0.3)), today))
                .isNull();
        assertThat(Comparison.unsettled(List.of(steady(1)), today)).isNull();
        assertThat(Comparison.unsettled(List.of(leak(1, 2.0, 3.0, 500)), today.plus(Duration.ofDays(60))))
                .isNull();
    }

    private static Change judged(Week... weeks) {
        return Comparison.of(Arrays.asList(weeks).subList(0, weeks.length - 1), weeks[weeks.length - 1]);
    }

    private static Week leak(int number, double low, double high, double seriesPerHour) {
        return week(number, Verdict.LABEL, memory(low, high), List.of(new Grower(HOST, seriesPerHour)), List.of());
    }

    private static Week watch(int number, double seriesPerHour) {
        return week(number, Verdict.WATCH, memory(-0.1, 0.1), List.of(new Grower(HOST, seriesPerHour)), List.of());
    }

    private static Week stopped(int number, double low, double high, double lowAfter, double highAfter) {
        Instant moment = MONDAY.plus(Duration.ofDays(7L * (number - 1) + 2)).plus(Duration.ofMinutes(580));
        Intervention stop = new Intervention(
                Intervention.BIRTHS_STOPPED,
                HOST,
                new Intervention.Dating(moment, moment, moment, false),
                "convicts",
                new BeforeAfter<>(20.0, 0.0),
                new BeforeAfter<>(500.0, 0.0),
                new BeforeAfter<>(slope(low, high), slope(lowAfter, highAfter)),
                new BeforeAfter<>(4L, 6L),
                new BeforeAfter<>(50.0, 60.0));
        return week(number, Verdict.LABEL, memory(low, high), List.of(new Grower(HOST, 250)), List.of(stop));
    }

    private static Week steady(int number) {
        return steady(number, -0.1, 0.1);
    }

    private static Week steady(int number, double low, double high) {
        return week(number, Verdict.STEADY, memory(low, high), List.of(), List.of());
    }

    private static Week unknown(int number) {
        return week(number, Verdict.INSUFFICIENT_DATA, null, List.of(), List.of());
    }

    private static Week with(Week week, LabelBirths births) {
        return new Week(
                week.period(),
                week.verdict(),
                week.memory(),
                week.culprits(),
                week.interventions(),
                List.of(births),
                week.hours());
    }

    private static Week week(
            int number, Verdict verdict, MemoryTrend memory, List<Grower> culprits, List<Intervention> interventions) {
        Instant from = MONDAY.plus(Duration.ofDays(7L * (number - 1)));
        return new Week(
                new Period(from, from.plus(Duration.ofDays(7))),
                verdict,
                memory,
                culprits,
                interventions,
                List.of(),
                150);
    }

    /** Megabytes an hour. */
    private static MemoryTrend memory(double low, double high) {
        return new MemoryTrend((low + high) / 2 * 1e6, low * 1e6, high * 1e6, Shape.LEAK, 7, null);
    }

    private static Interval slope(double low, double high) {
        return new Interval((low + high) / 2 * 1e6, low * 1e6, high * 1e6);
    }
}
