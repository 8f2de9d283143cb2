package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;
import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.Comparator;
import java.util.List;

/** Why a candidate was not named: what decided, and where the score did, the kind of evidence that weighs most against it. */
record AcquittalEvidence() implements EvidenceKind {
    @Override
    public String name() {
        return "acquittal";
    }

    @Override
    public List<Evidence> ofAcquitted(AssessedCandidate candidate, WorkloadContainer unit) {
        Association a = candidate.association();
        return List.of(evidence(
                Format.format(
                        "%s grows (%.0f new series an hour), but %s: probability %.2f.",
                        Format.labels(candidate.labels()),
                        a.candidate().birthsPerHour(),
                        reason(candidate, unit),
                        candidate.probability()),
                figure("probability", candidate.probability()),
                figure("share", a.share().estimate()),
                figure("t", a.t()),
                figure("seriesPerHour", a.candidate().birthsPerHour())));
    }

    private static String reason(AssessedCandidate candidate, WorkloadContainer unit) {
        if (Naming.isConvicted(candidate) && unit.growth().slope().low() <= 0) {
            return "memory may as well stand";
        }
        if (Naming.isConvicted(candidate) && !Naming.isWorthIt(unit)) {
            return "memory climbs too slowly for anybody to be named";
        }
        return switch (candidate.decidedBy()) {
            case COST ->
                Format.format(
                        "at the fitted price it costs %s a day, too little to matter",
                        Format.bytes(candidate.association().price().perDay()));
            case RETAINED_MEMORY -> "the container grows and what its processes retain does not";
            case EXPIRY ->
                Format.format(
                        "its series expire after %.1f hours in the mean, and memory goes with those that live",
                        candidate.association().candidate().hoursOfLife());
            case GONE ->
                Format.format(
                        "its series are gone after %.1f hours in the mean, and memory stays: what stays is hardly theirs",
                        candidate.association().candidate().hoursOfLife());
            case OBJECTS ->
                Format.format(
                        "the program's own objects of this label take %s of the growth by %s",
                        Format.percent(
                                requireNonNull(candidate.evidence().objects()).share(unit.growth())),
                        requireNonNull(candidate.evidence().objects()).metric());
            case STANDING_REPLICAS -> "replicas whose memory stands have its births too";
            case ENVIRONMENT -> contradiction(candidate);
            case OTHER_HOLDINGS ->
                Format.format(
                        "%s rises too, and may be %s of the growth",
                        requireNonNull(unit.question().things()).metric(),
                        Format.percent(Math.min(
                                1, requireNonNull(unit.question().things()).share(unit.growth()))));
            case PRICE ->
                Format.format(
                        "at %s each (at least %s) they would be dearer than any client's series of their kind: something else may come with each value",
                        Format.bytes(candidate.association().price().bytesPerSeries()),
                        Format.bytes(candidate.association().price().low()));
            case NEIGHBOUR ->
                Format.format(
                        "its series are in the scrapes of %s, and this container's memory does not surely follow them (t = %.1f)",
                        requireNonNull(unit.scrapedWith()),
                        candidate.association().t());
            case TIME, ACCOUNT ->
                Format.format(
                        "memory does not tell these births from time and traffic: they may be %s of the growth, at %s each, or none of it",
                        Format.percent(candidate.association().share().explained()),
                        Format.bytes(candidate.association().price().alone()));
            case SCORE -> requireNonNull(candidate.weightiestAgainst().reason());
        };
    }

    /** By the environment that falls furthest short. */
    private static String contradiction(AssessedCandidate candidate) {
        EnvironmentContrast.Elsewhere worst = candidate.evidence().environments().elsewhere().stream()
                .max(Comparator.comparingDouble(other -> other.kept() - other.measured()))
                .orElseThrow();
        return Format.format(
                "%s has %.0f new series an hour by it too, and memory grows there by %s instead of %s",
                worst.environment(),
                worst.births().keptPerHour(),
                Format.perHour(worst.measured()),
                Format.perHour(worst.kept()));
    }
}
