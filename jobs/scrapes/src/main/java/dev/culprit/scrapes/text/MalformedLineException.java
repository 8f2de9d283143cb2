package dev.culprit.scrapes.text;

import dev.culprit.scrapes.ScanLimits;

/** A line that cannot be read; the message says why. Without stack trace: binary files throw one a line. */
public final class MalformedLineException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedLineException(String reason) {
        super(reason, null, false, false);
    }

    /** For a series that is one more than a target may show. */
    public static MalformedLineException tooManySeries(ScanLimits limits) {
        return new MalformedLineException("more series than limits.series = %d".formatted(limits.series()));
    }
}
