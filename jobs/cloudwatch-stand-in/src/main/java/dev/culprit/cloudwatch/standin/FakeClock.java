package dev.culprit.cloudwatch.standin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until it is moved. */
public final class FakeClock extends Clock {
    private volatile Instant now;

    private FakeClock(Instant now) {
        this.now = now;
    }

    /** @param now as in {@code 2026-11-18T12:00:00Z} */
    public static FakeClock at(String now) {
        return new FakeClock(Instant.parse(now));
    }

    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    public void set(Instant time) {
        now = time;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the service's time is UTC");
    }
}
