package dev.culprit.analysis.verdict;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.evidence.EnvironmentContrast.ControlGroup;
import dev.culprit.analysis.memory.ClimbingPods;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who runs the same program and can be held against the container: other environments, and its own replicas that stand. */
final class ControlGroups {
    /**
     * By hand: three errors rule a label out. Replicas are parted by what their memory does, and environments differ in more than births, so
     * that two are hardly a sign.
     */
    static final double SURELY_CONTRADICTED = 3;

    private ControlGroups() {}

    /** Other environments, and the replicas that stand where some climb. */
    static EnvironmentContrast of(WorkloadContainer unit, Association association, List<WorkloadContainer> others) {
        List<String> labels = association.candidate().group().labels();
        return EnvironmentContrast.of(
                association,
                Stream.concat(standingReplicas(unit, labels).stream(), elsewhere(others, labels).stream())
                        .toList());
    }

    static List<ControlGroup> elsewhere(List<WorkloadContainer> others, List<String> labels) {
        return others.stream().map(other -> elsewhere(other, labels)).toList();
    }

    /** Growth that a deploy has ended there is what the program does by itself, as long as it is the same. */
    private static ControlGroup elsewhere(WorkloadContainer other, List<String> labels) {
        ClimbingPods climbing = other.question().climbing();
        return climbing == null || climbing.successors() == null
                ? new ControlGroup(other.environment(), other.growth(), other.births(labels))
                : new ControlGroup(
                        other.environment(),
                        climbing.climbing().growth(),
                        other.births(labels, climbing.climbing().names()));
    }

    private static Optional<ControlGroup> standingReplicas(WorkloadContainer unit, List<String> labels) {
        return Optional.ofNullable(unit.question().climbing())
                .filter(climbing -> climbing.successors() == null)
                .map(climbing -> new ControlGroup(
                        unit.environment() + " (its other replicas)",
                        climbing.standing().growth(),
                        unit.births(labels, climbing.standing().names())));
    }

    /** Whether replicas that stand have the candidate's births too, so that these cannot be why others climb. */
    static boolean standingReplicasRefute(WorkloadContainer unit, Association association) {
        return standingReplicas(unit, association.candidate().group().labels())
                .map(standing -> EnvironmentContrast.of(association, List.of(standing)))
                .filter(contrast -> contrast.contradiction() > SURELY_CONTRADICTED)
                .isPresent();
    }
}
