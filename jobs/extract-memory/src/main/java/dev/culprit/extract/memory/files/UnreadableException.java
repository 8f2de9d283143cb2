package dev.culprit.extract.memory.files;

/** A record that cannot be used; the message is the reason, the same for all records that share it. */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public UnreadableException(String reason) {
        super(reason, null, false, false); // a broken file throws one a line, and nobody reads the trace
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
