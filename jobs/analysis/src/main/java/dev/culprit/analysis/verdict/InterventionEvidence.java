package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;
import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.intervention.Intervention;
import dev.culprit.analysis.intervention.Intervention.Conclusion;
import dev.culprit.analysis.intervention.Intervention.Kind;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.finding.Finding.Evidence;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Somebody switched the label off, or on, and memory answered, or did not. */
record InterventionEvidence() implements EvidenceKind {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMM 'at' HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** By hand: weekdays differ by as much, so a reader need not hear of it. */
    private static final double SAME_TRAFFIC = 0.25;
    /** By hand: seconds; an hour and a half is the first that reads better in hours. */
    private static final double TOLD_IN_MINUTES = 5400;

    @Override
    public String name() {
        return "intervention";
    }

    @Override
    public List<Feature> features() {
        return List.of(
                Feature.silent("convicts", evidence -> concludes(evidence, Conclusion.CONVICTS) ? 1 : 0),
                new Feature(
                        "acquits",
                        evidence -> concludes(evidence, Conclusion.ACQUITS) ? 1 : 0,
                        evidence -> concludes(evidence, Conclusion.ACQUITS)
                                ? reason(requireNonNull(evidence.change()))
                                : null));
    }

    private static boolean concludes(CandidateEvidence evidence, Conclusion conclusion) {
        return evidence.change() != null && evidence.change().conclusion() == conclusion;
    }

    private static String reason(Intervention change) {
        return switch (change.kind()) {
            case BIRTHS_STOPPED -> "when its births stopped, memory's growth did not go with them";
            case BIRTHS_STOPPED_IN_ONE ->
                "when its births stopped in one replica, memory's growth there did not go with them";
            case BIRTHS_STARTED -> "when its births began, memory's growth did not come with them";
            case GROWTH_STOPPED -> "memory's growth stopped while its births went on";
        };
    }

    @Override
    public List<Evidence> ofNamed(AssessedCandidate candidate, WorkloadContainer unit) {
        return ofChange(candidate);
    }

    @Override
    public List<Evidence> ofAcquitted(AssessedCandidate candidate, WorkloadContainer unit) {
        return ofChange(candidate);
    }

    private List<Evidence> ofChange(AssessedCandidate candidate) {
        return candidate.change() == null ? List.of() : List.of(of(candidate.change()));
    }

    Evidence of(Intervention change) {
        return evidence(
                sentence(change),
                figure("moment", change.moment().at()),
                figure("momentLow", change.moment().low()),
                figure("momentHigh", change.moment().high()),
                figure("valuesPerHourBefore", change.before().values()),
                figure("valuesPerHourAfter", change.after().values()),
                figure("seriesPerHourBefore", change.before().births()),
                figure("seriesPerHourAfter", change.after().births()),
                figure("slopeBefore", change.before().slope().estimate()),
                figure("slopeAfter", change.after().slope().estimate()),
                figure("slopeAfterLow", change.after().slope().low()),
                figure("slopeAfterHigh", change.after().slope().high()),
                figure("requestsRatio", change.requestsRatio()),
                figure("ratio", change.ratio().estimate()),
                figure("ratioLow", change.ratio().low()),
                figure("ratioHigh", change.ratio().high()),
                figure("bytesPerSeries", change.price().estimate()),
                figure("lifetimesBefore", change.before().lifetimes()),
                figure("lifetimesAfter", change.after().lifetimes()),
                figure("hoursBefore", change.before().hours()),
                figure("hoursAfter", change.after().hours()));
    }

    private static String sentence(Intervention change) {
        String when = "On "
                + MINUTE.format(EpochSeconds.toInstant(change.moment().at())) + " UTC"
                + (change.moment().restarted()
                        ? ", when all processes started anew,"
                        : Format.format(
                                " (give or take %s)",
                                duration(Math.max(
                                        change.moment().at() - change.moment().low(),
                                        change.moment().high() - change.moment().at()))));
        String coming = Format.format(
                "new values of %s %s (%s an hour before, %s after)",
                Format.labels(change.labels()),
                switch (change.kind()) {
                    case BIRTHS_STOPPED -> "stopped";
                    case BIRTHS_STOPPED_IN_ONE -> "stopped in one replica, and not in the others,";
                    case BIRTHS_STARTED -> "began";
                    case GROWTH_STOPPED -> "went on";
                },
                rate(change.before().values()),
                rate(change.after().values()));
        String memory = Format.format(
                "memory's growth went from %s to %s (95 %%: %s to %s)",
                Format.perHour(change.before().slope().estimate()),
                Format.perHour(change.after().slope().estimate()),
                Format.perHour(change.after().slope().low()),
                Format.perHour(change.after().slope().high()));
        return when
                + " "
                + (change.kind() == Kind.GROWTH_STOPPED ? memory + " while " + coming : coming + " and " + memory)
                + (Math.abs(change.requestsRatio() - 1) < SAME_TRAFFIC
                        ? ""
                        : Format.format(", at %.1f times the traffic", change.requestsRatio()))
                + ": "
                + meaning(change)
                + ".";
    }

    private static String meaning(Intervention change) {
        return switch (change.conclusion()) {
            case CONVICTS ->
                Format.format(
                        "what these births would cost at %s a series",
                        Format.bytes(change.price().estimate()));
            case ACQUITS ->
                change.kind() == Kind.GROWTH_STOPPED
                        ? "these births did not cost it"
                        : "these births did not cost it, or not much of it";
            case UNDECIDED ->
                change.kind() == Kind.GROWTH_STOPPED
                        ? "what is left of it might still be theirs"
                        : change.vanished()
                                ? "the series left the scrapes at once, and the process may hold and make them still"
                                : Format.format(
                                        "%s of what the births should cost (90 %%: %s to %s), which decides nothing"
                                                + " yet",
                                        Format.percent(change.ratio().estimate()),
                                        Format.percent(change.ratio().low()),
                                        Format.percent(change.ratio().high()));
        };
    }

    private static String rate(double perHour) {
        return Format.format(perHour >= 10 || perHour == 0 ? "%.0f" : "%.1f", perHour);
    }

    private static String duration(double seconds) {
        return seconds < TOLD_IN_MINUTES
                ? Format.format("%.0f min", Math.max(1, seconds / 60))
                : Format.format("%.1f h", seconds / 3600);
    }
}
