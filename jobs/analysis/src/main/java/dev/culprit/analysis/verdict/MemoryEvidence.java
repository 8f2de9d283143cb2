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
        String whose = climbing == null
                ? "Memory"
                : Format.format(
                        "%s (%s) while %s. %s memory",
                        climbing.pods().size() == 1
                                ? "One replica climbs"
                                : climbing.pods().size() + " replicas climb",
                        String.join(", ", climbing.pods()),
                        climbing.standing().size() == 1
                                ? "another stands"
                                : climbing.standing().size() + " other replicas stand",
                        climbing.pods().size() == 1 ? "Its" : "Their");
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
}
