package dev.culprit.scrapes.lifetime;

import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.ScrapeRow.Cause;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a scrape besides its samples.
 *
 * @param bytes of the decompressed body; 0 where there is none, as in a database
 * @param samples that were read; 0 where the scrape counts for nothing, {@link #ONE_PER_SERIES} where they were not counted
 * @param status for {@link ScrapeRow#status}
 * @param reason for {@link ScrapeRow#reason}
 * @param unreadSeries at most so many series were shown and could not be read
 * @param brokenOff whether an unknown number of series is missing
 * @param cause of the reason, if it has one
 * @param ending how the body ends; {@link BodyEnding#NEWLINE} where there is none
 */
public record ScrapeOutcome(
        long bytes,
        long samples,
        String status,
        @Nullable String reason,
        long unreadSeries,
        boolean brokenOff,
        @Nullable Cause cause,
        BodyEnding ending) {
    public static final long ONE_PER_SERIES = -1;

    public ScrapeOutcome(
            long bytes, long samples, String status, @Nullable String reason, long unreadSeries, boolean brokenOff) {
        this(
                bytes,
                samples,
                status,
                reason,
                unreadSeries,
                brokenOff,
                reason == null ? null : Cause.of(reason),
                BodyEnding.NEWLINE);
    }

    /** A scrape of which nothing is missing, known by its series alone. */
    public static ScrapeOutcome whole() {
        return new ScrapeOutcome(0, ONE_PER_SERIES, ScrapeRow.OK, null, 0, false);
    }

    /**
     * A scrape known by its series alone, of which some are missing.
     *
     * @param series how many were shown and are not there
     * @param brokenOff whether they were there before and may come back, so that those that come next are no births, and that these are
     *     gone is no sign of a restart
     * @param reason for {@link ScrapeRow#reason}
     * @param cause of it
     */
    public static ScrapeOutcome lacking(long series, boolean brokenOff, String reason, String cause) {
        return new ScrapeOutcome(
                0, ONE_PER_SERIES, ScrapeRow.PARTIAL, reason, series, brokenOff, Cause.of(cause), BodyEnding.NEWLINE);
    }

    /** A scrape that failed: it has a row, and says nothing of the process. */
    public static ScrapeOutcome failed(String reason) {
        return new ScrapeOutcome(0, 0, ScrapeRow.REJECTED, reason, 0, false);
    }

    /** The same, if it may be cut. */
    ScrapeOutcome doubted() {
        String all = reason == null ? ending.doubt() : reason + "; " + ending.doubt();
        Cause first = cause == null ? Cause.of(ending.doubt()) : cause;
        return new ScrapeOutcome(bytes, samples, ScrapeRow.PARTIAL, all, unreadSeries, true, first, ending);
    }

    /** The same, if the file holds several bodies. */
    ScrapeOutcome ofSeveral(long bodies) {
        String told = "holds %d bodies, of which only one time is known: store each scrape in a file of its own"
                .formatted(bodies);
        String all = reason == null ? told : reason + "; " + told;
        Cause first = cause == null ? Cause.of("holds several bodies: store each scrape in a file of its own") : cause;
        return new ScrapeOutcome(bytes, samples, ScrapeRow.PARTIAL, all, unreadSeries, brokenOff, first, ending);
    }

    /** Whether the scrape says something of the process. */
    boolean counts() {
        return samples != 0;
    }
}
