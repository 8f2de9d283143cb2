package dev.culprit.model;

/** Another run writes the same tables: it will finish what this one has begun, so this one should do no more. */
public final class AnotherRunException extends CulpritException {
    private static final long serialVersionUID = 1L;

    public AnotherRunException(String message) {
        super(message);
    }

    AnotherRunException(String message, Throwable cause) {
        super(message, cause);
    }
}
