package dev.culprit.prometheus.client;

import dev.culprit.model.CulpritException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many requests run at once, and so many begin in a second. */
final class Pace {
    private final Semaphore places;
    private final long nanosBetween;
    private long next = System.nanoTime();

    Pace(double perSecond, int atOnce) {
        this.places = new Semaphore(atOnce, true);
        this.nanosBetween = (long) (1e9 / perSecond);
    }

    /** Returns when a request may begin; {@link #end} follows. */
    void begin() {
        try {
            places.acquire();
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        }
        try {
            TimeUnit.NANOSECONDS.sleep(reserve());
        } catch (InterruptedException stop) {
            // Its place would be missing for as long as the JVM lives.
            places.release();
            throw interrupted(stop);
        }
    }

    private synchronized long reserve() {
        long now = System.nanoTime();
        next = Math.max(now, next);
        long wait = next - now;
        next += nanosBetween;
        return wait;
    }

    void end() {
        places.release();
    }

    static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        }
    }

    static CulpritException interrupted(InterruptedException stop) {
        Thread.currentThread().interrupt();
        return new CulpritException("interrupted while asking a Prometheus API", stop);
    }
}
