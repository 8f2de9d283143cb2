package dev.culprit.scrapes.lifetime;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one scrape shows, compared with what the process showed before it. A feed fills it in, {@link ProcessTracker} judges. */
final class ScrapeComparison {
    /** Year 5138; a start beyond it, or before 1970, is no time. */
    private static final double LATEST_START_SECONDS = 1e11;

    private RestartEvidence evidence = new RestartEvidence();
    private int[] born = new int[256];
    private int bornCount;
    private long shown;
    private long survivors;
    private long faults;
    private StartTeller teller = StartTeller.NONE;
    private double startSeconds;

    void clear() {
        evidence = new RestartEvidence();
        bornCount = 0;
        shown = 0;
        survivors = 0;
        faults = 0;
        teller = StartTeller.NONE;
    }

    /** Counters that live on. */
    RestartEvidence evidence() {
        return evidence;
    }

    /** Adds a series that the process had not shown before. */
    void addBorn(int newcomer) {
        if (bornCount == born.length) {
            born = Arrays.copyOf(born, 2 * bornCount);
        }
        born[bornCount++] = newcomer;
    }

    /**
     * Takes what a process says of its start. Of several processes behind one target the agent that shares the life of all
     * comes first, then the oldest: those that others start come and go without an end of the container's life. The order
     * in which they are shown does not matter.
     */
    void start(StartTeller by, double seconds) {
        boolean isTime = seconds > 0 && seconds < LATEST_START_SECONDS;
        int order = by.compareTo(teller);
        if (isTime && (order < 0 || (order == 0 && seconds < startSeconds))) {
            teller = by;
            startSeconds = seconds;
        }
    }

    /** Takes what another has found out of the start. */
    void start(ScrapeComparison other) {
        start(other.teller, other.startSeconds);
    }

    /**
     * @param shown distinct series
     * @param survivors how many of the series that were live before are among them
     * @param faults of meaning: series shown again, counters that no counting gives, families that go on after others
     */
    void count(long shown, long survivors, long faults) {
        this.shown = shown;
        this.survivors = survivors;
        this.faults = faults;
    }

    /** Series that the process had not shown before, {@link #bornCount} of them. */
    int[] born() {
        return born;
    }

    int bornCount() {
        return bornCount;
    }

    long shown() {
        return shown;
    }

    long survivors() {
        return survivors;
    }

    long faults() {
        return faults;
    }

    /** What the process says of its start, in seconds since 1970; null where it does not. */
    @Nullable
    Double startSeconds() {
        return teller == StartTeller.NONE ? null : (Double) startSeconds;
    }

    /** The same as a time, to the microsecond. */
    @Nullable
    Instant processStart() {
        return teller == StartTeller.NONE
                ? null
                : Instant.EPOCH.plus(Math.round(startSeconds * 1e6), ChronoUnit.MICROS);
    }
}
