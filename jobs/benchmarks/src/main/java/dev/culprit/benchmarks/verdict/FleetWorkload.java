package dev.culprit.benchmarks.verdict;

import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.analysis.WorkloadAnalysis.Placed;
import dev.culprit.analysis.discovery.Participant;
import dev.culprit.analysis.discovery.Tested;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.simulation.Family;
import dev.culprit.analysis.simulation.Grade;
import dev.culprit.analysis.simulation.Simulation;
import dev.culprit.analysis.simulation.Truth;
import dev.culprit.analysis.simulation.World;
import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A simulated workload under a name and in a namespace of its own, judged.
 *
 * @param tested its containers in the environment that the truth is about, of which a label might have been named
 * @param growing its containers there whose labels take new values
 * @param rightlyNamed those of which guilty labels are named, and no others; {@code falselyNamed} of which any other is
 */
record FleetWorkload(
        String name,
        Family family,
        boolean guilty,
        List<Tested> tested,
        List<Participant> growing,
        Set<ReplicatedContainer> rightlyNamed,
        Set<ReplicatedContainer> falselyNamed,
        Period period) {

    static FleetWorkload of(Family family, World world, long seed) {
        Simulation simulation = new Simulation(family, world, seed);
        String name = family.name().toLowerCase(Locale.ROOT) + "-" + seed;
        List<ContainerHistory> histories = simulation.histories().stream()
                .map(history -> named(history, name))
                .toList();
        Truth truth = simulation.truth();
        WorkloadAnalysis.Result result = WorkloadAnalysis.of(histories, simulation.period());
        Set<ReplicatedContainer> right = new TreeSet<>();
        Set<ReplicatedContainer> wrong = new TreeSet<>();
        for (Placed<Finding> placed : result.findings()) {
            List<Grade.Accusation> accusations = Grade.accusations(placed);
            if (placed.environment().equals(truth.environment()) && !accusations.isEmpty()) {
                boolean isTrue = accusations.stream().allMatch(accusation -> Grade.isTrue(accusation, truth));
                (isTrue ? right : wrong).add(placed.row().container());
            }
        }
        return new FleetWorkload(
                name,
                family,
                !truth.guilty().isEmpty(),
                result.tested().stream()
                        .filter(each -> each.container().environment().equals(truth.environment()))
                        .toList(),
                result.growing().stream()
                        .filter(each -> each.container().environment().equals(truth.environment()))
                        .toList(),
                right,
                wrong,
                simulation.period());
    }

    private static ContainerHistory named(ContainerHistory history, String name) {
        Container container = history.container();
        return history.of(new Container(
                container.environment(), container.cluster(), name, name, container.pod(), container.container()));
    }
}
