package dev.culprit.cloudwatch.standin;

import java.time.Duration;
import java.time.Instant;

/**
 * How long CloudWatch keeps what: minutes for 15 days, five minutes for 63, hours for 455. A call whose start is older must
 * ask for a multiple of what is still kept there, and is answered with nothing where it does not.
 */
final class Retention {
    private static final Duration MINUTES = Duration.ofDays(15);
    private static final Duration FIVE_MINUTES = Duration.ofDays(63);
    private static final Duration HOURS = Duration.ofDays(455);

    private Retention() {}

    /** Seconds of the finest period that a call with this start may ask for. */
    static int finestPeriod(Instant start, Instant now) {
        Duration age = Duration.between(start, now);
        if (age.compareTo(MINUTES) <= 0) {
            return 60;
        }
        return age.compareTo(FIVE_MINUTES) <= 0 ? 300 : 3600;
    }

    /** The service rounds a start down to what is kept at its age. */
    static long roundedStart(Instant start, Instant now) {
        int period = finestPeriod(start, now);
        return Math.floorDiv(start.getEpochSecond(), period) * period;
    }

    /** Epoch seconds before which nothing is kept. */
    static long horizon(Instant now) {
        return now.minus(HOURS).getEpochSecond();
    }
}
