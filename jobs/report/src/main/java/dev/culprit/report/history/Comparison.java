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
 * Compares a container's weeks with each other, from the oldest on. Weeks that could not be judged are left out. Worse and better need intervals of the slope that do not overlap, or births that doubled or halved.
 */
public final class Comparison {
    /** By hand: a rate of births that doubled or halved has changed; less is what weeks differ by. */
    private static final double CLEARLY = 2;

    /** By hand: two weeks and a day, so that one missing week is bridged. */
    private static final Duration LONG_AGO = Duration.ofDays(15);

    private final List<Week> weeks = new ArrayList<>();
    /** One for each week; null where there is nothing to say. */
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
        if (!last.hasProblem()
                || fixed
                || Duration.between(last.period().to(), today).compareTo(LONG_AGO) > 0) {
            return null;
        }
        return ChangeText.unsettled(last, today);
    }

    private void add(Week week) {
        Change change = week.hasProblem() ? withProblem(week) : withoutProblem(week);
        weeks.add(week);
        changes.add(change);
    }

    private @Nullable Week last() {
        return weeks.isEmpty() ? null : weeks.get(weeks.size() - 1);
    }

    // Containers that have a problem today.

    private Change withProblem(Week today) {
        List<String> labels = today.labels();
        Intervention stopped = labels.isEmpty() ? null : today.stopOf(labels);
        if (stopped == null) {
            return withProblem(today, labels);
        }
        FixVerification verification = FixVerification.of(
                stopped.seriesPerHour().before(),
                stopped.seriesPerHour().after(),
                stopped.slope().before(),
                stopped.slope().after());
        return verification == FixVerification.VERIFIED
                ? fixed(stopped)
                : withProblem(today.before(stopped), labels)
                        .followedBy(ChangeText.stoppedWithoutProof(stopped, verification));
    }

    private Change withProblem(Week today, List<String> labels) {
        Week last = last();
        if (last == null) {
            return begun(Kind.NEW, ChangeText.FIRST, null, today, labels);
        }
        if (today.hasSameProblemAs(last) && lastKind() != Kind.FIXED) {
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
            if (today.hasSameProblemAs(weeks.get(i))) {
                return returned(i, today, labels);
            }
        }
        return begun(Kind.NEW, ChangeText.appeared(began(today, labels), last, today), last, today, labels);
    }

    private static Change fixed(Intervention stop) {
        return new Change(
                Kind.FIXED,
                ChangeText.fixed(stop),
                stop.slope().before(),
                stop.slope().after(),
                stop.seriesPerHour().before(),
                stop.seriesPerHour().after(),
                stop.at().moment());
    }

    private Change compared(Week last, Week today, List<String> labels) {
        Kind kind = kind(last, today, labels);
        Double before = labels.isEmpty() ? null : last.birthsPerHour(labels);
        Double after = labels.isEmpty() ? null : today.birthsPerHour(labels);
        return new Change(
                kind,
                ChangeText.compared(kind, last, today, before, after),
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
        String sentence;
        if (then.isEmpty()) {
            sentence = ChangeText.explainedNow(last, today, labels);
        } else {
            FixVerification verification = FixVerification.of(
                    last.birthsPerHour(then), today.birthsPerHour(then), last.slope(), today.slope());
            sentence = verification == FixVerification.STILL_GROWS
                    ? ChangeText.namedInVain(last, today)
                    : ChangeText.explainedNoLonger(last, today);
        }
        return new Change(
                kind(last, today, List.of()),
                sentence,
                last.slope(),
                today.slope(),
                then.isEmpty() ? null : last.birthsPerHour(then),
                then.isEmpty() ? null : today.birthsPerHour(then),
                began(today, labels));
    }

    /** @param index of the week that had the same problem; it was fixed, or a week since had no problem */
    private Change returned(int index, Week today, List<String> labels) {
        Week then = weeks.get(index);
        Change fix = null;
        for (int i = index; i < weeks.size(); i++) {
            Change change = changes.get(i);
            fix = change != null && change.kind() == Kind.FIXED ? change : fix;
        }
        Week last = weeks.get(weeks.size() - 1);
        return begun(
                Kind.REGRESSION,
                ChangeText.returned(began(today, labels), then, fix, last, today),
                then,
                today,
                labels);
    }

    /** What began inside the period is described from the moment on at which it began. */
    private static Change begun(Kind kind, String sentence, @Nullable Week before, Week today, List<String> labels) {
        Intervention start = labels.isEmpty() ? null : today.startOf(labels);
        Interval slopeAfter = start == null ? today.slope() : start.slope().after();
        if (start != null) {
            return new Change(
                    kind,
                    sentence + ChangeText.slopeNow(slopeAfter),
                    start.slope().before(),
                    slopeAfter,
                    start.seriesPerHour().before(),
                    start.seriesPerHour().after(),
                    start.at().moment());
        }
        return new Change(
                kind,
                sentence + ChangeText.slopeNow(slopeAfter),
                before == null ? null : before.slope(),
                slopeAfter,
                before == null || labels.isEmpty() ? null : before.birthsPerHour(labels),
                labels.isEmpty() ? null : today.birthsPerHour(labels),
                null);
    }

    // Containers that have none today.

    private @Nullable Change withoutProblem(Week today) {
        Week last = last();
        if (last == null) {
            return null;
        }
        if (last.hasProblem() && lastKind() != Kind.FIXED) {
            return last.labels().isEmpty() ? Recovery.rested(last, today) : Recovery.stopped(last, today);
        }
        Change fix = lastFix();
        if (fix != null) {
            return new Change(
                    Kind.SAME,
                    ChangeText.stillFixed(fix, today),
                    fix.slopeBefore(),
                    today.slope(),
                    fix.birthsPerHourBefore(),
                    fix.birthsPerHourAfter(),
                    fix.since());
        }
        return new Change(Kind.SAME, ChangeText.steady(last, today), last.slope(), today.slope(), null, null, null);
    }

    // What both need.

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
            if (weeks.get(i).hasProblem()) {
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
        return start == null ? null : start.at().moment();
    }
}
