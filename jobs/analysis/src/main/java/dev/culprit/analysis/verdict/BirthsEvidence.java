package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;
import static java.util.stream.Collectors.joining;

import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.List;

/** How many series the labels make, or that none makes any. */
record BirthsEvidence() implements EvidenceKind {
    /** By hand: more labels in a sentence are not read. */
    private static final int MOST_GROUPS = 3;
    /** By hand: of what is born. */
    private static final double MOSTLY = 0.5;

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
        double perHour = unit.birthsPerHour();
        double uncredited =
                unit.ledgers().stream().mapToLong(ProcessBirths::uncredited).sum() / unit.hours();
        String credited = unit.candidates().groups().groups().stream()
                .filter(group -> group.births() > 0)
                .limit(MOST_GROUPS)
                .map(group ->
                        Format.format("%s (%.1f)", Format.labels(group.labels()), unit.birthsPerHour(group.labels())))
                .collect(joining(", "));
        return List.of(evidence(
                credited.isEmpty()
                        ? Format.format(
                                "No label takes new values: %.1f new series an hour after the first hour.", perHour)
                        : Format.format(
                                "New values or combinations of %s make %.1f new series an hour after the first hour.%s",
                                credited, perHour, replaced(unit, perHour)),
                figure("seriesPerHour", perHour),
                figure("uncreditedPerHour", uncredited)));
    }

    /** Where most births take the place of what goes, whoever reads of so many wants to know it. */
    private static String replaced(WorkloadContainer unit, double perHour) {
        double exposed = unit.exposedPerDay();
        return exposed < MOSTLY * 24 * perHour
                ? Format.format(
                        " Others go: what is exposed %s by %.0f series a day.",
                        exposed < 0 ? "shrinks" : "grows", Math.abs(exposed))
                : "";
    }
}
