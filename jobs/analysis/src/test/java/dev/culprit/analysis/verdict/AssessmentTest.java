package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Pod;
import dev.culprit.model.finding.Verdict;
import java.util.List;
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
    void wishesAreWhatTheContainerLacks() {
        assertThat(assess(Containers.COSTLY).missing())
                .noneMatch(text -> text.contains("second replica"))
                .noneMatch(text -> text.contains("request counter"))
                .anyMatch(text -> text.contains("another environment"));
        assertThat(assess(Containers.COSTLY, Containers.QUIET).missing())
                .noneMatch(text -> text.contains("another environment"));
    }

    @Test
    void whereOnlyThePodIsMeasuredTheVerdictSaysSo() {
        assertThat(assess(Containers.of(Containers.costly("shop-0", 1).measuredAsAWhole()))
                        .missing())
                .anyMatch(text -> text.contains("only the pod as a whole"));
    }

    private static Assessment assess(WorkloadContainer unit, WorkloadContainer... others) {
        return Assessor.assess(unit, List.of(others));
    }
}
