package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;

import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.memory.ClimbingPods;
import dev.culprit.analysis.memory.Edges;
import dev.culprit.analysis.memory.LifetimePanel;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.statistics.Vectors;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Shape;
import java.util.Comparator;
import java.util.List;

/** How the container's memory moves. */
record MemoryEvidence() implements EvidenceKind {
    /** By hand: a lifetime that rises by so much of the level is told beside a typical one that is flat. */
    private static final double WORTH_TELLING = 0.1;
    /** By hand: and by so many times what the typical one does. */
    private static final double UNLIKE_THE_TYPICAL = 3;

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
                        "%s%s %s: %s in a typical lifetime of %.1f hours around %s, slope %s (95 %%: %s to %s).%s",
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
                        Format.perHour(growth.slope().high()),
                        growth.shape() == Shape.FLAT ? outlier(unit) : ""),
                figure("rise", growth.rise().bytes()),
                figure("riseError", growth.rise().error()),
                figure("hours", growth.hours()),
                figure("level", growth.level()),
                figure("slopeBytesPerHour", growth.slope().estimate()),
                figure("leakProbability", growth.leak())));
    }

    /** A median over lifetimes hides the one that climbs. */
    private static String outlier(WorkloadContainer unit) {
        MemoryGrowth growth = unit.growth();
        double least = Math.max(
                WORTH_TELLING * growth.level(),
                UNLIKE_THE_TYPICAL * growth.rise().bytes());
        return unit.panel().lifetimes().stream()
                .max(Comparator.comparingDouble(MemoryEvidence::rise))
                .filter(lifetime -> rise(lifetime) > least)
                .map(lifetime -> Format.format(
                        " It rose most in a lifetime of %s: by %s.", lifetime.pod(), Format.bytes(rise(lifetime))))
                .orElse("");
    }

    private static double rise(LifetimePanel lifetime) {
        return Edges.rise(Vectors.at(lifetime.usable(), lifetime.memory()));
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
