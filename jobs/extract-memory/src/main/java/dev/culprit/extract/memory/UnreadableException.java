package dev.culprit.extract.memory;

/** A record that cannot be used; the message is the reason, the same for all records that share it. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String reason) {
        super(reason, null, false, false); // a broken file throws one a line, and nobody reads the trace
    }
}
