package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether growth is worth an accusation. */
final class NamingTest {
    @Test
    void growthThatSomebodyWillFeelIsWorthIt() {
        assertThat(Naming.isWorthIt(climbing(0.4e6, 30e6))).isTrue();
        assertThat(Naming.isWorthIt(climbing(0.6e6, 300e6))).isTrue();
        assertThat(Naming.isWorthIt(climbing(0.4e6, 300e6))).isFalse();
    }

    @Test
    void noneIsNamedForLessAndTheFindingSaysWhy() {
        Assessment named = Assessor.assess(climbing(6e6, 300e6), List.of());
        assertThat(named.verdict()).isEqualTo(Verdict.LABEL);
        Assessment slow = Assessor.assess(climbing(0.4e6, 300e6), List.of());
        assertThat(slow.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(slow.candidates().get(0).labels()).containsExactly("host");
        assertThat(slow.missing().get(0))
                .isEqualTo(
                        "growth that matters: memory climbs by 400.0 kB a day, 0.1 % of itself; for less than 500.0 kB and 1 % a day no"
                                + " label is named, unless the limit is less than a month away");
    }

    @Test
    void thePaceIsTheReasonWhyNoneIsNamed() {
        WorkloadContainer slow = climbing(0.4e6, 300e6);
        Assessment assessment = Assessor.assess(slow, List.of());
        assertThat(new AcquittalEvidence()
                        .ofAcquitted(assessment.candidates().get(0), slow)
                        .get(0)
                        .text())
                .contains(
                        " new series an hour), but memory climbs too slowly for anybody to be named: probability 0.99.");
    }

    /** The limit is 1 GB. */
    @Test
    void whateverFillsAContainerWithinAMonthIsWorthIt() {
        assertThat(Naming.isWorthIt(climbing(standingAt(990e6), 0.4e6, 990e6))).isTrue();
        assertThat(Naming.isWorthIt(climbing(standingAt(980e6), 0.4e6, 980e6))).isFalse();
    }

    private static WorkloadContainer standingAt(double level) {
        return Containers.of(Containers.plain("shop-0", 1, 0).using((life, hour) -> level));
    }

    private static WorkloadContainer climbing(double bytesPerDay, double level) {
        return climbing(Containers.COSTLY, bytesPerDay, level);
    }

    /** As if it climbed at another pace. */
    private static WorkloadContainer climbing(WorkloadContainer unit, double bytesPerDay, double level) {
        return Containers.asking(
                unit,
                question -> new Question(
                        question.panel(),
                        climbing(question.growth(), bytesPerDay / 24, level),
                        null,
                        null,
                        question.births(),
                        null));
    }

    private static MemoryGrowth climbing(MemoryGrowth growth, double bytesPerHour, double level) {
        return new MemoryGrowth(
                growth.shape(),
                growth.rise(),
                growth.hours(),
                level,
                growth.threshold(),
                new Interval(bytesPerHour, bytesPerHour / 2, 2 * bytesPerHour),
                growth.leak(),
                growth.course(),
                growth.slopes());
    }
}
