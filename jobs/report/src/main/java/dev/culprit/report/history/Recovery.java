package dev.culprit.report.history;

import dev.culprit.model.finding.Finding.Intervention;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.history.Change.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether a problem that is found no more is fixed. */
final class Recovery {
    /** By hand: days are alike, hours are not. */
    private static final Duration SILENCE = Duration.ofDays(1);
    /** Of the analysis: what is there in the first hour that is scraped is inventory, and births in it are not seen. */
    private static final Duration INVENTORY = Duration.ofHours(1);

    private Recovery() {}

    /** Whether a label is watched only for what it did at the period's beginning, too shortly for the change to be dated there. */
    static boolean hasFallenSilent(Week last, Week today, List<String> labels) {
        Instant novel = today.lastNovelValue(labels);
        return today.verdict() == Verdict.WATCH
                && novel != null
                && Duration.between(novel, today.period().to()).compareTo(SILENCE) > 0
                && FixVerification.of(
                                last.birthsPerHour(labels), today.birthsPerHour(labels), last.slope(), today.slope())
                        != FixVerification.BIRTHS_GO_ON;
    }

    /** A leak that no label explained is gone. That is better; without births it cannot be verified as a fix. */
    static Change rested(Week last, Week today) {
        return new Change(Kind.BETTER, ChangeText.rested(last, today), last.slope(), today.slope(), null, null, null);
    }

    /** A label that was named is named no more. */
    static Change stopped(Week last, Week today) {
        List<String> labels = last.labels();
        Intervention stopToday = today.stopOf(labels);
        Intervention stop = stopToday != null ? stopToday : last.stopOf(labels);
        Double before =
                stop == null ? last.birthsPerHour(labels) : stop.seriesPerHour().before();
        Double after = stopToday == null
                ? today.birthsPerHour(labels)
                : stopToday.seriesPerHour().after();
        Instant moment = stop != null
                ? stop.at().moment()
                : today.lastNovelValue(labels) != null ? today.lastNovelValue(labels) : last.lastNovelValue(labels);
        FixVerification verification = FixVerification.of(before, after, last.slope(), today.slope());
        boolean fixed = verification == FixVerification.VERIFIED;
        return new Change(
                fixed ? Kind.FIXED : Kind.BETTER,
                ChangeText.gone(verification, moment, atTheLatest(stop, moment, today), before, after, last, today),
                last.slope(),
                today.slope(),
                before,
                after,
                fixed || verification == FixVerification.TOO_EARLY ? moment : null);
    }

    /** Between the last value of an earlier period and the time from which this one sees births, nobody looked. */
    private static @Nullable Instant atTheLatest(@Nullable Intervention stop, @Nullable Instant moment, Week today) {
        return stop != null || moment == null || !moment.isBefore(today.period().from())
                ? null
                : today.period().from().plus(INVENTORY);
    }
}
