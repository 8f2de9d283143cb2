package dev.culprit.report.history;

import dev.culprit.report.history.RestartSchedule.Life;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When the first verdict on a container can be expected that was not observed for long enough.
 *
 * @param hours of the process that the moment is of, seen so far; of the longest lifetime where none can be named
 * @param expected null where none can be named: nothing runs on, or half of the data is missing
 * @param sentence one
 */
public record FirstVerdict(double hours, @Nullable Instant expected, String sentence) {
    /**
     * Of the analysis: a process's first hour is its warm-up, then come eight blocks of half an hour each, and its last ten
     * minutes are not read, as it may be stopping.
     */
    static final Duration NEEDED = Duration.ofMinutes(60 + 8 * 30 + 10);

    /** The analysis's blocks lie on a grid of so much. */
    private static final Duration BLOCK = Duration.ofMinutes(30);
    /** By hand: a process that was seen so shortly before the last reading of all runs on. */
    private static final Duration RUNNING = Duration.ofMinutes(30);

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("HH:mm 'UTC on' d MMM", Locale.ENGLISH);

    /** Which of the two halves of the data there are. */
    public enum Known {
        BOTH,
        MEMORY,
        SERIES
    }

    /**
     * Null where time is not what is missing.
     *
     * @param lives of all replicas
     * @param lastReading of any container
     */
    public static @Nullable FirstVerdict of(List<Life> lives, Instant lastReading, Known known) {
        Life longest =
                lives.stream().max(Comparator.comparing(FirstVerdict::length)).orElse(null);
        if (longest == null) {
            return null;
        }
        double hours = hoursOf(longest);
        if (known != Known.BOTH) {
            return new FirstVerdict(
                    hours,
                    null,
                    known == Known.MEMORY
                            ? "Its memory is read, its labels are not: a verdict takes scrapes of the container over %s of one process, too. If there are some, see that pod and container are called the same there."
                                    .formatted(needed())
                            : "Its labels are read, its memory is not: a verdict takes readings of its memory over %s of one process, too. If there are some, see that pod and container are called the same there."
                                    .formatted(needed()));
        }
        if (length(longest).compareTo(NEEDED) >= 0) {
            return null;
        }
        Life running = lives.stream()
                .filter(life -> !life.end().isBefore(lastReading.minus(RUNNING)))
                .min(Comparator.comparing(Life::start))
                .orElse(null);
        if (running == null) {
            return new FirstVerdict(
                    hours,
                    null,
                    "%s of %s: no process of it runs any more; a verdict takes one that is observed for so long."
                            .formatted(span(hours), needed()));
        }
        Instant expected = onGrid(running.start().plus(NEEDED));
        return new FirstVerdict(
                hoursOf(running),
                expected,
                "%s of %s: the first verdict can be expected at about %s, if the process runs on until then."
                        .formatted(span(hoursOf(running)), needed(), MOMENT.format(expected.atZone(ZoneOffset.UTC))));
    }

    private static double hoursOf(Life life) {
        return length(life).toSeconds() / 3600.0;
    }

    private static Duration length(Life life) {
        return Duration.between(life.start(), life.end());
    }

    private static String needed() {
        return NEEDED.toHours() + " h";
    }

    /** {@code 40 min}, {@code 1.5 h}. */
    private static String span(double hours) {
        // Ten minutes are left out at a life's end: "5.1 h of 5 h" would be read as enough.
        return hours < 1
                ? Math.round(hours * 60) + " min"
                : String.format(Locale.ROOT, "%.1f h", Math.min(hours, (double) NEEDED.toHours()))
                        .replace(".0 h", " h");
    }

    private static Instant onGrid(Instant time) {
        long block = BLOCK.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond() + block - 1, block) * block);
    }

    /** {@code 1 h of 5 h, about 18:00 UTC on 29 Nov}. */
    public String brief() {
        return expected == null
                ? ""
                : "%s of %s, verdict at about %s"
                        .formatted(span(hours), needed(), MOMENT.format(expected.atZone(ZoneOffset.UTC)));
    }
}
