package dev.culprit.model.table;

import dev.culprit.model.Container;
import dev.culprit.model.Flattened;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One archived scrape, even where it could not be read.
 *
 * @param processStart {@code process_start_time_seconds}, of which only changes are meaningful
 * @param status {@code ok}, {@code partial} (some lines are bad) or {@code rejected} (nothing could be used)
 * @param reason why it is not ok, else null
 * @param restart how a restart before this scrape was recognised ({@code process-start}, {@code counters-fell},
 *     {@code series-vanished}), else null
 */
public record ScrapeRow(
        @Flattened(required = "container") Container container,
        Instant time,
        String file,
        @Flattened Body body,
        @Nullable Instant processStart,
        String status,
        @Nullable String reason,
        @Nullable String restart,
        @Flattened Flaws flaws)
        implements Serializable {
    public static final String OK = "ok";
    public static final String PARTIAL = "partial";
    public static final String REJECTED = "rejected";

    /**
     * What the scrape held.
     *
     * @param bytes size of the decompressed body; 0 where there is none, as in a database
     * @param samples samples read
     * @param series distinct series among them
     * @param births series that the process had not shown before; 0 at the first known scrape of a process, whose series are
     *     its inventory
     */
    public record Body(long bytes, long samples, long series, long births) implements Serializable {}

    /**
     * What is wrong with the body, and what of it could not be read.
     *
     * @param faults of meaning, which cost nothing: samples of a series that the body had shown already, counters below zero or
     *     without a number, families that go on after others, starts of the process that are no time, or later than the scrape, or
     *     before the one told last; null in tables of before they were counted
     * @param unread lines that could not be read, and series that a database lacks though the target showed them; null in tables of
     *     before they were counted
     * @param cause of the reason; null where there is none, and in tables of before it was told apart
     */
    public record Flaws(
            @Nullable Long faults,
            @Nullable Long unread,

            @Flattened(prefix = "cause_", bare = "kind") @Nullable
            Cause cause)
            implements Serializable {
        public static final Flaws NONE = new Flaws(0L, 0L, null);
    }

    /**
     * Why a scrape is not whole.
     *
     * @param kind without anything of the file at hand, so that one cause is one text
     * @param line of the first line that could not be read, from 1; null where the cause has no place
     * @param offset of that line's first byte in the decompressed body
     */
    public record Cause(
            String kind, @Nullable Long line, @Nullable Long offset) implements Serializable {
        /** Of a cause that has no place. */
        public static Cause of(String kind) {
            return new Cause(kind, null, null);
        }

        /** As {@link UnreadRow#position} has it. */
        public @Nullable String place() {
            return line == null ? null : "line %d at byte %d".formatted(line, offset);
        }
    }
}
