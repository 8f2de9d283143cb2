package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.BirthsAccount;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.evidence.UsualPrice;
import dev.culprit.analysis.memory.ClimbingPods;
import dev.culprit.analysis.memory.ClimbingPods.Pods;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.verdict.AssessedCandidate.DecidedBy;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Shape;
import dev.culprit.model.finding.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of a container whose truth is known. */
final class AssessmentTest {
    @Test
    void aLabelThatCarriesGrowthIsNamed() {
        Assessment assessment = assess(Containers.COSTLY);
        assertThat(assessment.verdict()).isEqualTo(Verdict.LABEL);
        assertThat(assessment.confidence()).isGreaterThan(0.9);
        assertThat(assessment.named()).hasSize(1);
        assertThat(assessment.named().get(0).labels()).containsExactly("host");
        assertThat(assessment.watched()).isEmpty();
    }

    @Test
    void aLeakWithoutAnyGrowingLabelIsNoLabels() {
        Assessment assessment = assess(Containers.LEAKING);
        assertThat(assessment.verdict()).isEqualTo(Verdict.NO_LABEL);
        assertThat(assessment.confidence()).isGreaterThan(0.9);
        assertThat(assessment.named()).isEmpty();
    }

    @Test
    void aLabelThatGrowsBesideStandingMemoryIsWatched() {
        Assessment assessment = assess(Containers.FREE);
        assertThat(assessment.verdict()).isEqualTo(Verdict.WATCH);
        assertThat(assessment.watched()).hasSize(1);
        assertThat(assessment.named()).isEmpty();
    }

    @Test
    void memoryThatStandsIsSteady() {
        Assessment assessment = assess(Containers.QUIET);
        assertThat(assessment.verdict()).isEqualTo(Verdict.STEADY);
        assertThat(assessment.watched()).isEmpty();
    }

