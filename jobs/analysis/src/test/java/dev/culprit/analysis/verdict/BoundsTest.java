package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.verdict.AssessedCandidate.DecidedBy;
import dev.culprit.model.finding.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of labels that a rule bounds, whatever their score. */
final class BoundsTest {
    @Test
    void aLabelThatStandingReplicasTakeTooIsNotNamed() {
        Assessment assessment = assess(Containers.of(
                Containers.costly("shop-0", 1), Containers.free("shop-1", 2), Containers.free("shop-2", 3)));
        assertThat(first(assessment).decidedBy()).isEqualTo(AssessedCandidate.DecidedBy.STANDING_REPLICAS);
        assertThat(assessment.verdict()).isEqualTo(Verdict.NO_LABEL);
    }

    @Test
    void goroutinesThatMayBeAQuarterOfTheGrowthLeaveALabelInDoubt() {
        AssessedCandidate host = first(assess(holding("go_goroutines", 20)));
        assertThat(host.decidedBy()).isEqualTo(DecidedBy.OTHER_HOLDINGS);
        assertThat(host.probability()).isEqualTo(0.5);
        assertThat(assess(holding("go_goroutines", 20)).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        // A few are nothing beside the growth.
        assertThat(assess(holding("go_goroutines", 2)).verdict()).isEqualTo(Verdict.LABEL);
    }

    @Test
    void objectsOfTheLabelThatAreMostOfTheGrowthAcquitIt() {
        Assessment assessment = assess(holding("cache_bytes", 0.4e6, "host"));
        assertThat(first(assessment).decidedBy()).isEqualTo(DecidedBy.OBJECTS);
        assertThat(first(assessment).probability()).isEqualTo(0.2);
        // Series alone would explain the growth as well, and yet it is no label's, as the only one is acquitted.
        assertThat(assessment.verdict()).isEqualTo(Verdict.NO_LABEL);
        assertThat(assess(holding("cache_bytes", 0.1e6, "host")).verdict()).isEqualTo(Verdict.LABEL);
        assertThat(assess(holding("cache_bytes", 0.4e6, "tenant")).verdict()).isEqualTo(Verdict.LABEL);
    }

    /** Whoever opens a channel for each message that stays gets a series for it that does not. */
    @Test
    void memoryThatStaysLongAfterItsSeriesAreGoneIsNoLabels() {
        Assessment assessment = assess(Containers.of(
                Containers.costly("shop-0", 1).expiring(0.5),
                Containers.costly("shop-1", 2).expiring(0.5)));
        assertThat(first(assessment).decidedBy()).isEqualTo(DecidedBy.GONE);
        assertThat(first(assessment).probability()).isEqualTo(Score.WITNESSED);
        assertThat(assessment.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(assess(Containers.of(
                                Containers.costly("shop-0", 1).expiring(6),
                                Containers.costly("shop-1", 2).expiring(6)))
                        .verdict())
                .isEqualTo(Verdict.LABEL);
    }

    /** Each container of a pod that climbs is one more that the births in one of them's scrapes may be held against. */
    @Test
    void seriesInAnotherContainersScrapesMustBeFollowedSurely() {
        assertThat(isBounded(Containers.of(Containers.wandering("shop-0", 1)))).isFalse();
        assertThat(isBounded(Containers.scrapedWithProxy(Containers.wandering("shop-0", 1))))
                .isTrue();
        assertThat(isBounded(Containers.scrapedWithProxy(Containers.costly("shop-0", 1))))
                .isFalse();
    }

    /** A cache may be filled by the same values that a counter has for its label. */
    @Test
    void whatIsDearerThanAnySeriesLeavesALabelInDoubt() {
        AssessedCandidate host = first(assess(priced(8)));
        assertThat(host.decidedBy()).isEqualTo(DecidedBy.PRICE);
        assertThat(host.probability()).isEqualTo(Score.WITNESSED);
        assertThat(assess(priced(8)).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(assess(priced(5)).verdict()).isEqualTo(Verdict.LABEL);
    }

    /** @param times what a series costs in {@link Containers#COSTLY} */
    private static WorkloadContainer priced(double times) {
        return Containers.of(Containers.priced("shop-0", 1, times), Containers.priced("shop-1", 2, times));
    }

    @Test
    void seriesThatExpireAreHardlySuspected() {
        WorkloadContainer unit = Containers.of(Containers.expiring("shop-0", 1), Containers.expiring("shop-1", 2));
        AssessedCandidate host = first(assess(unit));
        assertThat(host.decidedBy()).isEqualTo(DecidedBy.EXPIRY);
        assertThat(host.probability()).isEqualTo(0.2);
        assertThat(isBounded(unit)).isTrue();
    }

    @Test
    void whatARuleBoundsIsNotLeftToTheScore() {
        assertThat(isBounded(Containers.COSTLY)).isFalse();
        assertThat(isBounded(holding("go_goroutines", 20))).isTrue();
        assertThat(isBounded(holding("cache_bytes", 0.4e6, "host"))).isTrue();
        assertThat(isBounded(Containers.of(Containers.costly("shop-0", 1).saying((life, hour) -> 10e6))))
                .isTrue();
    }

    private static boolean isBounded(WorkloadContainer unit) {
        return Bounds.any(unit, Assessor.evidence(unit, unit.associations().get(0), List.of(), null));
    }

    /** Two replicas whose growth is a label's, and a gauge that rises by so much an hour. */
    private static WorkloadContainer holding(String metric, double perHour, String... labels) {
        return Containers.of(
                Containers.costly("shop-0", 1).holding(metric, (life, hour) -> 50 + perHour * hour, labels),
                Containers.costly("shop-1", 2).holding(metric, (life, hour) -> 50 + perHour * hour, labels));
    }

    private static AssessedCandidate first(Assessment assessment) {
        return assessment.candidates().get(0);
    }

    private static Assessment assess(WorkloadContainer unit) {
        return Assessor.assess(unit, List.of());
    }
}
