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
        if (births.exposed() < 1) {
            return List.of(evidence(
                    Format.format(
                            "In a lifetime, on average, less than one series%s comes after the first hour and is there to the end: no"
                                    + " series that stays is what memory grows by (%s).",
                            births.labels().isEmpty() ? "" : " of " + Format.labels(births.labels()),
                            Format.bytes(births.grown())),
                    figure("exposedSeries", births.exposed())));
        }
        return List.of(evidence(
                Format.format(
                        "In a lifetime, on average, %.0f series%s come after the first hour and are there to the end. At %s to"
                                + " %s each they cost %s to %s; memory grows by %s.%s",
                        births.exposed(),
                        births.labels().isEmpty() ? "" : " of " + Format.labels(births.labels()),
                        Format.bytes(Association.FEWEST_BYTES),
                        Format.bytes(Association.MOST_BYTES),
                        Format.bytes(births.least()),
                        Format.bytes(births.most()),
                        Format.bytes(births.grown()),
                        comparison(births)),
                figure("exposedSeries", births.exposed()),
                figure("leastBytes", births.least()),
                figure("mostBytes", births.most()),
                figure("bytesPerSeries", births.bytesPerSeries()),
                figure("mostBytesPerSeries", births.mostPerSeries()),
                figure("logLikelihoodBehind", births.behind()),
                figure("standardErrorsBehind", births.z())));
    }

    private static String comparison(BirthsAccount births) {
        String fit = births.isClearlyBetter() ? "better" : births.isClearlyWorse() ? "worse" : "as good";
        if (births.mostPerSeries() < Association.FEWEST_BYTES) {
            return " Fitted in the place of age and traffic, they cost nothing: memory does not follow them.";
        }
        if (births.bytesPerSeries() < Association.FEWEST_BYTES) {
            return Format.format(
                    " Fitted in the place of age and traffic, they cost nothing or up to %s each, which would be %s of the growth;"
                            + " the fit is %s.",
                    Format.bytes(births.mostPerSeries()), Format.percent(Math.min(1, births.explainedAtMost())), fit);
        }
        return Format.format(
                " Fitted in the place of age and traffic, at %s each (up to %s), they are %s of the growth (up to %s), and the fit is"
                        + " %s.",
                Format.bytes(births.bytesPerSeries()),
                Format.bytes(births.mostPerSeries()),
                Format.percent(Math.min(1, births.explained())),
                Format.percent(Math.min(1, births.explainedAtMost())),
                fit);
    }
}
