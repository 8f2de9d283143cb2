package dev.culprit.model;

/** Something the user can mend. The message is one line: what is wrong, where, and how to mend it. */
public class CulpritException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CulpritException(String message) {
        super(message);
    }

    public CulpritException(String message, Throwable cause) {
        super(message, cause);
    }
}
