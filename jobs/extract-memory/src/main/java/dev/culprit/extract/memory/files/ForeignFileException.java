package dev.culprit.extract.memory.files;

import java.io.IOException;

/** A file that is whole and of a format that is not read; the message says what it is, and what to do. */
final class ForeignFileException extends IOException {
    private static final long serialVersionUID = 1L;

    ForeignFileException(String what) {
        super(what);
    }
}
