package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.finding.Experiment;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExperimentsTest {
    private static final Assessment COSTLY = Assessor.assess(Containers.COSTLY, List.of());

    @Test
    void oneReplicaIsLeftWithoutTheLabel() {
        Experiment experiment =
                Experiments.of(Containers.COSTLY, COSTLY.candidates().get(0));
        assertThat(experiment.action())
                .startsWith("Let one replica (shop-0) and no other take no new values of host from noon on");
        assertThat(experiment.expected()).contains("new series an hour end");
        assertThat(experiment.hours()).isPositive();
    }

    @Test
    void whoConvictsByOneReplicaIsToldOfIt() {
        WorkloadContainer single = Containers.of(Containers.costly("shop-0", 1));
        Assessment assessment = Assessor.assess(single, List.of());
        assertThat(assessment.named()).isNotEmpty();
        assertThat(Experiments.wishes(single, assessment))
                .last()
                .asString()
                .startsWith("an experiment, as there is one replica only: Let the process take no new values of host");
    }

    @Test
    void whoConvictsByReplicasThatCannotTellIsToldOfIt() {
        WorkloadContainer same = Containers.of(Containers.costly("shop-0", 1), Containers.costly("shop-1", 1));
        Assessment assessment = Assessor.assess(same, List.of());
        assertThat(assessment.named()).isNotEmpty();
        assertThat(Experiments.wishes(same, assessment))
                .last()
                .asString()
                .startsWith(
                        "an experiment, as replicas cannot be held against each other: Let one replica (shop-0) and no"
                                + " other take no new values of host");
    }

    @Test
    void severalReplicasNeedNone() {
        assertThat(Experiments.wishes(Containers.COSTLY, COSTLY)).isEqualTo(COSTLY.missing());
    }
}
