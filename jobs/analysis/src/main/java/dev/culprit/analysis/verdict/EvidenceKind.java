package dev.culprit.analysis.verdict;

import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import java.util.Arrays;
import java.util.List;

/**
 * A kind of evidence: its name, the numbers that it puts into the score, and its sentences. A kind has no state and knows no other
 * kind. {@link EvidenceKinds} lists them all.
 */
interface EvidenceKind {
    /** As in report.json and the table {@code findings}; never renamed. */
    String name();

    /** What the score weighs; empty for a kind that only explains. */
    default List<Feature> features() {
        return List.of();
    }

    /** Of a candidate by itself, whatever memory does. */
    default List<Evidence> ofCandidate(Candidate candidate) {
        return List.of();
    }

    /** Of a label that is named. */
    default List<Evidence> ofNamed(AssessedCandidate candidate, WorkloadContainer unit) {
        return List.of();
    }

    /** Of a candidate that is not named. */
    default List<Evidence> ofAcquitted(AssessedCandidate candidate, WorkloadContainer unit) {
        return List.of();
    }

    /** Of the container, whatever its labels. */
    default List<Evidence> ofContainer(WorkloadContainer unit, Assessment assessment) {
        return List.of();
    }

    /** A sentence of this kind; figures that are not finite are left out, as JSON knows none. */
    default Evidence evidence(String sentence, Figure... figures) {
        return new Evidence(
                name(),
                sentence,
                Arrays.stream(figures)
                        .filter(figure -> Double.isFinite(figure.value()))
                        .toList());
    }

    static Figure figure(String name, double value) {
        return new Figure(name, value);
    }
}
