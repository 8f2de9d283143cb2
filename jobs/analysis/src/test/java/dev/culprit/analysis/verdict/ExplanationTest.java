package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExplanationTest {
    @Test
    void aNamedLabelHasItsBirthsItsPriceAndWhatMemoryDoes() {
        List<Evidence> evidence = evidence(Containers.COSTLY);
        assertThat(evidence)
                .extracting(Evidence::kind)
                .contains("births", "association", "pod-contrast", "price", "memory")
                .startsWith("births");
        assertThat(evidence.get(0).text()).contains("host");
    }

    @Test
    void growthWithoutALabelIsStillTold() {
        assertThat(evidence(Containers.LEAKING)).extracting(Evidence::kind).contains("memory");
    }

    @Test
    void everyFigureIsANumber() {
        for (WorkloadContainer unit :
                List.of(Containers.COSTLY, Containers.LEAKING, Containers.FREE, Containers.QUIET)) {
            assertThat(evidence(unit))
                    .isNotEmpty()
                    .allSatisfy(one ->
                            assertThat(one.figures()).extracting(Figure::value).allMatch(Double::isFinite));
        }
    }

    @Test
    void aVerdictSaysWhatWouldOverturnIt() {
        Assessment assessment = Assessor.assess(Containers.COSTLY, List.of());
        assertThat(Explanation.refutedBy(Containers.COSTLY, assessment))
                .isNotEmpty()
                .anyMatch(text -> text.contains("host"));
    }

    private static List<Evidence> evidence(WorkloadContainer unit) {
        return Explanation.evidence(unit, Assessor.assess(unit, List.of()));
    }
}
