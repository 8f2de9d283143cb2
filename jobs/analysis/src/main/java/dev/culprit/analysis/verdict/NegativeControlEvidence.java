package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;
import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.evidence.NegativeControl;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Births of the other replicas, which cost this one nothing. */
record NegativeControlEvidence() implements EvidenceKind {
    @Override
    public String name() {
        return "placebo";
    }

    @Override
    public List<Feature> features() {
        return List.of(new Feature(
                "othersT",
                evidence -> control(evidence) == null
                        ? 0
                        : -Feature.signedLog(
                                Math.max(0, requireNonNull(control(evidence)).othersT())),
                evidence -> control(evidence) == null ? null : reason(requireNonNull(control(evidence)))));
    }

    private static @Nullable NegativeControl control(CandidateEvidence evidence) {
        return evidence.association().controls().negative();
    }

    private static Stance stance(NegativeControl control) {
        return Stance.ofNegativeControl(control.othersT());
    }

    private static @Nullable String reason(NegativeControl control) {
        return switch (stance(control)) {
            case OPPOSES ->
                Format.format(
                        "births of the other replicas, which cost it nothing, go with a replica's memory too (t ="
                                + " %.1f, own births t = %.1f)",
                        control.othersT(), control.ownT());
            case SILENT, SUPPORTS -> null;
        };
    }

    @Override
    public List<Evidence> ofNamed(AssessedCandidate candidate, WorkloadContainer unit) {
        NegativeControl control = control(candidate.evidence());
        return control == null
                ? List.of()
                : List.of(evidence(
                        Format.format(
                                "A negative control: with a replica's own births in the sum, births of the other"
                                        + " replicas %s its memory (t = %.1f, own births t = %.1f).",
                                switch (stance(control)) {
                                    case OPPOSES -> "go with";
                                    case SILENT, SUPPORTS -> "tell nothing about";
                                },
                                control.othersT(),
                                control.ownT()),
                        figure("othersT", control.othersT()),
                        figure("ownT", control.ownT())));
    }
}
