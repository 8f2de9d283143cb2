package dev.culprit.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContainerFindingTest {
    private static final Suspect HOSTS = new Suspect(Findings.HOSTS, 0.4, 540, new Interval(1120, 0, 2000), 0.3);
    private static final Suspect PATH = new Suspect(List.of("path"), 0.1, 40, new Interval(700, 0, 2100), 0.1);

    @Test
    void theLikeliestIsTold() {
        assertThat(suspect(Findings.suspecting(Findings.applicationLeak(), HOSTS, PATH)))
                .isEqualTo(HOSTS);
        assertThat(suspect(Findings.applicationLeak())).isNull();
    }

    @Test
    void whoIsNamedAlreadyIsNotToldAgain() {
        Finding leak = Findings.labelLeak();
        Finding watch = new Finding(
                leak.cluster(),
                leak.container(),
                leak.period(),
                Verdict.WATCH,
                0.9,
                leak.memory(),
                leak.culprits(),
                leak.evidence(),
                leak.refutedBy(),
                leak.missing(),
                leak.environments(),
                leak.interventions(),
                List.of(HOSTS, PATH));
        assertThat(suspect(watch)).isEqualTo(PATH);
    }

    @Test
    void aSteadyContainerHasNoGrowthToSuspectAnybodyOf() {
        assertThat(suspect(Findings.suspecting(Findings.plateau(), HOSTS))).isNull();
    }

    @Test
    void rowsOfOlderVersionsSuspectNobody() {
        Finding leak = Findings.applicationLeak();
        assertThat(new ContainerFinding(new Finding(
                                leak.cluster(),
                                leak.container(),
                                leak.period(),
                                leak.verdict(),
                                leak.confidence(),
                                leak.memory(),
                                leak.culprits(),
                                leak.evidence(),
                                leak.refutedBy(),
                                leak.missing(),
                                leak.environments(),
                                null,
                                null))
                        .suspects())
                .isEmpty();
    }

    private static Suspect suspect(Finding finding) {
        return new ContainerFinding(finding).suspect();
    }
}
