package dev.culprit.model;

import java.util.List;
import java.util.stream.Collectors;

/** Something the user can mend. The message is one line: what is wrong, where, and how to mend it. */
public class CulpritException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CulpritException(String message) {
        super(message);
    }

    public CulpritException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Several failures told as one, the first as its cause. */
    public static CulpritException all(List<CulpritException> failures) {
        return failures.size() == 1
                ? failures.get(0)
                : new CulpritException(
                        failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")),
                        failures.get(0));
    }
}
