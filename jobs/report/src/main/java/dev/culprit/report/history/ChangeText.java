package dev.culprit.report.history;

import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Finding.Intervention;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.history.Change.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sentences on what became of a container since the weeks before. What is to be said is decided elsewhere. */
final class ChangeText {
    static final String FIRST = "New: no earlier week of this container is kept.";

    private ChangeText() {}

    /**
     * Found for the first time.
     *
     * @param began when, if that was dated
     */
    static String appeared(@Nullable Instant began, Week last, Week today) {
        String before = !last.culprits().isEmpty()
                ? "%s it was %s".formatted(Phrases.when(last, today), Phrases.labels(last.labels()))
                : today.follows(last)
                        ? "not found " + Phrases.when(last, today)
                        : "the container was last seen in %s, without it"
                                .formatted(Phrases.period(
                                        last.period(), today.period().from()));
        return "New%s: %s.".formatted(Phrases.since(began), before);
    }

    /** Found as in the week before, with what is worse or better in figures. */
    static String compared(
            Kind kind, Week last, Week today, @Nullable Double birthsBefore, @Nullable Double birthsAfter) {
        String lead = switch (kind) {
            case WORSE -> "Worse than ";
            case BETTER -> "Better than ";
            case SAME, NEW, FIXED, REGRESSION -> "As ";
        };
        String escalated = last.verdict() == today.verdict()
                ? ""
                : today.verdict() == Verdict.WATCH ? "memory no longer follows" : "memory follows now";
        String figures = Phrases.joined(
                escalated, Phrases.slopes(last.slope(), today.slope()), Phrases.births(birthsBefore, birthsAfter));
        return lead + Phrases.when(last, today) + (figures.isEmpty() ? "." : ": " + figures + ".");
    }

    /** Memory grows as it did, and a label explains it that did not before. */
    static String explainedNow(Week last, Week today, List<String> labels) {
        return stillGrows(
                "%s no label explained it, now %s does".formatted(Phrases.when(last, today), Phrases.labels(labels)),
                last,
                today);
    }

    /** Memory grows as it did, and the label that was named for it does not explain it. */
    static String explainedNoLonger(Week last, Week today) {
        return stillGrows(
                "%s, named %s, no longer explains it"
                        .formatted(Phrases.labels(last.labels()), Phrases.when(last, today)),
                last,
                today);
    }

    /** Memory grows as it did, though the label that was named for it takes no new values. */
    static String namedInVain(Week last, Week today) {
        return stillGrows(
                "new values of %s, named %s, have stopped, and memory grows on: not they, or not they alone, cost it"
                        .formatted(Phrases.labels(last.labels()), Phrases.when(last, today)),
                last,
                today);
    }

    private static String stillGrows(String story, Week last, Week today) {
        return "Memory still grows: " + Phrases.joined(story, Phrases.slopes(last.slope(), today.slope())) + ".";
    }

    /**
     * @param began when it came back, if that was dated
     * @param then the week in which it was last found
     * @param fix after which it was gone; null where it went without one
     */
    static String returned(@Nullable Instant began, Week then, @Nullable Change fix, Week last, Week today) {
        String gone = fix == null
                ? ", gone " + Phrases.when(last, today)
                : ", fixed" + (fix.since() == null ? "" : " on " + Phrases.minute(fix.since()));
        return "Back again%s: last seen in %s%s."
                .formatted(
                        Phrases.since(began),
                        Phrases.period(then.period(), today.period().from()),
                        gone);
    }

    /** To stand behind another sentence; begins with a space, and is empty where the slope is unknown. */
    static String slopeNow(@Nullable Interval slope) {
        return slope == null ? "" : " Slope now " + Phrases.slope(slope) + ".";
    }

    static String stillFixed(Change fix, Week today) {
        return "Still fixed" + Phrases.since(fix.since()) + ": "
                + Phrases.joined(
                        Phrases.slopes(fix.slopeBefore(), today.slope()),
                        fix.slopeBefore() == null || today.slope() == null ? "nothing grows in this period" : "")
                + ".";
    }

