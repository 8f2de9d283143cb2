package dev.culprit.report.history;

import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Finding.Intervention;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.history.Change.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds a container's weeks against each other, from the oldest on. Weeks that could not be judged tell nothing, and stand in
 * nobody's way. Worse and better need intervals of the slope that do not overlap, or births that doubled or halved.
 */
public final class Comparison {
    /** Births that changed by this factor changed. */
    private static final double CLEARLY = 2;

    private static final Duration LONG_AGO = Duration.ofDays(15);

    private final List<Week> weeks = new ArrayList<>();
    /** One for each week; null where nothing is to be told. */
    private final List<Change> changes = new ArrayList<>();

    private Comparison() {}

    /**
     * @param earlier of the same container, oldest first; they overlap neither each other nor {@code today}
     * @return null where today cannot be judged, or is steady without anything to compare it with
     */
    public static @Nullable Change of(List<Week> earlier, Week today) {
        if (!today.judged()) {
            return null;
        }
        Comparison comparison = new Comparison();
        earlier.stream().filter(Week::judged).forEach(comparison::add);
        comparison.add(today);
        return comparison.changes.get(comparison.changes.size() - 1);
    }

    /**
     * What the last of these weeks said that nothing has settled since, for containers of which today says nothing.
     *
     * @param today begins
     * @return a clause, or null where nothing was wrong, or it was fixed, or it is long ago
     */
    public static @Nullable String unsettled(List<Week> earlier, Instant today) {
        List<Week> judged = earlier.stream().filter(Week::judged).toList();
        if (judged.isEmpty()) {
            return null;
        }
        Week last = judged.get(judged.size() - 1);
        Change change = of(judged.subList(0, judged.size() - 1), last);
        boolean fixed = change != null && change.kind() == Kind.FIXED;
        if (!last.ails() || fixed || Duration.between(last.period().to(), today).compareTo(LONG_AGO) > 0) {
            return null;
        }
        List<String> labels = last.labels();
        return "%s was found in %s"
                .formatted(
                        labels.isEmpty() ? "a leak that no label explains" : Wording.labels(labels),
                        Wording.period(last.period(), today));
    }

    private void add(Week week) {
        Change change = week.ails() ? ailing(week) : steady(week);
        weeks.add(week);
        changes.add(change);
    }

    private @Nullable Week last() {
        return weeks.isEmpty() ? null : weeks.get(weeks.size() - 1);
    }

    // What ails today.

    private Change ailing(Week today) {
        List<String> labels = today.labels();
        Intervention stopped = labels.isEmpty() ? null : today.stopOf(labels);
        if (stopped != null) {
            Stop stop = Stop.of(stopped);
            return stop.proof() == FixProof.VERIFIED
                    ? stop.fixed()
                    : ailing(today.before(stopped), labels).followedBy(stop.sentence());
        }
        return ailing(today, labels);
    }

    private Change ailing(Week today, List<String> labels) {
        Week last = last();
        if (last == null) {
            return begun(Kind.NEW, "New: no earlier week of this container is kept.", null, today, labels);
        }
        if (today.ailsLike(last) && lastKind() != Kind.FIXED) {
            return Recovery.hasFallenSilent(last, today, labels)
                    ? Recovery.stopped(last, today)
                    : compared(last, today, labels);
        }
        if (leaks(last)
                && leaks(today)
                && lastKind() != Kind.FIXED
                && (last.culprits().isEmpty() || labels.isEmpty())) {
            return otherwiseExplained(last, today, labels);
        }
        for (int i = weeks.size() - 1; i >= 0; i--) {
            if (today.ailsLike(weeks.get(i))) {
                return returned(i, today, labels);
            }
        }
        String before = !last.culprits().isEmpty()
                ? "%s it was %s".formatted(Wording.when(last, today), Wording.labels(last.labels()))
                : today.follows(last)
                        ? "not found " + Wording.when(last, today)
                        : "the container was last seen in %s, without it"
                                .formatted(Wording.period(
                                        last.period(), today.period().from()));
        return begun(
                Kind.NEW, "New%s: %s.".formatted(Wording.since(began(today, labels)), before), last, today, labels);
    }

    private Change compared(Week last, Week today, List<String> labels) {
        Kind kind = kind(last, today, labels);
        String lead = switch (kind) {
            case WORSE -> "Worse than ";
            case BETTER -> "Better than ";
            case SAME, NEW, FIXED, REGRESSION -> "As ";
        };
        String escalated = last.verdict() == today.verdict()
                ? ""
                : today.verdict() == Verdict.WATCH ? "memory no longer follows" : "memory follows now";
        Double before = labels.isEmpty() ? null : last.birthsPerHour(labels);
        Double after = labels.isEmpty() ? null : today.birthsPerHour(labels);
        String figures =
                Wording.joined(escalated, Wording.slopes(last.slope(), today.slope()), Wording.births(before, after));
        return new Change(
                kind,
                lead + Wording.when(last, today) + (figures.isEmpty() ? "." : ": " + figures + "."),
                last.slope(),
                today.slope(),
                before,
                after,
                began(today, labels));
    }

