package dev.culprit.report.history;

import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.report.history.Change.Kind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the memory limit is reached if memory goes on as it does.
 *
 * @param sentence one
 * @param hoursToLimit from the period's end, at the slope's estimate; not below zero
 * @param earliest likewise at the upper end of the slope's 95 % interval
 * @param latest likewise at its lower end; null where that end is not above zero, as the limit may then never be reached
 * @param nextRestart the next one after the period's end if restarts are regular; null where they are not
 * @param restartFirst whether {@code nextRestart} comes before the limit at the slope's estimate; false where it is null
 */
public record Forecast(
        String sentence,
        double hoursToLimit,
        double earliest,
        @Nullable Double latest,
        @Nullable Instant nextRestart,
        boolean restartFirst) {

    /**
     * @param change how the container changed; there is no forecast for what is fixed
     * @param schedule of its restarts; null where there is none
     * @return null where memory does not climb, or no limit is known
     */
    public static @Nullable Forecast of(Week today, @Nullable Change change, @Nullable RestartSchedule schedule) {
        MemoryTrend memory = today.memory();
        boolean fixed = change != null && change.kind() == Kind.FIXED;
        if (fixed || memory == null || memory.hoursToLimit() == null || !(memory.slopeBytesPerHour() > 0)) {
            return null;
        }
        double room = memory.hoursToLimit() * memory.slopeBytesPerHour();
        double earliest = room / Math.max(memory.high(), memory.slopeBytesPerHour());
        Double latest = memory.low() > 0 ? (Double) (room / memory.low()) : null;
        Instant end = today.period().to();
        Instant restart = schedule == null ? null : schedule.next(end);
        double hoursToRestart = restart == null
                ? Double.POSITIVE_INFINITY
                : Duration.between(end, restart).toSeconds() / 3600.0;
        boolean restartFirst = hoursToRestart < memory.hoursToLimit();
        String sentence = memory.hoursToLimit() <= 0
                ? "Memory is at its limit."
                : "Memory reaches its limit in %s at this slope (95 %%: %s to %s)"
                                .formatted(
                                        Phrases.duration(memory.hoursToLimit()),
                                        Phrases.duration(earliest),
                                        latest == null ? "never" : Phrases.duration(latest))
                        + (schedule == null ? "" : against(schedule, hoursToRestart, earliest, restartFirst))
                        + ".";
        return new Forecast(sentence, memory.hoursToLimit(), earliest, latest, restart, restartFirst);
    }

    private static String against(
            RestartSchedule schedule, double hoursToRestart, double earliest, boolean restartFirst) {
        String restart = "%s (seen %d times)".formatted(schedule.words(), schedule.seen());
        if (!restartFirst) {
            return ", before " + restart;
        }
        return "; " + restart + (hoursToRestart < earliest ? " comes first" : " comes first at that slope, not surely");
    }
}
