package dev.culprit.report.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NextStepsTest {
    private static final List<String> KNOWN = List.of("what operators found");

    @Test
    void whatOperatorsFoundComesFirstWhereNoLabelIsToBlame() {
        List<String> steps = NextSteps.of(finding(Verdict.NO_LABEL), KNOWN);
        assertThat(steps).startsWith("what operators found").hasSizeGreaterThan(3);
        assertThat(NextSteps.of(finding(Verdict.NO_LABEL), List.of()))
                .containsExactlyElementsOf(steps.subList(1, steps.size()));
    }

    @Test
    void whereTheHeapGrowsItIsLookedAtFirst() {
        assertThat(NextSteps.of(finding(Verdict.NO_LABEL, inside(0.9)), KNOWN))
                .containsSequence("what operators found")
                .noneMatch(step -> step.startsWith("A flat heap"))
                .first()
                .asString()
                .startsWith("A heap that grows");
        assertThat(NextSteps.of(finding(Verdict.NO_LABEL, inside(0.1)), KNOWN))
                .isEqualTo(NextSteps.of(finding(Verdict.NO_LABEL), KNOWN));
    }

    private static Evidence inside(double share) {
        return new Evidence(
                "inside",
                "",
                List.of(new Figure("retainedBytesPerHour", share * 1e6), new Figure("bytesPerHour", 1e6)));
    }

    @Test
    void whereSomethingElseIsHeldItMayBeThatToo() {
        Evidence holdings = new Evidence("holdings", "go_goroutines rises too.", List.of());
        assertThat(NextSteps.of(finding(Verdict.INSUFFICIENT_DATA, holdings), KNOWN))
                .isEqualTo(KNOWN);
        assertThat(NextSteps.of(finding(Verdict.INSUFFICIENT_DATA), KNOWN)).isEmpty();
        assertThat(NextSteps.of(finding(Verdict.LABEL, holdings), KNOWN)).isEmpty();
    }

    @Test
    void whereClassesClimbTheirLoadersAreLookedAtFirst() {
        Evidence classes = new Evidence("holdings", "jvm_classes_currently_loaded rises too.", List.of());
        assertThat(NextSteps.of(finding(Verdict.NO_LABEL, classes), KNOWN))
                .first()
                .asString()
                .contains("jcmd PID VM.classloader_stats");
    }

    private static Finding finding(Verdict verdict, Evidence... evidence) {
        Finding like = Findings.labelLeak();
        return new Finding(
                like.cluster(),
                like.container(),
                like.period(),
                verdict,
                like.confidence(),
                like.memory(),
                List.of(),
                List.of(evidence),
                List.of(),
                List.of(),
                List.of(),
                null,
                null);
    }
}
