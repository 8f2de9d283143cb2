package dev.culprit.tsdb.bytes;

import java.io.IOException;

/** Bytes that are not what their format demands. The message says what and where, without the file's name. */
public final class CorruptException extends IOException {
    private static final long serialVersionUID = 1;

    public CorruptException(String message) {
        super(message);
    }
}
