package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;
import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.evidence.RetainedMemory;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import java.util.List;
import java.util.stream.Stream;

/** What the processes say of their own memory. It bounds the probability instead of adding to the score. */
record RetainedMemoryEvidence() implements EvidenceKind {
    @Override
    public String name() {
        return "inside";
    }

    @Override
    public List<Evidence> ofNamed(AssessedCandidate candidate, WorkloadContainer unit) {
        return ofSuspect(candidate, unit);
    }

    @Override
    public List<Evidence> ofAcquitted(AssessedCandidate candidate, WorkloadContainer unit) {
        return ofSuspect(candidate, unit);
    }

    @Override
    public List<Evidence> ofContainer(WorkloadContainer unit, Assessment assessment) {
        return assessment.candidates().isEmpty() && known(unit) ? List.of(retained(unit, "")) : List.of();
    }

    private List<Evidence> ofSuspect(AssessedCandidate candidate, WorkloadContainer unit) {
        if (!known(unit)) {
            return List.of();
        }
        Association retained =
                requireNonNull(unit.inside()).of(candidate.association().candidate());
        return List.of(
                retained == null
                        ? retained(unit, "; it does not follow these births")
                        : retained(
                                unit,
                                Format.format(
                                        "; with the births of %s it goes at %s a series (t = %.1f)",
                                        Format.labels(candidate.labels()),
                                        Format.bytes(retained.price().bytesPerSeries()),
                                        retained.t()),
                                figure("bytesPerSeries", retained.price().bytesPerSeries()),
                                figure("t", retained.t())));
    }

    private static boolean known(WorkloadContainer unit) {
        RetainedMemory inside = unit.inside();
        return inside != null && inside.growth().known();
    }

    private Evidence retained(WorkloadContainer unit, String births, Figure... figures) {
        double inside = requireNonNull(unit.inside()).growth().risePerHour();
        MemoryGrowth container = unit.growth();
        double outside = container.risePerHour();
        // Over the hours that the container's growth is told for, so that both can be held against it.
        return evidence(
                Format.format(
                        "What the processes themselves say that they retain (the lower envelope of their heap) grew by"
                                + " %s in a typical lifetime, the container by %s%s.",
                        Format.bytes(inside * container.hours()),
                        Format.bytes(container.rise().bytes()),
                        births),
                Stream.concat(
                                Stream.of(figure("retainedBytesPerHour", inside), figure("bytesPerHour", outside)),
                                Stream.of(figures))
                        .toArray(Figure[]::new));
    }
}
