package dev.culprit.scrapes.text;

import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.ScrapeRow.Cause;
import dev.culprit.scrapes.lifetime.BodyEnding;
import dev.culprit.scrapes.lifetime.ScrapeOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Result of scanning one body.
 *
 * @param bytes decompressed
 * @param failure why it broke off, or null
 * @param cut whether its last line has no newline and cannot be read
 * @param ending how the body ends
 * @param foreign what the file is instead of a body, or null
 * @param refused whether it counts for nothing because of what is wrong with it
 */
public record ScanOutcome(
        long bytes,
        long samples,
        long badLines,
        @Nullable BadLine firstBad,
        @Nullable String failure,
        boolean cut,
        BodyEnding ending,
        @Nullable String foreign,
        boolean refused) {
    /** Of a file that is something else than a body. */
    static ScanOutcome foreign(String what) {
        return new ScanOutcome(0, 0, 0, null, null, false, BodyEnding.NEWLINE, what, false);
    }

    /**
     * A line that cannot be read.
     *
     * @param line from 1
     * @param offset of the line's first byte in the decompressed body
     * @param kind the reason without figures of the line
     */
    public record BadLine(long line, long offset, String reason, String kind) {
        @Override
        public String toString() {
            return "line %d at byte %d: %s".formatted(line, offset, reason);
        }
    }

    /** The same for a reader that takes bodies whole or not at all. */
    ScanOutcome strict() {
        boolean wrong = failure != null || badLines > 0;
        return wrong ? new ScanOutcome(bytes, 0, badLines, firstBad, failure, cut, ending, foreign, true) : this;
    }

    /** The same, some samples being another's. */
    ScanOutcome without(long others) {
        return new ScanOutcome(bytes, samples - others, badLines, firstBad, failure, cut, ending, foreign, refused);
    }

    private String status() {
        if (samples == 0) {
            return ScrapeRow.REJECTED;
        }
        return reason() == null ? ScrapeRow.OK : ScrapeRow.PARTIAL;
    }

    /** What of it matters to the process behind the body. */
    public ScrapeOutcome scrape() {
        return new ScrapeOutcome(bytes, samples, status(), reason(), badLines, brokenOff(), cause(), ending);
    }

    /** Whether an unknown number of lines is missing at the end. */
    private boolean brokenOff() {
        return failure != null || cut;
    }

    private @Nullable Cause cause() {
        if (foreign == null && failure == null && firstBad != null) {
            return new Cause(firstBad.kind(), firstBad.line(), firstBad.offset());
        }
        if (foreign == null && failure != null) {
            return Cause.of((samples == 0 ? "damaged: " : "broke off: ") + failure);
        }
        String told = reason();
        return told == null ? null : Cause.of(told);
    }

    /** What is wrong with the body, or null. */
    private @Nullable String reason() {
        if (foreign != null) {
            return foreign;
        }
        if (refused) {
            return "strict: " + (firstBad != null ? firstBad : failure);
        }
        if (failure != null) {
            return samples == 0 ? "damaged: " + failure : "broke off after %d bytes: %s".formatted(bytes, failure);
        }
        if (bytes == 0) {
            return "empty";
        }
        if (badLines > 0) {
            String count =
                    samples == 0 ? "no line can be read" : badLines == 1 ? "1 bad line" : badLines + " bad lines";
            return "%s, first %s%s".formatted(count, firstBad, cut ? "; the last line is cut" : "");
        }
        return samples == 0 ? "no samples" : null;
    }
}
