package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;

import dev.culprit.analysis.evidence.EnvironmentContrast.Elsewhere;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.List;

/** The same container in other environments, as control groups. */
record EnvironmentEvidence() implements EvidenceKind {
    /** By hand: a prediction that fails by four standard errors has failed, and more would outweigh all else. */
    private static final double MOST_CONTRADICTION = 4;

    /** By hand: a third environment that bears it out adds little. */
    private static final int MOST_SUPPORT = 2;

    /** By hand: of the births there; of fewer that are gone nobody need read. */
    private static final double WORTH_TELLING = 0.05;

    @Override
    public String name() {
        return "environment-contrast";
    }

    @Override
    public List<Feature> features() {
        return List.of(
                new Feature(
                        "contradiction",
                        evidence -> -Feature.clip(evidence.environments().contradiction(), MOST_CONTRADICTION),
                        evidence -> evidence.environments().contradiction() > 0
                                ? Format.format(
                                        "another environment has its births and grows less than they should cost there (z ="
                                                + " %.1f)",
                                        evidence.environments().contradiction())
                                : null),
                Feature.silent(
                        "support",
                        evidence ->
                                Math.min(MOST_SUPPORT, evidence.environments().support())),
                new Feature(
                        "unexplained",
                        evidence -> -evidence.environments().unexplained(),
                        evidence -> evidence.environments().unexplained() > 0
                                ? "memory grows in another environment too, beyond what its births there cost"
                                : null));
    }

    @Override
    public List<Evidence> ofNamed(AssessedCandidate candidate, WorkloadContainer unit) {
        return candidate.evidence().environments().elsewhere().stream()
                .map(other -> evidence(
                        sentence(other, candidate, unit),
                        figure("seriesPerHour", other.births().perHour()),
                        figure("predictedBytesPerHour", other.predicted()),
                        figure("measuredBytesPerHour", other.measured())))
                .toList();
    }

    private static String sentence(Elsewhere other, AssessedCandidate candidate, WorkloadContainer unit) {
        return switch (other.role()) {
            case CONTROL ->
                Format.format(
                        "%s is the control: %.1f new series an hour by these labels against %.0f in %s, and memory"
                                + " grows by %s against %s.",
                        other.environment(),
                        other.births().perHour(),
                        candidate.association().candidate().birthsPerHour(),
                        unit.environment(),
                        Format.perHour(other.measured()),
                        Format.perHour(unit.growth().risePerHour()));
            case REPETITION ->
                Format.format(
                        "In %s these labels make %.0f new series an hour too%s predicted, %s measured.",
                        other.environment(),
                        other.births().perHour(),
                        other.births().gonePerHour()
                                        < WORTH_TELLING * other.births().perHour()
                                ? ": " + Format.perHour(other.predicted())
                                : Format.format(
                                        ", of which %.0f are gone before their process ends: %s to %s",
                                        other.births().gonePerHour(),
                                        Format.perHour(other.kept()),
                                        Format.perHour(other.predicted())),
                        Format.perHour(other.measured()));
        };
    }
}
