package dev.culprit.analysis.verdict;

import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.DoseResponse;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.evidence.NegativeControl;
import dev.culprit.analysis.evidence.ReplicaContrast;
import dev.culprit.analysis.evidence.UsualPrice;
import java.util.List;

/** Evidence of a label, for tests of its kinds: with everything, and with hardly anything. */
final class Evidences {
    static final Candidate HOST = new Candidate(new Group(List.of("host"), 2000), 2000, 100, 0.33, 24, 12);
    static final CandidateEvidence FULL = new CandidateEvidence(
            new Association(
                    HOST,
                    new Association.Price(1000, 800, 1200, 760 * 17 * 16, 2e6),
                    new Association.Share(0.7, 0.4, 0.6, 0.9, 1),
                    Math.E - 1,
                    new Association.Controls(
                            new ReplicaContrast(500, 0, 2),
                            new NegativeControl(1000, 9, 300, Math.E - 1),
                            new DoseResponse(2000, 1 - Math.E, 8)),
                    false,
                    8,
                    0.5),
            new EnvironmentContrast(9, 3, 0.25, List.of()),
            null,
            null,
            UsualPrice.ONE_NUMBER,
            false);
    static final CandidateEvidence BARE = new CandidateEvidence(
            new Association(
                    HOST,
                    new Association.Price(1000, 800, 1200, 1100, 2e6),
                    new Association.Share(0.7, 0.4, 0.6, 0.9, 1),
                    0,
                    new Association.Controls(null, null, null),
                    false,
                    8,
                    0.5),
            new EnvironmentContrast(0, 0, 0, List.of()),
            null,
            null,
            UsualPrice.ONE_NUMBER,
            false);

    private Evidences() {}

    /** Replicas that may be held against each other, and nothing else. */
    static CandidateEvidence among(ReplicaContrast contrast) {
        Association bare = BARE.association();
        return new CandidateEvidence(
                new Association(
                        bare.candidate(),
                        bare.price(),
                        bare.share(),
                        bare.t(),
                        new Association.Controls(contrast, null, null),
                        false,
                        8,
                        0.5),
                BARE.environments(),
                null,
                null,
                UsualPrice.ONE_NUMBER,
                false);
    }

    /** What a kind puts into the score. */
    static List<Double> values(EvidenceKind kind, CandidateEvidence evidence) {
        return kind.features().stream()
                .map(feature -> feature.value().applyAsDouble(evidence))
                .toList();
    }
}
