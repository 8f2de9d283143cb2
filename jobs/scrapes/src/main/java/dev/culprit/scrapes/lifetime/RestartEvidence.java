package dev.culprit.scrapes.lifetime;

import org.jspecify.annotations.Nullable;

/**
 * Whether a new process answers at a target, judged from two scrapes in succession. What a process says of its own start
 * settles it; only where that is not known on both sides, counters and mass deaths are asked.
 */
final class RestartEvidence {
    static final String PROCESS_START = "process-start";
    static final String COUNTERS_FELL = "counters-fell";
    static final String SERIES_VANISHED = "series-vanished";

    /**
     * Some exporters compute the start from the clock and the age, so that it wavers by less than a second. Chosen by hand: no
     * container stops and starts within one.
     */
    private static final double START_TOLERANCE_SECONDS = 1;

    /**
     * Chosen by hand: exporters that drop idle series lose a part of them between two scrapes, a restart all but those that
     * every process shows from its start.
     */
    private static final double VANISHED_SHARE = 0.6;
    /** Below that a share says little: chosen by hand, six of ten are the least that count. */
    private static final long VANISHED_LIVE = 10;
    /**
     * Some counters keep their value over a restart, since what they count happens at every start; some exporters let
     * a few fall without one. Those that fall must be more than those that rise, and a fifth of those that could fall: chosen by hand, well above the
     * few that fall by themselves and below the many that every start sets to zero.
     */
    private static final double FELL_SHARE = 0.2;

    private long couldFall;
    private long fell;
    private long rose;

    /** A process that answers later did not start earlier: two answer in turns, or a clock was set. Other evidence has to tell. */
    static boolean isBefore(@Nullable Double startNow, @Nullable Double startBefore) {
        return startNow != null && startBefore != null && startNow < startBefore - START_TOLERANCE_SECONDS;
    }

    /** Compares a counter that lives on. What is no finite number neither falls nor rises. */
    void counter(double before, double now) {
        if (!Double.isFinite(before) || !Double.isFinite(now)) {
            return;
        }
        if (before > 0) {
            couldFall++;
        }
        if (now < before) {
            fell++;
        } else if (now > before) {
            rose++;
        }
    }

    /** Adds what others have compared. */
    void add(RestartEvidence others) {
        couldFall += others.couldFall;
        fell += others.fell;
        rose += others.rose;
    }

    /**
     * @param startBefore in seconds, null where unknown
     * @param live series that the process was showing
     * @param gone those of them that this scrape lacks; 0 where it may have lost some by itself
     * @return the kind of evidence for a restart, or null
     */
    @Nullable
    String verdict(@Nullable Double startBefore, @Nullable Double startNow, long live, long gone) {
        if (startBefore != null && startNow != null) {
            return Math.abs(startNow - startBefore) > START_TOLERANCE_SECONDS ? PROCESS_START : null;
        }
        if (fell > rose && fell >= FELL_SHARE * couldFall) {
            return COUNTERS_FELL;
        }
        return live >= VANISHED_LIVE && gone >= VANISHED_SHARE * live ? SERIES_VANISHED : null;
    }
}