    private static Kind kind(Week last, Week today, List<String> labels) {
        if (last.verdict() != today.verdict() && !labels.isEmpty()) {
            return today.verdict() == Verdict.WATCH ? Kind.BETTER : Kind.WORSE;
        }
        Interval before = last.slope();
        Interval after = today.slope();
        if (before != null && after != null && after.low() > before.high()) {
            return Kind.WORSE;
        }
        if (before != null && after != null && after.high() < before.low()) {
            return Kind.BETTER;
        }
        Double birthsBefore = labels.isEmpty() ? null : last.birthsPerHour(labels);
        Double birthsAfter = labels.isEmpty() ? null : today.birthsPerHour(labels);
        if (birthsBefore != null && birthsAfter != null && birthsBefore > 0) {
            if (birthsAfter >= CLEARLY * birthsBefore) {
                return Kind.WORSE;
            }
            if (birthsAfter * CLEARLY <= birthsBefore) {
                return Kind.BETTER;
            }
        }
        return Kind.SAME;
    }

    /** Memory leaks as it did; who is to blame for it is seen otherwise. */
    private Change otherwiseExplained(Week last, Week today, List<String> labels) {
        List<String> then = last.labels();
        String story;
        if (then.isEmpty()) {
            story = "%s no label explained it, now %s does"
                    .formatted(Wording.when(last, today), Wording.labels(labels));
        } else {
            Double before = last.birthsPerHour(then);
            Double after = today.birthsPerHour(then);
            boolean stopped = FixProof.of(before, after, last.slope(), today.slope()) == FixProof.STILL_GROWS;
            story = stopped
                    ? "new values of %s, named %s, have stopped, and memory grows on: not they, or not they alone, cost it"
                            .formatted(Wording.labels(then), Wording.when(last, today))
                    : "%s, named %s, no longer explains it".formatted(Wording.labels(then), Wording.when(last, today));
        }
        return new Change(
                kind(last, today, List.of()),
                "Memory still grows: " + Wording.joined(story, Wording.slopes(last.slope(), today.slope())) + ".",
                last.slope(),
                today.slope(),
                then.isEmpty() ? null : last.birthsPerHour(then),
                then.isEmpty() ? null : today.birthsPerHour(then),
                began(today, labels));
    }

    /** @param index of the week that ailed of the same; it was fixed, or a week since did not */
    private Change returned(int index, Week today, List<String> labels) {
        Week then = weeks.get(index);
        String gone = "";
        for (int i = index; i < weeks.size(); i++) {
            Change change = changes.get(i);
            if (change != null && change.kind() == Kind.FIXED) {
                gone = ", fixed" + (change.since() == null ? "" : " on " + Wording.minute(change.since()));
            }
        }
        Week last = weeks.get(weeks.size() - 1);
        if (gone.isEmpty()) {
            gone = ", gone " + Wording.when(last, today);
        }
        return begun(
                Kind.REGRESSION,
                "Back again%s: last seen in %s%s."
                        .formatted(
                                Wording.since(began(today, labels)),
                                Wording.period(then.period(), today.period().from()),
                                gone),
                then,
                today,
                labels);
    }

    /** What began inside the period is told from the moment on at which it did. */
    private static Change begun(Kind kind, String sentence, @Nullable Week before, Week today, List<String> labels) {
        Intervention start = labels.isEmpty() ? null : today.startOf(labels);
        Interval slopeAfter = start == null ? today.slope() : start.slopeAfter();
        String now = slopeAfter == null ? "" : " Slope now " + Wording.slope(slopeAfter) + ".";
        if (start != null) {
            return new Change(
                    kind,
                    sentence + now,
                    start.slopeBefore(),
                    slopeAfter,
                    start.seriesPerHourBefore(),
                    start.seriesPerHourAfter(),
                    start.moment());
        }
        return new Change(
                kind,
                sentence + now,
                before == null ? null : before.slope(),
                slopeAfter,
                before == null || labels.isEmpty() ? null : before.birthsPerHour(labels),
                labels.isEmpty() ? null : today.birthsPerHour(labels),
                null);
    }

    // What ailed and does no more.

    private @Nullable Change steady(Week today) {
        Week last = last();
        if (last == null) {
            return null;
        }
        if (last.ails() && lastKind() != Kind.FIXED) {
            return last.labels().isEmpty() ? Recovery.rested(last, today) : Recovery.stopped(last, today);
        }
        Change fix = lastFix();
        if (fix != null) {
            return new Change(
                    Kind.SAME,
                    "Still fixed" + Wording.since(fix.since()) + ": "
                            + Wording.joined(
                                    Wording.slopes(fix.slopeBefore(), today.slope()),
                                    fix.slopeBefore() == null || today.slope() == null
                                            ? "nothing grows in this period"
                                            : "")
                            + ".",
                    fix.slopeBefore(),
                    today.slope(),
                    fix.birthsPerHourBefore(),
                    fix.birthsPerHourAfter(),
                    fix.since());
        }
        return new Change(
                Kind.SAME,
                "Steady, as " + Wording.when(last, today) + ".",
                last.slope(),
                today.slope(),
                null,
                null,
                null);
    }

    // Bits of both.

    private @Nullable Kind lastKind() {
        Change change = changes.isEmpty() ? null : changes.get(changes.size() - 1);
        return change == null ? null : change.kind();
    }

    /** The fix that still holds, or null. */
    private @Nullable Change lastFix() {
        for (int i = changes.size() - 1; i >= 0; i--) {
            Change change = changes.get(i);
            if (change != null && change.kind() == Kind.FIXED) {
                return change;
            }
            if (weeks.get(i).ails()) {
                return null;
            }
        }
        return null;
    }

    private static boolean leaks(Week week) {
        return week.verdict() == Verdict.LABEL || week.verdict() == Verdict.NO_LABEL;
    }

    private static @Nullable Instant began(Week today, List<String> labels) {
        Intervention start = labels.isEmpty() ? null : today.startOf(labels);
        return start == null ? null : start.moment();
    }
}
