package dev.culprit.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.report.Findings;
import dev.culprit.report.Reports;
import dev.culprit.report.data.FleetNull;
import dev.culprit.report.data.FleetNull.TestedContainer;
import dev.culprit.report.page.ReportPage.Chance;
import dev.culprit.report.page.ReportPage.ChanceMark;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChanceBuilderTest {
    private static final FleetNull FLEET = new FleetNull(
            "prod",
            399,
            List.of(-20.0, -7.9, -7.8, 1.0, 30.0),
            List.of(
                    tested("a", 6.0, 0.0025, true),
                    tested("b", 4.0, 0.005, true),
                    tested("c", -1.0, 0.4, false),
                    new TestedContainer(container("d"), null, 1, false)));

    private static TestedContainer tested(String workload, double score, double p, boolean named) {
        return new TestedContainer(container(workload), score, p, named);
    }

    private static ReplicatedContainer container(String workload) {
        return new ReplicatedContainer("prod", "web", workload, "app");
    }

    @Test
    void theNumberBesideTheListIsTestsTimesTheLeastSureName() {
        assertThat(FLEET.expectedFalse()).isEqualTo(4 * 0.005);
        assertThat(ChanceBuilder.expected(List.of(FLEET), 0))
                .isEqualTo(" Expected false among these 2 by chance: 0.02.");
        assertThat(ChanceBuilder.expected(List.of(FLEET), 3))
                .isEqualTo(
                        " Expected false by chance among the 2 labels of prod: 0.02; for the others there is no such number.");
        assertThat(ChanceBuilder.expected(List.of(), 2)).isEmpty();
    }

    @Test
    void scoresBeyondTheDrawingStandAtItsEdges() {
        Chance drawing = ChanceBuilder.drawings(List.of(FLEET)).get(0);
        assertThat(drawing.sentence())
                .isEqualTo(
                        "399 pairs of climbing memory and births of unrelated workloads, 4 containers tested, 2 labels"
                                + " named, expected false by chance: 0.02");
        assertThat(drawing.bars())
                .extracting(ReportPage.ChanceBar::across)
                .containsExactly("0.00%", "45.00%", "97.50%");
        assertThat(drawing.bars().get(0).name()).isEqualTo("3 pairs");
        assertThat(drawing.marks()).extracting(ChanceMark::style).containsExactly("named", "named", "other");
    }

    @Test
    void aSmallFleetIsToldWhatSimulatedIncidentsSay() {
        assertThat(ChanceBuilder.prior(Reports.data(Findings.labelLeak())))
                .contains("it takes labels that grow in twenty workloads of the environment")
                .contains("are innocent: 47 % if 0.5 %, 30 % if 1.0 %, 7.7 % if 5.0 %");
    }
}
