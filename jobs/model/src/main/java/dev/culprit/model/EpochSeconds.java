package dev.culprit.model;

import java.time.Instant;

/** Moments as seconds since the epoch, as the analysis computes with them. Exact to the microsecond until the year 2200. */
public final class EpochSeconds {
    private EpochSeconds() {}

    public static double of(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    /** Rounded to the microsecond. */
    public static Instant toInstant(double seconds) {
        long whole = (long) Math.floor(seconds);
        return Instant.ofEpochSecond(whole, Math.round((seconds - whole) * 1e6) * 1000);
    }
}
