package dev.culprit.tsdb.bytes;

import java.io.IOException;

/** Bytes that a service does not give, though it has told of them. The message says why, without the file's name. */
public final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1;

    public UnreadableException(String message, Exception cause) {
        super(message, cause);
    }
}
