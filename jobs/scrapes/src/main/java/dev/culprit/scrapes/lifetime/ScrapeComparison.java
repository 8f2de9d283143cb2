package dev.culprit.scrapes.lifetime;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one scrape shows, compared with what the process showed before it. A feed fills it in, {@link ProcessTracker} judges. */
final class ScrapeComparison {
    /**
     * A start so long after its scrape is none. By hand, a year: archives may be kept under other times than they were recorded at, as
     * the demo's is, and a start that is wrong by its clock still tells a restart when it changes.
     */
    private static final double MOST_LEAD_SECONDS = 366 * 86_400;

    private RestartEvidence evidence = new RestartEvidence();
    private int[] born = new int[256];
    private int bornCount;
    private long shown;
    private long survivors;
    private long faults;
    private long bodies;
    private StartTeller teller = StartTeller.NONE;
    private double startSeconds;
    private double latestStart;
    /** Starts that are no time. */
    private long senseless;

    /** @param time of the scrape */
    void begin(Instant time) {
        latestStart = time.getEpochSecond() + MOST_LEAD_SECONDS;
        senseless = 0;
        evidence = new RestartEvidence();
        bornCount = 0;
        shown = 0;
        survivors = 0;
        faults = 0;
        bodies = 1;
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
        // Not "seconds <= 0", which no number that is none is.
        if (!(seconds > 0 && seconds <= latestStart)) {
            senseless++;
            return;
        }
        int order = by.compareTo(teller);
        if (order < 0 || (order == 0 && seconds < startSeconds)) {
            teller = by;
            startSeconds = seconds;
        }
    }

    /** Takes what another has found out of the start. */
    void start(ScrapeComparison other) {
        senseless += other.senseless;
        if (other.teller != StartTeller.NONE) {
            start(other.teller, other.startSeconds);
        }
    }

    /** Leaves out what the process says of its start. */
    void refuseStart() {
        teller = StartTeller.NONE;
        senseless++;
    }

    /**
     * @param shown distinct series
     * @param survivors how many of the series that were live before are among them
     * @param faults of meaning: series shown again, counters that no counting gives, families that go on after others; starts that are
     *     no time are counted besides
     */
    void count(long shown, long survivors, long faults) {
        this.shown = shown;
        this.survivors = survivors;
        this.faults = faults;
    }

    /** Tells that the file holds so many bodies, one after the other. */
    void bodies(long count) {
        bodies = count;
    }

    /** The outcome of reading, and what comparing tells of the file. */
    ScrapeOutcome told(ScrapeOutcome outcome) {
        return bodies > 1 ? outcome.ofSeveral(bodies) : outcome;
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
        return faults + senseless;
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
