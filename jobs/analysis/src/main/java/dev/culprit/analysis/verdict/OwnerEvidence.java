package dev.culprit.analysis.verdict;

import dev.culprit.analysis.evidence.Format;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.List;

/** Whose scrapes the births are read from, where they are not the container's own. */
record OwnerEvidence() implements EvidenceKind {
    @Override
    public String name() {
        return "owner";
    }

    @Override
    public List<Evidence> ofContainer(WorkloadContainer unit, Assessment assessment) {
        return unit.scrapedWith() == null || assessment.candidates().isEmpty()
                ? List.of()
                : List.of(evidence(Format.format(
                        "%s is never scraped by itself; the births are those in the scrapes of %s in the same pod, whose"
                                + " body may hold the metrics of the whole pod.",
                        unit.identity().container(), unit.scrapedWith())));
    }
}
