package dev.culprit.analysis.intervention;

import dev.culprit.analysis.evidence.Format;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import dev.culprit.model.finding.Finding.Interval;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Somebody changed something: a label group's new values stopped (or began), or memory's growth did, for good and in all
 * replicas. Rates are per hour and replica.
 *
 * @param moment seconds since the epoch; it lies between {@code low} and {@code high} at about 95 %
 * @param restarted all processes started anew within that time, so it was a deploy; {@code moment} is theirs
 * @param vanished most of the group's series left the scrapes at that moment while processes lived on: they may be kept and
 *     born unseen, so memory that grows on acquits nobody
 * @param values new values before and after; {@code births} of series likewise
 * @param slopeBefore of memory in bytes, traffic's ups and downs taken out, with 95 % interval; {@code slopeAfter} likewise
 * @param requestsRatio after against before; 1 where unknown
 * @param ratio growth that went with the births against what these births should cost, with 90 % interval: 1 when memory
 *     answers to the label alone, 0 when not at all; for {@code GROWTH_STOPPED} the share of growth that went
 * @param price bytes per series that the change implies, with 90 % interval; for {@code GROWTH_STOPPED} what is left to pay
 */
public record Intervention(
        Kind kind,
        List<String> labels,
        double moment,
        double low,
        double high,
        boolean restarted,
        boolean vanished,
        Sides values,
        Sides births,
        Interval slopeBefore,
        Interval slopeAfter,
        double requestsRatio,
        Interval ratio,
        Interval price,
        InterruptedTimeSeries.Side before,
        InterruptedTimeSeries.Side after,
        Conclusion conclusion) {
    public enum Kind {
        BIRTHS_STOPPED,
        BIRTHS_STARTED,
        /** While births went on. */
        GROWTH_STOPPED
    }

    public enum Conclusion {
        CONVICTS,
        ACQUITS,
        UNDECIDED
    }

    record Sides(double before, double after) {}

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMM 'at' HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** One sentence with its figures, of kind {@code intervention}. */
    public Evidence evidence() {
        String when = "On " + MINUTE.format(EpochSeconds.toInstant(moment)) + " UTC"
                + (restarted
                        ? ", when all processes started anew,"
                        : Format.format(" (give or take %s)", duration(Math.max(moment - low, high - moment))));
        String coming = Format.format(
                "new values of %s %s (%s an hour before, %s after)",
                Format.labels(labels),
                switch (kind) {
                    case BIRTHS_STOPPED -> "stopped";
                    case BIRTHS_STARTED -> "began";
                    case GROWTH_STOPPED -> "went on";
                },
                rate(values.before),
                rate(values.after));
        String memory = Format.format(
                "memory's growth went from %s to %s (95 %%: %s to %s)",
                Format.perHour(slopeBefore.estimate()),
                Format.perHour(slopeAfter.estimate()),
                Format.perHour(slopeAfter.low()),
                Format.perHour(slopeAfter.high()));
        String text = when
                + " "
                + (kind == Kind.GROWTH_STOPPED ? memory + " while " + coming : coming + " and " + memory)
                + (Math.abs(requestsRatio - 1) < 0.25
                        ? ""
                        : Format.format(", at %.1f times the traffic", requestsRatio))
                + ": "
                + meaning()
                + ".";
        return new Evidence(
                "intervention",
                text,
                Stream.of(
                                new Figure("moment", moment),
                                new Figure("momentLow", low),
                                new Figure("momentHigh", high),
                                new Figure("valuesPerHourBefore", values.before),
                                new Figure("valuesPerHourAfter", values.after),
                                new Figure("seriesPerHourBefore", births.before),
                                new Figure("seriesPerHourAfter", births.after),
                                new Figure("slopeBefore", slopeBefore.estimate()),
                                new Figure("slopeAfter", slopeAfter.estimate()),
                                new Figure("slopeAfterLow", slopeAfter.low()),
                                new Figure("slopeAfterHigh", slopeAfter.high()),
                                new Figure("requestsRatio", requestsRatio),
                                new Figure("ratio", ratio.estimate()),
                                new Figure("ratioLow", ratio.low()),
                                new Figure("ratioHigh", ratio.high()),
                                new Figure("bytesPerSeries", price.estimate()),
                                new Figure("lifetimesBefore", before.lifetimes()),
                                new Figure("lifetimesAfter", after.lifetimes()),
                                new Figure("hoursBefore", before.hours()),
                                new Figure("hoursAfter", after.hours()))
                        .filter(figure -> Double.isFinite(figure.value()))
                        .toList());
    }

    /** As the table {@code findings} keeps it. */
    public Finding.Intervention kept() {
        return new Finding.Intervention(
                switch (kind) {
                    case BIRTHS_STOPPED -> Finding.Intervention.BIRTHS_STOPPED;
                    case BIRTHS_STARTED -> Finding.Intervention.BIRTHS_STARTED;
                    case GROWTH_STOPPED -> Finding.Intervention.GROWTH_STOPPED;
                },
                labels,
                EpochSeconds.toInstant(moment),
                EpochSeconds.toInstant(low),
                EpochSeconds.toInstant(high),
                restarted,
                conclusion.name().toLowerCase(Locale.ROOT),
                values.before,
                values.after,
                births.before,
                births.after,
                slopeBefore,
                slopeAfter,
                before.lifetimes(),
                after.lifetimes(),
                before.hours(),
                after.hours());
    }

    private String meaning() {
        return switch (conclusion) {
            case CONVICTS ->
                Format.format("what these births would cost at %s a series", Format.bytes(price.estimate()));
            case ACQUITS ->
                kind == Kind.GROWTH_STOPPED
                        ? "these births did not cost it"
                        : "these births did not cost it, or not much of it";
            case UNDECIDED ->
                kind == Kind.GROWTH_STOPPED
                        ? "what is left of it might still be theirs"
                        : vanished
                                ? "the series left the scrapes at once, and the process may hold and make them still"
                                : Format.format(
                                        "%s of what the births should cost (90 %%: %s to %s), which decides nothing yet",
                                        Format.percent(ratio.estimate()),
                                        Format.percent(ratio.low()),
                                        Format.percent(ratio.high()));
        };
    }

    private static String rate(double perHour) {
        return Format.format(perHour >= 10 || perHour == 0 ? "%.0f" : "%.1f", perHour);
    }

    private static String duration(double seconds) {
        return seconds < 5400
                ? Format.format("%.0f min", Math.max(1, seconds / 60))
                : Format.format("%.1f h", seconds / 3600);
    }
}
