package dev.culprit.report.history;

import dev.culprit.model.finding.Finding.Interval;
import org.jspecify.annotations.Nullable;

/** Whether births that stopped took the growth of memory with them. A fix is verified, never assumed. */
enum FixVerification {
    VERIFIED,
    /** The births stopped and memory grows on. */
    STILL_GROWS,
    /** The births stopped; what memory does since cannot be told yet. */
    TOO_EARLY,
    /** The births did not stop. */
    BIRTHS_GO_ON;

    /** Births have stopped when at most this share of their rate is left. Of the analysis, which dates changes by the same share. */
    private static final double STOPPED = 0.2;
    /** By hand: growth of less than this share of the slope before is negligible, however surely it is measured. */
    private static final double NEGLIGIBLE = 0.2;
    /** By hand: the interval after must lie below this share of the slope before. */
    private static final double HALVED = 0.5;

    /**
     * @param birthsBefore of the labels, per hour and replica; null where unknown, {@code birthsAfter} likewise
     * @param before memory's slope with its 95 % interval; null where unknown, {@code after} likewise
     */
    static FixVerification of(
            @Nullable Double birthsBefore,
            @Nullable Double birthsAfter,
            @Nullable Interval before,
            @Nullable Interval after) {
        if (birthsBefore == null || birthsAfter == null) {
            return TOO_EARLY;
        }
        if (birthsAfter > STOPPED * birthsBefore) {
            return BIRTHS_GO_ON;
        }
        if (after == null || !bounded(after)) {
            return TOO_EARLY;
        }
        if (before == null || !bounded(before) || before.low() <= 0) {
            // Memory did not surely grow before: births are all that there was to stop.
            return after.low() <= 0 ? VERIFIED : STILL_GROWS;
        }
        boolean still = after.low() > 0 && after.high() > NEGLIGIBLE * before.estimate();
        if (still) {
            return STILL_GROWS;
        }
        return after.high() < before.low() && after.high() < HALVED * before.estimate() ? VERIFIED : TOO_EARLY;
    }

    private static boolean bounded(Interval interval) {
        return Double.isFinite(interval.low()) && Double.isFinite(interval.high());
    }
}
