package dev.culprit.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments as seconds since the epoch, as the analysis computes with them. Exact to the microsecond until the year 2200. */
public final class EpochSeconds {
    private static final int MICROS = 1_000_000;

    private EpochSeconds() {}

    public static double of(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    /** The same moment as {@link #of} gives for it, from whole microseconds. */
    public static double ofMicros(long micros) {
        return Math.floorDiv(micros, MICROS) + Math.floorMod(micros, MICROS) * 1_000 / 1e9;
    }

    /** Whole microseconds since the epoch. */
    public static long microsOf(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** Rounded to the microsecond. */
    public static Instant toInstant(double seconds) {
        long whole = (long) Math.floor(seconds);
        return Instant.ofEpochSecond(whole, Math.round((seconds - whole) * 1e6) * 1000);
    }
}
