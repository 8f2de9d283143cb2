package dev.culprit.extract.memory.cloudwatch.api;

import dev.culprit.model.CulpritException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Spaces calls so that neither their number nor the points that they ask for exceed so many a second. */
final class RateLimiter {
    private final double callsPerSecond;
    private final double pointsPerSecond;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private long free;

    /** Waits. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration time) throws InterruptedException;

        default void pause(Duration time) {
            try {
                sleep(time);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new CulpritException("interrupted while waiting for CloudWatch", stop);
            }
        }
    }

    RateLimiter(double callsPerSecond, double pointsPerSecond, LongSupplier nanoTime, Sleeper sleeper) {
        this.callsPerSecond = callsPerSecond;
        this.pointsPerSecond = pointsPerSecond;
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
        this.free = nanoTime.getAsLong();
    }

    /** Returns when a call for so many points may go out. */
    void await(int points) {
        long now = nanoTime.getAsLong();
        long wait = free - now;
        if (wait > 0) {
            sleeper.pause(Duration.ofNanos(wait));
        }
        double seconds = Math.max(1 / callsPerSecond, points / pointsPerSecond);
        free = Math.max(now, free) + (long) (seconds * 1e9);
    }
}
