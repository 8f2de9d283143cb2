package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.List;

/** Memory follows births, block by block within lifetimes. */
record AssociationEvidence() implements EvidenceKind {
    @Override
    public String name() {
        return "association";
    }

    @Override
    public List<Feature> features() {
        return List.of(new Feature(
                "t",
                evidence -> Feature.signedLog(evidence.association().t()),
                evidence -> reason(evidence.association().t())));
    }

    private static String reason(double t) {
        return switch (Stance.ofSlope(t)) {
            case SUPPORTS -> Format.format("memory follows its births less closely than it should (t = %.1f)", t);
            case SILENT, OPPOSES -> Format.format("memory does not surely follow its births (t = %.1f)", t);
        };
    }

    @Override
    public List<Evidence> ofNamed(AssessedCandidate candidate, WorkloadContainer unit) {
        Association a = candidate.association();
        return List.of(evidence(
                Format.format(
                        "Within lifetimes, block by block, memory %s the births of %s: %s a series, t = %.1f with"
                                + " traffic, age, warm-up and other labels taken into account (%s).",
                        Stance.ofSlope(a.t()) == Stance.SUPPORTS ? "follows" : "does not surely follow",
                        Format.labels(candidate.labels()),
                        Format.bytes(a.price().bytesPerSeries()),
                        a.t(),
                        a.lifetimes() == 1 ? "one lifetime" : a.lifetimes() + " lifetimes"),
                figure("t", a.t()),
                figure("bytesPerSeries", a.price().bytesPerSeries()),
                figure("autocorrelation", a.autocorrelation()),
                figure("lifetimes", a.lifetimes())));
    }
}
