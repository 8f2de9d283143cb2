package dev.culprit.analysis.verdict;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.Format;
import java.util.ArrayList;
import java.util.List;

/** What a container lacks that would make its verdict surer, whatever that is. */
final class Wishes {
    /** By hand: below so many lifetimes the finding asks for more, as resampling them says little. */
    private static final int FEW_LIFETIMES = 4;

    private Wishes() {}

    /** @param others the same container in other environments */
    static List<String> of(WorkloadContainer unit, List<WorkloadContainer> others) {
        List<String> missing = new ArrayList<>();
        if (unit.wholePodOnly()) {
            missing.add("memory of the container by itself: only the pod as a whole is measured");
        }
        if (unit.scrapedWith() != null) {
            missing.add("scrapes of the container itself: the births are those in the scrapes of %s, in the same pod"
                    .formatted(unit.scrapedWith()));
        }
        if (!unit.panel().requestsKnown()) {
            missing.add("a request counter in the scrapes, to tell growth by traffic from growth by series");
        }
        if (unit.replicas().size() < 2) {
            missing.add("a second replica, whose own births could be held against its own memory");
        } else if (!unit.associations().isEmpty()
                && unit.associations().stream().noneMatch(Association::comparesReplicas)) {
            missing.add(
                    unit.associations().stream()
                                    .allMatch(association ->
                                            association.controls().replicas() == null)
                            ? "replicas that differ: all take the same series at the same time, or too few of their readings"
                                    + " are simultaneous"
                            : "replicas that differ by more: beside the ups and downs of their memory, what series would cost"
                                    + " does not stand out between them");
        }
        if (unit.panel().lifetimes().size() < FEW_LIFETIMES) {
            missing.add(Format.format(
                    "more lifetimes: only %d could be measured",
                    unit.panel().lifetimes().size()));
        }
        if (others.isEmpty()) {
            missing.add("the same container in another environment, as a control group");
        }
        return missing;
    }
}
