package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;

import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.memory.ClimbingPods;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.List;

/** How the container's memory moves. */
record MemoryEvidence() implements EvidenceKind {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Evidence> ofContainer(WorkloadContainer unit, Assessment assessment) {
        MemoryGrowth growth = unit.growth();
        if (!growth.known()) {
            return List.of();
        }
        ClimbingPods climbing = unit.question().climbing();
        String whose = climbing == null ? "Memory" : whose(climbing);
        return List.of(evidence(
                Format.format(
                        "%s%s %s: %s in a typical lifetime of %.1f hours around %s, slope %s (95 %%: %s to %s).",
                        whose,
                        unit.panel().postGcMinima() ? ", read after collections only," : "",
                        switch (growth.shape()) {
                            case LEAK -> "grows to the end of its lifetimes and does not come back";
                            case PLATEAU -> "grows and then stands";
                            case EBB_AND_FLOW -> "follows traffic up and down";
                            case FLAT -> "is flat";
                            case SHORT -> "is known too briefly";
                        },
                        (growth.rise().bytes() >= 0 ? "+" : "")
                                + Format.bytes(growth.rise().bytes()),
                        growth.hours(),
                        Format.bytes(growth.level()),
                        Format.perHour(growth.slope().estimate()),
                        Format.perHour(growth.slope().low()),
                        Format.perHour(growth.slope().high())),
                figure("rise", growth.rise().bytes()),
                figure("riseError", growth.rise().error()),
                figure("hours", growth.hours()),
                figure("level", growth.level()),
                figure("slopeBytesPerHour", growth.slope().estimate()),
                figure("leakProbability", growth.leak())));
    }

    private static String whose(ClimbingPods pods) {
        List<String> climbing = pods.climbing().names();
        String names = String.join(", ", climbing);
        if (pods.successors() != null) {
            int later = pods.successors().names().size();
            return Format.format(
                    "%s (%s), by %s in %.0f hours, until %s took %s place. Since then memory",
                    climbing.size() == 1 ? "One replica climbed" : climbing.size() + " replicas climbed",
                    names,
                    Format.bytes(pods.climbing().growth().rise().bytes()),
                    pods.climbing().growth().hours(),
                    later == 1 ? "another" : later + " others",
                    climbing.size() == 1 ? "its" : "their");
        }
        int standing = pods.standing().names().size();
        return Format.format(
                "%s (%s) while %s. %s memory",
                climbing.size() == 1 ? "One replica climbs" : climbing.size() + " replicas climb",
                names,
                standing == 1 ? "another stands" : standing + " other replicas stand",
                climbing.size() == 1 ? "Its" : "Their");
    }
}
