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

    /** Several failures told as one, the first as its cause; as another run's where one of them is. */
    public static CulpritException all(List<CulpritException> failures) {
        CulpritException first = failures.get(0);
        if (failures.size() == 1) {
            return first;
        }
        String message = failures.stream().map(Throwable::getMessage).distinct().collect(Collectors.joining("; "));
        return failures.stream().anyMatch(AnotherRunException.class::isInstance)
                ? new AnotherRunException(message, first)
                : new CulpritException(message, first);
    }
}
