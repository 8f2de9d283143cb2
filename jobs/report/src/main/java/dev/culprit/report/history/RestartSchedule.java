package dev.culprit.report.history;

import dev.culprit.model.Period;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Restarts that come by the clock. Only what was seen three times and more, at its hour nearly every time that it was due, is a
 * schedule; a process that dies of its memory is not, however regularly it does.
 *
 * @param phase one moment at which it was due
 * @param seen how often
 */
public record RestartSchedule(Duration every, Instant phase, int seen) {
    /** By hand: two can be chance. */
    private static final int FEWEST = 3;
    /** By hand: this share of the restarts that were due must have been seen; a deploy may move one. */
    private static final double KEPT = 0.8;
    /** By hand: this share of the running processes must end, or it is no restart of the workload. */
    private static final double MANY = 0.5;

    /** By hand: rolling restarts of many pods start their last one so late. */
    private static final Duration TOLERANCE = Duration.ofMinutes(45);
    /** By hand: replicas restart one after the other; what is not farther apart belongs together. */
    private static final Duration ROLLING = Duration.ofMinutes(30);
    /** By hand: a process that is first seen this soon after a period's beginning may be older than the period. */
    private static final Duration UNSURE = Duration.ofMinutes(30);

    /** Shortest first: what comes every day comes every second day as well. */
    private static final List<Duration> USUAL = List.of(
            Duration.ofHours(4),
            Duration.ofHours(6),
            Duration.ofHours(8),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(7));

    /** A process of one replica, as far as it lies in the period that it was found in. */
    public record Life(Instant start, Instant end) {}

    /**
     * @param lives of all replicas
     * @param periods that were looked at
     * @return null where restarts follow no clock
     */
    public static @Nullable RestartSchedule of(List<Life> lives, List<Period> periods) {
        List<Instant> restarts = restarts(lives, periods);
        for (Duration every : USUAL) {
            for (Instant phase : restarts) {
                TreeMap<Long, Long> offsets = new TreeMap<>();
                restarts.forEach(restart -> {
                    long rounds = rounds(restart, phase, every);
                    long offset = Duration.between(phase, restart).toSeconds() - rounds * every.toSeconds();
                    if (Math.abs(offset) <= TOLERANCE.toSeconds()) {
                        offsets.putIfAbsent(rounds, offset);
                    }
                });
                if (offsets.size() >= FEWEST && offsets.size() >= KEPT * due(phase, every, periods)) {
                    List<Long> sorted = offsets.values().stream().sorted().toList();
                    return new RestartSchedule(every, phase.plusSeconds(sorted.get(sorted.size() / 2)), offsets.size());
                }
            }
        }
        return null;
    }

    /** The nearest moment at which it would be due, counted from {@code phase}. */
    private static long rounds(Instant restart, Instant phase, Duration every) {
        return Math.round((double) Duration.between(phase, restart).toSeconds() / every.toSeconds());
    }

    private static long due(Instant phase, Duration every, List<Period> periods) {
        long due = 0;
        for (Period period : periods) {
            Instant at = next(phase, every, period.from().plus(UNSURE));
            while (at.isBefore(period.to())) {
                due++;
                at = at.plus(every);
            }
        }
        return due;
    }

    /** The middle of each run of starts that ended many of the processes there were. */
    private static List<Instant> restarts(List<Life> lives, List<Period> periods) {
        List<Instant> starts = lives.stream()
                .map(Life::start)
                .filter(start -> periods.stream()
                        .noneMatch(period -> !start.isBefore(period.from())
                                && start.isBefore(period.from().plus(UNSURE))))
                .sorted()
                .toList();
        List<Instant> restarts = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < starts.size(); i++) {
            boolean last = i + 1 == starts.size()
                    || Duration.between(starts.get(i), starts.get(i + 1)).compareTo(ROLLING) > 0;
            if (last) {
                if (endsMany(lives, starts.get(first), starts.get(i))) {
                    restarts.add(starts.get((first + i) / 2));
                }
                first = i + 1;
            }
        }
        return restarts;
    }

    private static boolean endsMany(List<Life> lives, Instant from, Instant to) {
        Instant early = from.minus(ROLLING);
        List<Life> before = lives.stream()
                .filter(life -> life.start().isBefore(early) && !life.end().isBefore(early))
                .toList();
        long ended = before.stream()
                .filter(life -> !life.end().isAfter(to.plus(ROLLING)))
                .count();
        return ended > 0 && ended >= MANY * before.size();
    }

    /** The first moment after {@code time} at which it is due. */
    public Instant next(Instant time) {
        return next(phase, every, time);
    }

    private static Instant next(Instant phase, Duration every, Instant time) {
        long rounds = Math.floorDiv(Duration.between(phase, time).toSeconds(), every.toSeconds()) + 1;
        return phase.plus(every.multipliedBy(rounds));
    }

    /** {@code the daily restart at about 03:10 UTC}. */
    String words() {
        String at = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).format(phase.atZone(ZoneOffset.UTC));
        if (every.equals(Duration.ofDays(7))) {
            DayOfWeek day = phase.atZone(ZoneOffset.UTC).getDayOfWeek();
            return "the weekly restart on %s at about %s UTC"
                    .formatted(day.getDisplayName(TextStyle.FULL, Locale.ENGLISH), at);
        }
        if (every.equals(Duration.ofDays(1))) {
            return "the daily restart at about %s UTC".formatted(at);
        }
        return "the restart every %d h (at about %s UTC and so on)".formatted(every.toHours(), at);
    }
}
