package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.BirthsAccount;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.List;

/** What all new series together can cost, whoever has the credit. It is the first question, and bounds what may be said. */
record AccountEvidence() implements EvidenceKind {
    @Override
    public String name() {
        return "account";
    }

    @Override
    public List<Evidence> ofContainer(WorkloadContainer unit, Assessment assessment) {
        BirthsAccount births = unit.question().births();
        if (births == null || births.grown() <= 0) {
            return List.of();
        }
        return List.of(evidence(
                Format.format(
                        "In a typical lifetime %.0f series come after the first hour and are there to the end: at %s to %s"
                                + " each they take %s to %s of %s.%s",
                        births.exposed(),
                        Format.bytes(Association.FEWEST_BYTES),
                        Format.bytes(Association.MOST_BYTES),
                        Format.bytes(births.least()),
                        Format.bytes(births.most()),
                        Format.bytes(births.grown()),
                        births.exposed() < 1 ? "" : comparison(births)),
                figure("exposedSeries", births.exposed()),
                figure("leastBytes", births.least()),
                figure("mostBytes", births.most()),
                figure("bytesPerSeries", births.bytesPerSeries()),
                figure("logLikelihoodBehind", births.behind())));
    }

    private static String comparison(BirthsAccount births) {
        return Format.format(
                " New series alone, at %s each, explain the course of memory %s time and traffic do.",
                Format.bytes(births.bytesPerSeries()),
                births.isClearlyBetter() ? "better than" : births.isClearlyWorse() ? "worse than" : "as well as");
    }
}
