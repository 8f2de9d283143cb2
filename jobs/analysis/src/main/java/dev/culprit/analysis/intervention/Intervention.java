package dev.culprit.analysis.intervention;

import dev.culprit.model.EpochSeconds;
import dev.culprit.model.finding.BeforeAfter;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Interval;
import java.util.List;
import java.util.Locale;

/**
 * Somebody changed something: a label group's new values stopped (or began), or memory's growth did, for good and in all
 * replicas.
 *
 * @param vanished most of the group's series left the scrapes at that moment while processes lived on: they may be kept and
 *     born unseen, so memory that grows on acquits nobody
 * @param requestsRatio traffic after against before; 1 where unknown
 * @param ratio growth that went with the births against what these births should cost, with 90 % interval: 1 when memory
 *     answers to the label alone, 0 when not at all; for {@code GROWTH_STOPPED} the share of growth that went
 * @param price bytes per series that the change implies, with 90 % interval; for {@code GROWTH_STOPPED} what is left to pay
 */
public record Intervention(
        Kind kind,
        List<String> labels,
        Moment moment,
        boolean vanished,
        Phase before,
        Phase after,
        double requestsRatio,
        Interval ratio,
        Interval price,
        Conclusion conclusion) {
    public enum Kind {
        BIRTHS_STOPPED,
        /** While they went on in the other replicas. */
        BIRTHS_STOPPED_IN_ONE,
        BIRTHS_STARTED,
        /** While births went on. */
        GROWTH_STOPPED
    }

    public enum Conclusion {
        CONVICTS,
        ACQUITS,
        UNDECIDED
    }

    /**
     * When it was, in seconds since the epoch.
     *
     * @param at between {@code low} and {@code high} at about 95 %
     * @param restarted all processes started anew within that time, so it was a deploy; {@code at} is theirs
     */
    public record Moment(double at, double low, double high, boolean restarted) {}

    /**
     * The time before the change, or after it. Rates are per hour and replica.
     *
     * @param values new values; {@code births} of series likewise
     * @param slope of memory in bytes, traffic's ups and downs taken out, with 95 % interval
     * @param lifetimes that lie in this phase, or reach into it; {@code hours} of usable readings, over all replicas
     */
    public record Phase(double values, double births, Interval slope, int lifetimes, double hours) {}

    /** As the table {@code findings} keeps it. */
    public Finding.Intervention kept() {
        return new Finding.Intervention(
                switch (kind) {
                    case BIRTHS_STOPPED -> Finding.Intervention.BIRTHS_STOPPED;
                    case BIRTHS_STOPPED_IN_ONE -> Finding.Intervention.BIRTHS_STOPPED_IN_ONE;
                    case BIRTHS_STARTED -> Finding.Intervention.BIRTHS_STARTED;
                    case GROWTH_STOPPED -> Finding.Intervention.GROWTH_STOPPED;
                },
                labels,
                new Finding.Intervention.Dating(
                        EpochSeconds.toInstant(moment.at),
                        EpochSeconds.toInstant(moment.low),
                        EpochSeconds.toInstant(moment.high),
                        moment.restarted),
                conclusion.name().toLowerCase(Locale.ROOT),
                new BeforeAfter<>(before.values, after.values),
                new BeforeAfter<>(before.births, after.births),
                new BeforeAfter<>(before.slope, after.slope),
                new BeforeAfter<>((long) before.lifetimes, (long) after.lifetimes),
                new BeforeAfter<>(before.hours, after.hours));
    }
}
