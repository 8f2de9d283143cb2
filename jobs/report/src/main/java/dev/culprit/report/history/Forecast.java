package dev.culprit.report.history;

import dev.culprit.model.finding.Finding.Intervention;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.report.history.Change.Kind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the memory limit is reached if memory goes on as it does.
 *
 * @param sentence one
 * @param at when, at the slope's estimate; null where that is years away
 * @param hoursToLimit from the last reading, at the slope's estimate; not below zero
 * @param earliest likewise at the upper end of the slope's 95 % interval
 * @param latest likewise at its lower end; null where that end is not above zero, as the limit may then never be reached
 * @param nextRestart the next one after the last reading if restarts are regular; null where they are not
 * @param restartFirst whether {@code nextRestart} comes before the limit at the slope's estimate; false where it is null
 */
public record Forecast(
        String sentence,
        @Nullable Instant at,
        double hoursToLimit,
        double earliest,
        @Nullable Double latest,
        @Nullable Instant nextRestart,
        boolean restartFirst) {

    /** By hand: a date in two years is none. */
    private static final double FARTHEST_HOURS = 2 * 365 * 24;
    /** By hand. */
    private static final double HOURS_TOLD = 96;
    /** By hand: whoever was not read for so long before the period's end may be gone, and nothing is foretold of it. */
    private static final Duration SILENT = Duration.ofHours(24);

    /**
     * @param change how the container changed; there is no forecast for what is fixed
     * @param schedule of its restarts; null where there is none
     * @param lastReading of its memory, from which the time is counted
     * @return null where memory does not climb any more, or no limit is known
     */
    public static @Nullable Forecast of(
            Week today, @Nullable Change change, @Nullable RestartSchedule schedule, Instant lastReading) {
        MemoryTrend memory = today.memory();
        boolean over = (change != null && change.kind() == Kind.FIXED)
                || lastReading.isBefore(today.period().to().minus(SILENT))
                || today.interventions().stream().anyMatch(stop -> stop.kind().equals(Intervention.GROWTH_STOPPED));
        if (over || memory == null || memory.hoursToLimit() == null || !(memory.slopeBytesPerHour() > 0)) {
            return null;
        }
        double hours = memory.hoursToLimit();
        double room = hours * memory.slopeBytesPerHour();
        double earliest = room / Math.max(memory.high(), memory.slopeBytesPerHour());
        Double latest = memory.low() > 0 ? (Double) (room / memory.low()) : null;
        Instant restart = schedule == null ? null : schedule.next(lastReading);
        double hoursToRestart = restart == null
                ? Double.POSITIVE_INFINITY
                : Duration.between(lastReading, restart).toSeconds() / 3600.0;
        boolean restartFirst = hoursToRestart < hours;
        String sentence = hours <= 0
                ? "Memory is at its limit."
                : "Memory reaches its limit %s at this slope (95 %%: %s to %s), counted from the last reading on %s"
                                .formatted(
                                        (hours < FARTHEST_HOURS ? "at about " : "") + moment(lastReading, hours),
                                        moment(lastReading, earliest),
                                        latest == null ? "never" : moment(lastReading, latest),
                                        Phrases.minute(lastReading))
                        + (schedule == null || restart == null
                                ? ""
                                : against(schedule, restart, hoursToRestart, earliest, restartFirst))
                        + ".";
        return new Forecast(
                sentence,
                hours < FARTHEST_HOURS ? after(lastReading, hours) : null,
                hours,
                earliest,
                latest,
                restart,
                restartFirst);
    }

    /** When, to the hour or to the day, as the sentence has it. */
    public String moment() {
        if (hoursToLimit <= 0) {
            return "now";
        }
        return at == null ? "in years" : told(at, hoursToLimit);
    }

    private static Instant after(Instant start, double hours) {
        return start.plusSeconds(Math.round(Math.min(hours, FARTHEST_HOURS) * 3600));
    }

    /** To the hour within days, to the day beyond: a slope does not tell more. */
    private static String moment(Instant start, double hours) {
        return hours >= FARTHEST_HOURS ? "in years" : told(after(start, hours), hours);
    }

    private static String told(Instant at, double hours) {
        return hours < HOURS_TOLD ? Phrases.hour(at) : Phrases.day(at);
    }

    private static String against(
            RestartSchedule schedule, Instant restart, double hoursToRestart, double earliest, boolean restartFirst) {
        String words = "%s (seen %,d times)".formatted(schedule.words(), schedule.seen());
        if (!restartFirst) {
            return ", before " + words;
        }
        return "; %s comes first%s, next on %s"
                .formatted(
                        words, hoursToRestart < earliest ? "" : " at that slope, not surely", Phrases.minute(restart));
    }
}
