package dev.culprit.model.table;

import dev.culprit.model.Container;
import dev.culprit.model.Flattened;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One archived scrape, even where it could not be read.
 *
 * @param bytes size of the decompressed body
 * @param samples samples read
 * @param series distinct series among them
 * @param births series that the process had not shown before; 0 at the first known scrape of a process, whose series are
 *     its inventory
 * @param processStart {@code process_start_time_seconds}, of which only changes are meaningful
 * @param status {@code ok}, {@code partial} (some lines are bad) or {@code rejected} (nothing could be used)
 * @param restart how a restart before this scrape was recognised ({@code process-start}, {@code counters-fell},
 *     {@code series-vanished}), else null
 * @param faults of meaning, which cost nothing: samples of a series that the body had shown already, counters below zero or
 *     without a number, families that go on after others, starts of the process that are no time, or later than the scrape, or before the one
 *     told last; null in tables of before they were counted
 * @param unread lines that could not be read; null in tables of before they were counted
 * @param cause the kind of the reason, without anything of the file at hand; null where there is no reason, and in tables of before it
 *     was told apart
 * @param causeLine of the first line that could not be read, from 1
 * @param causeOffset of that line's first byte in the decompressed body
 */
public record ScrapeRow(
        @Flattened(required = "container") Container container,
        Instant time,
        String file,
        long bytes,
        long samples,
        long series,
        long births,
        @Nullable Instant processStart,
        String status,
        @Nullable String reason,
        @Nullable String restart,
        @Nullable Long faults,
        @Nullable Long unread,
        @Nullable String cause,
        @Nullable Long causeLine,
        @Nullable Long causeOffset)
        implements Serializable {
    /** Of a reason that has no cause of its own. */
    public ScrapeRow(
            Container container,
            Instant time,
            String file,
            long bytes,
            long samples,
            long series,
            long births,
            @Nullable Instant processStart,
            String status,
            @Nullable String reason,
            @Nullable String restart,
            @Nullable Long faults,
            @Nullable Long unread) {
        this(
                container,
                time,
                file,
                bytes,
                samples,
                series,
                births,
                processStart,
                status,
                reason,
                restart,
                faults,
                unread,
                null,
                null,
                null);
    }

    public static final String OK = "ok";
    public static final String PARTIAL = "partial";
    public static final String REJECTED = "rejected";
}
