package dev.culprit.scrapes.text;

import dev.culprit.scrapes.ScanLimits;

/** A line that cannot be read; the message says why. Without stack trace: binary files throw one a line. */
public final class MalformedLineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    private enum Kind {
        FAULT,
        LIMIT,
        OPEN_QUOTE
    }

    private MalformedLineException(String reason, Kind kind) {
        super(reason, null, false, false);
        this.kind = kind;
    }

    MalformedLineException(String reason) {
        this(reason, Kind.FAULT);
    }

    /** For a series that is well written, and more than is wanted. */
    static MalformedLineException beyondLimit(String reason) {
        return new MalformedLineException(reason, Kind.LIMIT);
    }

    /** For a line within whose quotes the next one begins, so that nobody knows what that is. */
    static MalformedLineException openQuote(String reason) {
        return new MalformedLineException(reason, Kind.OPEN_QUOTE);
    }

    /** For a series that is one more than a target may show. */
    public static MalformedLineException tooManySeries(ScanLimits limits) {
        return beyondLimit("more series than limits.series = %d".formatted(limits.series()));
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
