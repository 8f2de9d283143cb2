package dev.culprit.report.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ticks at round numbers and round times. */
final class Axis {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final List<Duration> STEPS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(7),
            Duration.ofDays(14));
    /** By hand: more labels touch each other on a page of usual width. */
    private static final int MOST_TIMES = 8;

    private Axis() {}

    /** From zero to the first tick that is not below {@code max}: three to five of them, at 1, 2, 2.5 or 5 times a power of ten. */
    static List<Double> ticks(double max) {
        if (!Double.isFinite(max) || max <= 0) {
            return List.of(0.0, 1.0);
        }
        double power = Math.pow(10, Math.floor(Math.log10(max / 4)));
        double step = power * 10;
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (factor * power * 4 >= max) {
                step = factor * power;
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; ticks.isEmpty() || ticks.get(ticks.size() - 1) < max; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** Round times in UTC, eight or fewer unless the span is longer than fourteen weeks. */
    static List<Instant> times(Instant from, Instant to) {
        Duration length = Duration.between(from, to);
        Duration step = STEPS.stream()
                .filter(candidate -> length.dividedBy(candidate) <= MOST_TIMES)
                .findFirst()
                .orElse(STEPS.get(STEPS.size() - 1));
        long seconds = step.toSeconds();
        List<Instant> times = new ArrayList<>();
        for (long at = -Math.floorDiv(-from.getEpochSecond(), seconds) * seconds;
                at < to.getEpochSecond();
                at += seconds) {
            times.add(Instant.ofEpochSecond(at));
        }
        return times;
    }

    /** The date at midnight, else the time of day. */
    static String label(Instant time) {
        boolean midnight = time.getEpochSecond() % Duration.ofDays(1).toSeconds() == 0;
        return (midnight ? DAY : CLOCK).format(time.atZone(ZoneOffset.UTC));
    }
}
