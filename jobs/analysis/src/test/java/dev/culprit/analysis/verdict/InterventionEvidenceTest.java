package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.simulation.Family;
import dev.culprit.analysis.simulation.Simulation;
import dev.culprit.analysis.simulation.World;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import org.junit.jupiter.api.Test;

final class InterventionEvidenceTest {
    @Test
    void aStopOfBirthsIsToldWithItsTimeAndItsFigures() {
        Evidence evidence = of(new Simulation(Family.V01, World.BASE, 2));
        assertThat(evidence.kind()).isEqualTo("intervention");
        assertThat(evidence.text())
                .startsWith("On 7 Nov at 09:5")
                .contains("new values of client_id stopped (10 an hour before, 0 after)")
                .contains("memory's growth went from 0.2");
        assertThat(evidence.figures())
                .extracting(Figure::name)
                .contains("moment", "valuesPerHourBefore", "slopeAfterHigh", "ratioLow", "lifetimesAfter");
        assertThat(evidence.figures())
                .allSatisfy(figure -> assertThat(figure.value()).isFinite());
    }

    @Test
    void growthThatStopsIsToldBesideTheValuesThatGoOn() {
        assertThat(of(new Simulation(Family.V08, World.SHIFTED, 5)).text())
                .contains("while new values of authority (with upstream_host) went on");
    }

    private static Evidence of(Simulation simulation) {
        WorkloadContainer unit = WorkloadContainer.of(simulation.tried(), simulation.period());
        assertThat(unit.changes()).isNotEmpty();
        return new InterventionEvidence().of(unit.changes().get(0));
    }
}
