package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;
import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.evidence.DoseResponse;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whole lifetimes against each other: more births, more growth. */
record DoseResponseEvidence() implements EvidenceKind {
    @Override
    public String name() {
        return "dose-response";
    }

    @Override
    public List<Feature> features() {
        return List.of(
                new Feature(
                        "t",
                        evidence -> response(evidence) == null
                                ? 0
                                : Feature.signedLog(
                                        requireNonNull(response(evidence)).t()),
                        evidence -> response(evidence) == null
                                ? null
                                : reason(requireNonNull(response(evidence)).t())),
                new Feature(
                        "agreement",
                        evidence -> response(evidence) == null
                                ? 0
                                : Feature.agreement(
                                        evidence.association().price().bytesPerSeries(),
                                        requireNonNull(response(evidence)).bytesPerSeries()),
                        evidence -> response(evidence) == null
                                ? null
                                : Format.format(
                                        "between whole lifetimes a series costs %s, and %s within them",
                                        Format.bytes(requireNonNull(response(evidence))
                                                .bytesPerSeries()),
                                        Format.bytes(
                                                evidence.association().price().bytesPerSeries()))),
                Feature.silent("absent", evidence -> response(evidence) == null ? 1 : 0));
    }

    private static @Nullable DoseResponse response(CandidateEvidence evidence) {
        return evidence.association().controls().wholeLifetimes();
    }

    private static String reason(double t) {
        return switch (Stance.ofSlope(t)) {
            case SUPPORTS ->
                Format.format(
                        "lifetimes with more of its births grew more, but less surely than they should (t = %.1f)", t);
            case SILENT, OPPOSES ->
                Format.format("lifetimes with more of its births did not surely grow more (t = %.1f)", t);
        };
    }

    @Override
    public List<Evidence> ofNamed(AssessedCandidate candidate, WorkloadContainer unit) {
        DoseResponse response = response(candidate.evidence());
        return response == null
                ? List.of()
                : List.of(evidence(
                        Format.format(
                                "Between whole lifetimes (%d), those with more births of %s %s more: %s a series, t ="
                                        + " %.1f with hours and requests taken into account.",
                                response.lifetimes(),
                                Format.labels(candidate.labels()),
                                switch (Stance.ofSlope(response.t())) {
                                    case SUPPORTS -> "grew";
                                    case SILENT, OPPOSES -> "did not surely grow";
                                },
                                Format.bytes(response.bytesPerSeries()),
                                response.t()),
                        figure("t", response.t()),
                        figure("bytesPerSeries", response.bytesPerSeries()),
                        figure("lifetimes", response.lifetimes())));
    }
}
