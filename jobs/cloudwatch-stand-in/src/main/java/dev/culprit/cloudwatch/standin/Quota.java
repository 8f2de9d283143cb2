package dev.culprit.cloudwatch.standin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A bucket of tokens that holds what one second brings, and is full at first. */
final class Quota {
    private final Clock clock;
    private final double perSecond;
    private double tokens;
    private Instant filled;

    Quota(Clock clock, double perSecond) {
        this.clock = clock;
        this.perSecond = perSecond;
        this.tokens = perSecond;
        this.filled = clock.instant();
    }

    /** Takes the tokens, or none and fails. */
    synchronized void take(double count) {
        Instant now = clock.instant();
        double seconds = Duration.between(filled, now).toNanos() / 1e9;
        tokens = Math.min(perSecond, tokens + seconds * perSecond);
        filled = now;
        if (count > tokens) {
            throw Refusal.throttled();
        }
        tokens -= count;
    }
}