    static String steady(Week last, Week today) {
        return "Steady, as " + Phrases.when(last, today) + ".";
    }

    /** A leak that no label explained is gone: there are no births whose end could tell what happened. */
    static String rested(Week last, Week today) {
        return "Memory no longer grows as " + Phrases.when(last, today)
                + "; no label was to blame then, so whether its cause was mended or rests cannot be told: "
                + Phrases.joined(Phrases.slopes(last.slope(), today.slope()), "steady now") + ".";
    }

    /**
     * What was found last is found no more.
     *
     * @param moment of the last new value, or of the stop that was dated; null where unknown
     * @param atTheLatest the end of the time in which nobody looked; null where the moment is not in doubt
     */
    static String gone(
            FixVerification verification,
            @Nullable Instant moment,
            @Nullable Instant atTheLatest,
            @Nullable Double birthsBefore,
            @Nullable Double birthsAfter,
            Week last,
            Week today) {
        String figures =
                Phrases.joined(Phrases.slopes(last.slope(), today.slope()), Phrases.births(birthsBefore, birthsAfter));
        String labels = Phrases.labels(last.labels());
        return switch (verification) {
            case VERIFIED ->
                "Fixed%s%s: %s."
                        .formatted(
                                Phrases.since(moment),
                                atTheLatest == null
                                        ? ""
                                        : ", or by %s at the latest".formatted(Phrases.minute(atTheLatest)),
                                either(figures, labels));
            case TOO_EARLY ->
                "New values of %s have stopped%s; whether memory's growth went with them cannot be told yet: %s."
                        .formatted(
                                labels,
                                moment == null ? "" : " on " + Phrases.minute(moment),
                                either(figures, "too little is measured since"));
            case STILL_GROWS ->
                "Better than %s, not fixed: %s."
                        .formatted(Phrases.when(last, today), either(figures, "memory grows on"));
            case BIRTHS_GO_ON ->
                "Better than %s, not fixed: %s."
                        .formatted(Phrases.when(last, today), either(figures, "new values of " + labels + " go on"));
        };
    }

    private static String either(String figures, String otherwise) {
        return figures.isEmpty() ? otherwise : figures;
    }

    /** Births stopped inside the period, and memory's growth with them. */
    static String fixed(Intervention stop) {
        return "Fixed since %s%s: %s; %s before, %s after."
                .formatted(
                        Phrases.minute(stop.at().moment()),
                        stop.at().atRestart() ? ", when all processes started anew" : "",
                        Phrases.joined(
                                slopes(stop),
                                Phrases.births(
                                        stop.seriesPerHour().before(),
                                        stop.seriesPerHour().after())),
                        lifetimes(stop.lifetimes().before()),
                        lifetimes(stop.lifetimes().after()));
    }

    /** Births stopped inside the period, and nothing is proven; to stand behind another sentence, begins with a space. */
    static String stoppedWithoutProof(Intervention stop, FixVerification verification) {
        String since = " New values stopped on " + Phrases.minute(stop.at().moment());
        return verification == FixVerification.STILL_GROWS
                ? since + ", but memory grows on: " + slopes(stop) + "."
                : since
                        + "; with %s of readings after it, whether memory follows cannot be told yet: %s."
                                .formatted(Phrases.duration(stop.hours().after()), slopes(stop));
    }

    private static String slopes(Intervention stop) {
        return Phrases.slopes(stop.slope().before(), stop.slope().after());
    }

    private static String lifetimes(long count) {
        return count == 1 ? "1 lifetime" : count + " lifetimes";
    }

    /** A clause on what the last week said and nothing has settled since. */
    static String unsettled(Week last, Instant today) {
        List<String> labels = last.labels();
        return "%s was found in %s"
                .formatted(
                        labels.isEmpty() ? "a leak that no label explains" : Phrases.labels(labels),
                        Phrases.period(last.period(), today));
    }
}
