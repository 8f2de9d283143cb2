package dev.culprit.scrapes.text;

import dev.culprit.scrapes.ScanLimits;

/** A line that cannot be read; the message says why. Without stack trace: binary files throw one a line. */
public final class MalformedLineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String reason;
    private final String cause;

    private enum Kind {
        FAULT,
        LIMIT,
        OPEN_QUOTE
    }

    private MalformedLineException(String reason, String cause, Kind kind) {
        super(reason, null, false, false);
        this.reason = reason;
        this.cause = cause;
        this.kind = kind;
    }

    MalformedLineException(String reason) {
        this(reason, reason, Kind.FAULT);
    }

    /**
     * For a series that is well written, and more than is wanted.
     *
     * @param cause the reason without figures of the line
     */
    private static MalformedLineException beyondLimit(String reason, String cause) {
        return new MalformedLineException(reason, cause, Kind.LIMIT);
    }

    /** For a line within whose quotes the next one begins, so that nobody knows what that is. */
    static MalformedLineException openQuote(String reason) {
        return new MalformedLineException(reason, reason, Kind.OPEN_QUOTE);
    }

    /** For a series that is one more than a target may show. */
    public static MalformedLineException tooManySeries(ScanLimits limits) {
        String reason = "more series than limits.series = %d".formatted(limits.series());
        return beyondLimit(reason, reason);
    }

    static MalformedLineException tooLongLine(ScanLimits limits) {
        String reason = "longer than %d bytes, limits.line-bytes".formatted(limits.lineBytes());
        return beyondLimit(reason, reason);
    }

    static MalformedLineException tooManyLabels(int count, ScanLimits limits) {
        return beyondLimit(
                "%d labels, more than limits.labels = %d".formatted(count, limits.labels()),
                "more labels than limits.labels = %d".formatted(limits.labels()));
    }

    static MalformedLineException tooLongValue(int bytes, ScanLimits limits) {
        return beyondLimit(
                "label value of %d bytes, more than limits.label-bytes = %d".formatted(bytes, limits.labelBytes()),
                "label value of more bytes than limits.label-bytes = %d".formatted(limits.labelBytes()));
    }

    /** The message, which every one of these has. */
    String reason() {
        return reason;
    }

    /** The reason without figures of the line, so that one cause is one text. */
    String kind() {
        return cause;
    }

    /** Whether the line is well written. */
    boolean isLimit() {
        return kind == Kind.LIMIT;
    }

    /** Whether the next line may be the inside of a label value. */
    boolean isOpenQuote() {
        return kind == Kind.OPEN_QUOTE;
    }
}
