package dev.culprit.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.finding.Finding;
import dev.culprit.report.Findings;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.page.ReportPage.Span;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LeadSentenceTest {
    @Test
    void aLabelIsNamedWithTheLabelsThatComeWithIt() {
        assertThat(lead(Findings.labelLeak()))
                .isEqualTo(
                        "`destination_service` (with `destination_service_name`) makes `wp-proxy/istio-proxy` in prod grow"
                                + " by 0.61 MB/h: 540 new series an hour, about 1.1 kB each.");
    }

    @Test
    void whatTheSeriesCostIsToldWhereItIsNotMostOfTheGrowth() {
        Finding leak = Findings.labelLeak();
        Finding.Culprit culprit = leak.culprits().get(0);
        Finding cheaper = new Finding(
                leak.cluster(),
                leak.container(),
                leak.period(),
                leak.verdict(),
                leak.confidence(),
                leak.memory(),
                List.of(new Finding.Culprit(
                        culprit.labels(),
                        culprit.metrics(),
                        culprit.confidence(),
                        culprit.since(),
                        100,
                        culprit.valuesPerHour(),
                        culprit.seriesPerValue(),
                        culprit.bytesPerSeries(),
                        culprit.values(),
                        culprit.saving())),
                leak.evidence(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null);
        assertThat(lead(cheaper))
                .endsWith("grow by 0.61 MB/h: 100 new series an hour, about 1.1 kB each, 0.11 MB/h of it.");
    }

    @Test
    void aLeakWithoutALabelSendsTheReaderElsewhere() {
        assertThat(lead(Findings.applicationLeak()))
                .isEqualTo(
                        "`thumbs/app` in prod grows by 2.41 MB/h, and no label explains it: look at the process itself, not"
                                + " at its metrics.");
    }

    @Test
    void aSteadyContainerIsDescribedByTheShapeOfItsMemory() {
        assertThat(lead(Findings.plateau()))
                .isEqualTo("`catalog/app` in prod grew and then stood: it has what it needs.");
        assertThat(lead(Findings.steadyProxy(900))).isEqualTo("`wp-proxy/istio-proxy` in prod stays where it is.");
    }

    @Test
    void whatCannotBeJudgedSaysTheFirstThingThatIsMissing() {
        assertThat(lead(Findings.unknown()))
                .isEqualTo("`nightly-export/app` in prod cannot be judged yet: "
                        + Findings.unknown().missing().get(0));
    }

    private static String lead(Finding finding) {
        return LeadSentence.of(new ContainerFinding(finding)).stream()
                .map(LeadSentenceTest::shown)
                .collect(Collectors.joining());
    }

    private static String shown(Span span) {
        return span.code() ? "`" + span.text() + "`" : span.text();
    }
}
