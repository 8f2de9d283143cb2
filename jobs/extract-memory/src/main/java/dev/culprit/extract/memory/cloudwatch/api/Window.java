package dev.culprit.extract.memory.cloudwatch.api;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * A span of time in periods of equal length.
 *
 * @param from inclusive, {@code to} exclusive, both multiples of the period
 * @param periodSeconds a multiple of 60
 */
public record Window(Instant from, Instant to, int periodSeconds) {
    /** Points that a call may answer with before it continues on another page. */
    static final int POINTS_PER_CALL = 100_800;

    static final int QUERIES_PER_CALL = 500;

    /** By hand: values are rolled up at times that are not documented. */
    private static final Duration SAFETY = Duration.ofHours(1);

    // How long each period is kept, by the user guide's "Metrics retention".
    private static final Duration MINUTES_KEPT = Duration.ofDays(15);
    private static final Duration FIVE_MINUTES_KEPT = Duration.ofDays(63);
    private static final Duration HOURS_KEPT = Duration.ofDays(455);

    public Window {
        if (!from.isBefore(to) || !aligned(from, periodSeconds) || !aligned(to, periodSeconds)) {
            throw new IllegalArgumentException(
                    "no whole periods of %d s from %s to %s".formatted(periodSeconds, from, to));
        }
        if (Duration.between(from, to).toSeconds() / periodSeconds > POINTS_PER_CALL) {
            throw new IllegalArgumentException("more periods of %d s from %s to %s than a call may answer with"
                    .formatted(periodSeconds, from, to));
        }
    }

    /**
     * The finest period in seconds that CloudWatch still keeps for a window that begins then, an hour before it rolls it up;
     * none where it keeps nothing. A finer one would be answered with silence, not with an error.
     */
    public static OptionalInt finestPeriod(Instant from, Instant now) {
        Duration age = Duration.between(from, now).plus(SAFETY);
        if (age.compareTo(MINUTES_KEPT) < 0) {
            return OptionalInt.of(60);
        }
        if (age.compareTo(FIVE_MINUTES_KEPT) < 0) {
            return OptionalInt.of(300);
        }
        return age.compareTo(HOURS_KEPT) < 0 ? OptionalInt.of(3600) : OptionalInt.empty();
    }

    private static boolean aligned(Instant time, int periodSeconds) {
        return time.getNano() == 0 && Math.floorMod(time.getEpochSecond(), periodSeconds) == 0;
    }

    /** Periods, hence the most points that a series can have. */
    public int points() {
        return (int) (Duration.between(from, to).toSeconds() / periodSeconds);
    }

    /** How many series a call may ask for so that the answer is one page. */
    public int queriesPerCall() {
        return Math.min(QUERIES_PER_CALL, POINTS_PER_CALL / points());
    }

    public Instant timeOf(int slot) {
        return from.plusSeconds((long) slot * periodSeconds);
    }

    /** The number of the period that begins then, -1 where none does. */
    int slotOf(Instant time) {
        return time.isBefore(from) || !time.isBefore(to) || !aligned(time, periodSeconds)
                ? -1
                : (int) (Duration.between(from, time).toSeconds() / periodSeconds);
    }
}
