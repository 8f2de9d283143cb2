package dev.culprit.scrapes;

/** A line that cannot be read; the message says why. Without stack trace: binary files throw one a line. */
final class MalformedLineException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedLineException(String reason) {
        super(reason, null, false, false);
    }
}
