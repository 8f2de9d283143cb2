package dev.culprit.report.history;

import dev.culprit.model.finding.Finding.Intervention;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.history.Change.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ailed last and does no more: whether that is a fix. */
final class Recovery {
    /** Days are alike, hours are not. */
    private static final Duration SILENCE = Duration.ofDays(1);
    /** What is there in the first hour that is scraped is inventory: births in it are not seen. */
    private static final Duration BLIND = Duration.ofHours(1);

    private Recovery() {}

    /** A label that is watched only for what it did at the period's beginning, too shortly for the change to be dated there. */
    static boolean hasFallenSilent(Week last, Week today, List<String> labels) {
        Instant novel = today.lastNovelValue(labels);
        return today.verdict() == Verdict.WATCH
                && novel != null
                && Duration.between(novel, today.period().to()).compareTo(SILENCE) > 0
                && FixProof.of(last.birthsPerHour(labels), today.birthsPerHour(labels), last.slope(), today.slope())
                        != FixProof.BIRTHS_GO_ON;
    }

    /** No label was to blame, so there are no births whose end could tell what happened. */
    static Change rested(Week last, Week today) {
        return new Change(
                Kind.BETTER,
                "Memory no longer grows as " + Wording.when(last, today)
                        + "; no label was to blame then, so whether its cause was mended or rests cannot be told: "
                        + Wording.joined(Wording.slopes(last.slope(), today.slope()), "steady now") + ".",
                last.slope(),
                today.slope(),
                null,
                null,
                null);
    }

    static Change stopped(Week last, Week today) {
        List<String> labels = last.labels();
        Intervention stop = today.stopOf(labels) != null ? today.stopOf(labels) : last.stopOf(labels);
        Double before = stop == null ? last.birthsPerHour(labels) : (Double) stop.seriesPerHourBefore();
        Double after = today.stopOf(labels) == null
                ? today.birthsPerHour(labels)
                : (Double) today.stopOf(labels).seriesPerHourAfter();
        Instant moment = stop != null
                ? stop.moment()
                : today.lastNovelValue(labels) != null ? today.lastNovelValue(labels) : last.lastNovelValue(labels);
        String figures = Wording.joined(Wording.slopes(last.slope(), today.slope()), Wording.births(before, after));
        String names = Wording.labels(labels);
        FixProof proof = FixProof.of(before, after, last.slope(), today.slope());
        String sentence = switch (proof) {
            case VERIFIED ->
                "Fixed%s%s: %s.".formatted(Wording.since(moment), latest(stop, moment, today), figures(figures, names));
            case TOO_EARLY ->
                "New values of %s have stopped%s; whether memory's growth went with them cannot be told yet: %s."
                        .formatted(
                                names,
                                moment == null ? "" : " on " + Wording.minute(moment),
                                figures(figures, "too little is measured since"));
            case STILL_GROWS, BIRTHS_GO_ON ->
                "Better than %s, not fixed: %s."
                        .formatted(
                                Wording.when(last, today),
                                figures(
                                        figures,
                                        proof == FixProof.BIRTHS_GO_ON
                                                ? "new values of " + names + " go on"
                                                : "memory grows on"));
        };
        boolean fixed = proof == FixProof.VERIFIED;
        return new Change(
                fixed ? Kind.FIXED : Kind.BETTER,
                sentence,
                last.slope(),
                today.slope(),
                before,
                after,
                fixed || proof == FixProof.TOO_EARLY ? moment : null);
    }

    /** Between the last value of an earlier period and the time from which this one sees births, nobody looked. */
    private static String latest(@Nullable Intervention stop, @Nullable Instant moment, Week today) {
        Instant seen = today.period().from().plus(BLIND);
        return stop != null || moment == null || !moment.isBefore(today.period().from())
                ? ""
                : ", or by %s at the latest".formatted(Wording.minute(seen));
    }

    private static String figures(String figures, String otherwise) {
        return figures.isEmpty() ? otherwise : figures;
    }
}
