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
                        "In a typical lifetime %.0f series come after the first hour and are there to the end. At %s to %s"
                                + " each they cost %s to %s; memory grows by %s.%s",
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
                figure("logLikelihoodBehind", births.behind()),
                figure("vuongZ", births.z())));
    }

    private static String comparison(BirthsAccount births) {
        if (births.bytesPerSeries() < Association.FEWEST_BYTES) {
            return " Fitted in the place of age and traffic, they cost nothing: memory does not follow them.";
        }
        return Format.format(
                " Fitted in the place of age and traffic, at %s each, they are %s of the growth, and the fit is %s.",
                Format.bytes(births.bytesPerSeries()),
                Format.percent(Math.min(1, births.explained())),
                births.isClearlyBetter() ? "better" : births.isClearlyWorse() ? "worse" : "as good");
    }
}
