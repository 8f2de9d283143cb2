package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;

import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.List;

/** How many series the labels make, or that none makes any. */
record BirthsEvidence() implements EvidenceKind {
    @Override
    public String name() {
        return "births";
    }

    @Override
    public List<Evidence> ofCandidate(Candidate candidate) {
        return List.of(evidence(
                Format.format(
                        "%s took %d new values in %.0f hours of running time, which made %d series: %.0f an hour,"
                                + " %.1f for each value.",
                        Format.labels(candidate.group().labels()),
                        candidate.values(),
                        candidate.hours(),
                        candidate.births(),
                        candidate.birthsPerHour(),
                        (double) candidate.births() / candidate.values()),
                figure("births", (double) candidate.births()),
                figure("values", (double) candidate.values()),
                figure("hours", candidate.hours()),
                figure("seriesPerHour", candidate.birthsPerHour())));
    }

    @Override
    public List<Evidence> ofContainer(WorkloadContainer unit, Assessment assessment) {
        if (!unit.birthsKnown()
                || !assessment.candidates().isEmpty()
                || !assessment.watched().isEmpty()) {
            return List.of();
        }
        double combinations =
                unit.ledgers().stream().mapToLong(ProcessBirths::uncredited).sum() / unit.hours();
        return List.of(evidence(
                Format.format(
                        "No label keeps taking new values: %.1f new series an hour after the first hour, %.1f of them old"
                                + " values in new combinations.",
                        unit.birthsPerHour(), combinations),
                figure("seriesPerHour", unit.birthsPerHour()),
                figure("newCombinationsPerHour", combinations)));
    }
}
