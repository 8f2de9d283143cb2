package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;
import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.evidence.ReplicaContrast;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A replica's own births against its own memory, with everything taken out that the replicas have in common. */
record ReplicaEvidence() implements EvidenceKind {
    /** By hand: where replicas hardly tell, they can hardly tell against it either. */
    private static final double MOST_AGAINST = 3;

    @Override
    public String name() {
        return "pod-contrast";
    }

    @Override
    public List<Feature> features() {
        return List.of(
                new Feature(
                        "t",
                        evidence -> contrast(evidence) == null
                                ? 0
                                : Feature.signedLog(
                                        requireNonNull(contrast(evidence)).t()),
                        evidence -> contrast(evidence) == null
                                ? null
                                : reason(requireNonNull(contrast(evidence)).t())),
                new Feature(
                        "agreement",
                        evidence -> contrast(evidence) == null
                                ? 0
                                : agreement(evidence, requireNonNull(contrast(evidence))),
                        evidence -> contrast(evidence) == null
                                ? null
                                : Format.format(
                                        "between replicas a series costs %s, and %s within lifetimes",
                                        Format.bytes(requireNonNull(contrast(evidence))
                                                .bytesPerSeries()),
                                        Format.bytes(
                                                evidence.association().price().bytesPerSeries()))),
                Feature.silent("hint", ReplicaEvidence::hint));
    }

    /** What replicas say that do not tell enough to be compared; 0 where they do. */
    private static double hint(CandidateEvidence evidence) {
        ReplicaContrast contrast = contrast(evidence);
        return contrast == null || evidence.comparesReplicas()
                ? 0
                : Math.max(
                        -MOST_AGAINST,
                        contrast.speaksFor(evidence.association().price().alone()));
    }

    private static @Nullable ReplicaContrast contrast(CandidateEvidence evidence) {
        return evidence.association().controls().replicas();
    }

    private static double agreement(CandidateEvidence evidence, ReplicaContrast contrast) {
        return Feature.agreement(evidence.association().price().bytesPerSeries(), contrast.bytesPerSeries());
    }

    private static String reason(double t) {
        return switch (Stance.ofSlope(t)) {
            case SUPPORTS ->
                Format.format(
                        "a replica's own births explain less of its own memory than they should (t = %.1f between"
                                + " replicas)",
                        t);
            case SILENT, OPPOSES ->
                Format.format(
                        "a replica's own births do not surely explain its own memory (t = %.1f between replicas)", t);
        };
    }

    @Override
    public List<Evidence> ofNamed(AssessedCandidate candidate, WorkloadContainer unit) {
        ReplicaContrast contrast = contrast(candidate.evidence());
        return contrast == null
                ? List.of()
                : List.of(evidence(
                        Format.format(
                                "With everything taken out that the %d replicas do at the same time, a replica's own"
                                        + " births %s its own memory: %s a series, t = %.1f%s.",
                                contrast.pods(),
                                switch (Stance.ofSlope(contrast.t())) {
                                    case SUPPORTS -> "still explain";
                                    case SILENT, OPPOSES -> "do not surely explain";
                                },
                                Format.bytes(contrast.bytesPerSeries()),
                                contrast.t(),
                                candidate.evidence().comparesReplicas()
                                        ? ""
                                        : Format.format(
                                                ", where %.1f is to be expected: they hardly tell, and count as one",
                                                contrast.power(candidate
                                                        .evidence()
                                                        .association()
                                                        .price()
                                                        .alone()))),
                        figure("t", contrast.t()),
                        figure("bytesPerSeries", contrast.bytesPerSeries()),
                        figure("agreement", agreement(candidate.evidence(), contrast))));
    }
}