    @Test
    void withoutReadingsThereIsTooLittleData() {
        Assessment assessment =
                assess(Containers.of(new Pod("shop-0", 3, 24).taking("host", 20, Pod.bursts(1, 6, 24))));
        assertThat(assessment.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(assessment.confidence()).isZero();
        assertThat(assessment.missing()).anyMatch(text -> text.startsWith("memory:"));
        assertThat(assessment.missing()).anyMatch(text -> text.contains("host"));
    }

    @Test
    void hoursAreTooLittleData() {
        Assessment assessment = assess(Containers.of(new Pod("shop-0", 3, 4).using((life, hour) -> 30e6 + 1e6 * hour)));
        assertThat(assessment.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(assessment.missing()).anyMatch(text -> text.startsWith("memory:"));
    }

    @Test
    void aLeakWithoutScrapesIsTooLittleDataAndStandingMemoryIsNot() {
        Assessment leak =
                assess(Containers.of(Containers.plain("shop-0", 1, 6e5).unscraped()));
        assertThat(leak.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(leak.missing()).anyMatch(text -> text.startsWith("scrapes:"));
        assertThat(assess(Containers.of(Containers.plain("shop-0", 1, 0).unscraped()))
                        .verdict())
                .isEqualTo(Verdict.STEADY);
    }

    @Test
    void oneReplicaIsNeverSurerThanItsKindAllows() {
        Assessment assessment = assess(Containers.of(Containers.costly("shop-0", 1)));
        assertThat(assessment.confidence()).isLessThanOrEqualTo(0.95);
        assertThat(assessment.missing()).anyMatch(text -> text.contains("second replica"));
    }

    @Test
    void replicasWithTheSameSeriesAreNoSurerThanOne() {
        Assessment assessment = assess(Containers.of(Containers.costly("shop-0", 1), Containers.costly("shop-1", 1)));
        assertThat(assessment.confidence()).isLessThanOrEqualTo(0.95);
        assertThat(assessment.missing())
                .anyMatch(text -> text.startsWith("replicas that differ"))
                .noneMatch(text -> text.contains("second replica"));
    }

    @Test
    void whereOnlyThePodIsMeasuredTheVerdictSaysSo() {
        assertThat(assess(Containers.of(Containers.costly("shop-0", 1).measuredAsAWhole()))
                        .missing())
                .anyMatch(text -> text.contains("only the pod as a whole"));
    }

    @Test
    void aLabelThatCarriesTheGrowthOfOneReplicaIsNamed() {
        Assessment assessment = assess(Containers.of(
                Containers.costly("shop-0", 1), Containers.plain("shop-1", 2, 0), Containers.plain("shop-2", 3, 0)));
        assertThat(assessment.verdict()).isEqualTo(Verdict.LABEL);
        AssessedCandidate host = first(assessment);
        assertThat(host.labels()).containsExactly("host");
        // The replicas that stand are held against it like another environment.
        assertThat(host.evidence().environments().elsewhere())
                .extracting(EnvironmentContrast.Elsewhere::environment)
                .containsExactly("prod (its other replicas)");
    }

    @Test
    void aLabelThatAnotherEnvironmentContradictsIsAcquittedOfWhatItsSeriesMayExplain() {
        WorkloadContainer unit = Containers.of(innocent("shop-0", 1), innocent("shop-1", 2));
        WorkloadContainer open = Containers.asking(
                unit,
                question -> new Question(
                        question.panel(),
                        question.growth(),
                        null,
                        null,
                        new BirthsAccount(
                                List.of(),
                                4000,
                                2500,
                                2500,
                                0,
                                0,
                                question.growth().rise().bytes(),
                                UsualPrice.ONE_NUMBER),
                        null));
        assertThat(assess(open).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(assess(open).missing().get(0)).endsWith("; the first to be suspected is host");
        assertThat(first(assess(open)).decidedBy()).isEqualTo(DecidedBy.TIME);
        assertThat(first(assess(open)).probability()).isEqualTo(Score.UNDECIDED);
        // As many births there, and memory stands.
        assertThat(assess(open, Containers.FREE).verdict()).isEqualTo(Verdict.NO_LABEL);
    }

    @Test
    void aLabelIsNotNamedWhereAnotherEnvironmentHasItsBirthsAndMemoryStands() {
        assertThat(assess(Containers.COSTLY).verdict()).isEqualTo(Verdict.LABEL);
        Assessment contradicted = assess(Containers.COSTLY, Containers.FREE);
        assertThat(contradicted.verdict()).isNotEqualTo(Verdict.LABEL);
        assertThat(first(contradicted).decidedBy()).isEqualTo(DecidedBy.ENVIRONMENT);
        assertThat(first(contradicted).probability()).isEqualTo(Score.NOT_RETAINED);
    }

    @Test
    void replicasThatStandByTwoErrorsAcquitNobody() {
        WorkloadContainer unit = Containers.of(innocent("shop-0", 1), innocent("shop-1", 2));
        Association host = unit.associations().get(0);
        double predicted = host.price().alone()
                * unit.births(host.candidate().group().labels(), List.of("shop-1"))
                        .perHour();
        // The error is a quarter of what is predicted, so that these lie 2.5 and 3.6 errors below it.
        AssessedCandidate near = first(assess(climbing(unit, 0.375 * predicted)));
        assertThat(near.evidence().environments().contradiction()).isBetween(2.0, 3.0);
        assertThat(near.decidedBy()).isNotEqualTo(DecidedBy.STANDING_REPLICAS);
        assertThat(assess(climbing(unit, 0.375 * predicted)).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(assess(climbing(unit, 0.1 * predicted)).verdict()).isEqualTo(Verdict.NO_LABEL);
    }

    @Test
    void seriesThatMayBeTheGrowthAreNotPassedOver() {
        double rise = Containers.LEAKING.growth().rise().bytes();
        Assessment open =
                assess(accounted(new BirthsAccount(List.of(), 4000, 2500, 2500, 0, 0, rise, UsualPrice.ONE_NUMBER)));
        assertThat(open.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(open.missing().get(0))
                .startsWith("variation that tells series from time")
                .contains("may be ", "at up to 2.5 kB each", "(4,000 of them in a lifetime, on average)");
        assertThat(assess(accounted(
                                new BirthsAccount(List.of(), 4000, 2500, 2500, 5, 3.1, rise, UsualPrice.ONE_NUMBER)))
                        .verdict())
                .isEqualTo(Verdict.NO_LABEL);
        assertThat(assess(accounted(null)).verdict()).isEqualTo(Verdict.NO_LABEL);
    }

    /** A heap may be read too seldom to show what it retains; block by block, garbage follows no births. */
    @Test
    void aHeapThatStandsLeavesALabelInDoubtWhereMemoryFollowsItsBirths() {
        WorkloadContainer flat = Containers.of(Containers.costly("shop-0", 1).saying((life, hour) -> 10e6));
        Assessment following = assess(flat);
        assertThat(following.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(first(following).probability()).isEqualTo(Score.WITNESSED);
        assertThat(assess(standing(flat)).verdict())
                .as("nor does memory that stands then")
                .isEqualTo(Verdict.INSUFFICIENT_DATA);
        Assessment not = assess(Containers.asking(
                flat,
                known -> new Question(
                        known.panel(), known.growth(), known.climbing(), known.inside(), null, known.things())));
        assertThat(first(not).probability()).isEqualTo(Score.NOT_RETAINED);
        assertThat(not.verdict()).isEqualTo(Verdict.NO_LABEL);
    }

    /** Where births end before their lifetimes do, memory stands with them. */
    @Test
    void memoryThatStandsAcquitsNoSeriesThatMayBeItsGrowth() {
        double rise = Containers.LEAKING.growth().rise().bytes();
        assertThat(assess(standing(accounted(
                                new BirthsAccount(List.of(), 4000, 500, 2500, 0, 0, rise, UsualPrice.ONE_NUMBER))))
                        .verdict())
                .isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(assess(standing(accounted(
                                new BirthsAccount(List.of(), 4000, 500, 2500, 5, 3.1, rise, UsualPrice.ONE_NUMBER))))
                        .verdict())
                .as("births fit it worse")
                .isEqualTo(Verdict.STEADY);
    }

    /** Nor is a label only watched that is as likely as not what memory grew by before it stood. */
    @Test
    void memoryThatGrewByALabelAndStandsIsNotOnlyWatched() {
        WorkloadContainer stood = Containers.asking(
                sloping(-0.1),
                known -> new Question(
                        known.panel(),
                        known.growth().atMost(0.02),
                        known.climbing(),
                        known.inside(),
                        null,
                        known.things()));
        assertThat(stood.growth().shape()).isEqualTo(Shape.PLATEAU);
        Assessment assessment = assess(stood);
        assertThat(first(assessment).probability()).isGreaterThan(0.5);
        assertThat(assessment.named()).isEmpty();
        assertThat(assessment.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    }

    /** Megabytes were written where bytes belong. */
    @Test
    void aContainerThatUsesLessThanARuntimeTakesIsNotJudged() {
        Pod inMegabytes = new Pod("shop-0", 3, Containers.HOURS)
                .serving((life, hour) -> 1000 * hour)
                .using((life, hour) -> 30 + hour % 2)
                .saying((life, hour) -> 20e6);
        Assessment assessment = assess(Containers.of(inMegabytes));
        assertThat(assessment.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(assessment.missing().get(0))
                .startsWith(
                        "memory of this container in bytes: its processes say that they hold 20.0 MB, and it is said to use 3");
        Assessment gateway =
                assess(Containers.of(Containers.plain("shop-0", 1, 0).saying((life, hour) -> 900e6)));
        assertThat(gateway.verdict()).as("a gateway shows the heaps of others").isEqualTo(Verdict.STEADY);
    }

    private static WorkloadContainer standing(WorkloadContainer unit) {
        return Containers.asking(
                unit,
                known -> new Question(
                        known.panel(),
                        known.growth().atMost(0.02),
                        known.climbing(),
                        known.inside(),
                        known.births(),
                        known.things()));
    }

    @Test
    void growthThatMayAsWellBeNoneIsNoLabels() {
        assertThat(assess(sloping(0.1)).verdict()).isEqualTo(Verdict.LABEL);
        Assessment assessment = assess(sloping(-0.1));
        assertThat(first(assessment).probability()).isGreaterThan(0.9);
        assertThat(assessment.named()).isEmpty();
        assertThat(assessment.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void aLabelMattersByAQuarterOfTheGrowthOrByTheThreshold() {
        // 2.4 MB a day, slower than the threshold of 2 MB by a little; a quarter is 0.6 MB.
        MemoryGrowth slow = Containers.of(Containers.plain("shop-0", 1, 1e5), Containers.plain("shop-1", 2, 1e5))
                .growth();
        assertThat(Assessor.isMaterial(costing(0.8e6), slow)).isTrue();
        assertThat(Assessor.isMaterial(costing(0.4e6), slow)).isFalse();
        // 14 MB a day: less than a quarter, and yet more than what matters by itself.
        MemoryGrowth fast = Containers.LEAKING.growth();
        assertThat(Assessor.isMaterial(costing(1.01 * fast.threshold()), fast)).isTrue();
        assertThat(Assessor.isMaterial(costing(0.99 * fast.threshold()), fast)).isFalse();
    }

    private static Association costing(double bytesPerDay) {
        return new Association(
                new Candidate(new Group(List.of("host"), 2000), 2000, 100, 0.33, 24, 12),
                new Association.Price(1000, 800, 1200, 1000, bytesPerDay),
                new Association.Share(0.7, 0.4, 0.6, 0.9, 1),
                8,
                new Association.Controls(null, null, null),
                false,
                3,
                0.5);
    }

    /** Memory grows by the hour, whatever births do. */
    private static Pod innocent(String name, long seed) {
        return Containers.plain(name, seed, 6e5).taking("host", 20, Pod.bursts(seed, 6, Containers.HOURS));
    }

    private static AssessedCandidate first(Assessment assessment) {
        return assessment.candidates().get(0);
    }

    private static WorkloadContainer accounted(@Nullable BirthsAccount births) {
        return Containers.asking(
                Containers.LEAKING,
                question -> new Question(question.panel(), question.growth(), null, null, births, null));
    }

    /** Growth by a label, with a slope that is known to lie above this part of itself. */
    private static WorkloadContainer sloping(double low) {
        return Containers.asking(Containers.COSTLY, question -> {
            MemoryGrowth seen = question.growth();
            MemoryGrowth growth = new MemoryGrowth(
                    seen.shape(),
                    seen.rise(),
                    seen.hours(),
                    seen.level(),
                    seen.threshold(),
                    new Interval(
                            seen.slope().estimate(),
                            low * seen.slope().estimate(),
                            seen.slope().high()),
                    seen.leak(),
                    seen.course(),
                    seen.slopes());
            return new Question(question.panel(), growth, null, null, question.births(), null);
        });
    }

    /** One replica climbs, births may be why, and the other grows by so many bytes an hour. */
    private static WorkloadContainer climbing(WorkloadContainer unit, double standing) {
        return Containers.asking(unit, question -> {
            MemoryGrowth seen = question.growth();
            MemoryGrowth other = new MemoryGrowth(
                    Shape.FLAT,
                    new MemoryGrowth.Rise(standing * seen.hours(), 0),
                    seen.hours(),
                    0,
                    seen.threshold(),
                    new Interval(standing, 0, standing),
                    0.1,
                    seen.course(),
                    seen.slopes());
            return new Question(
                    question.panel(),
                    seen,
                    new ClimbingPods(
                            new Pods(List.of("shop-0"), question.panel(), seen),
                            new Pods(List.of("shop-1"), question.panel(), other),
                            null),
                    null,
                    new BirthsAccount(
                            List.of(), 4000, 2500, 2500, 0, 0, seen.rise().bytes(), UsualPrice.ONE_NUMBER),
                    null);
        });
    }

    private static Assessment assess(WorkloadContainer unit, WorkloadContainer... others) {
        return Assessor.assess(unit, List.of(others));
    }
}
