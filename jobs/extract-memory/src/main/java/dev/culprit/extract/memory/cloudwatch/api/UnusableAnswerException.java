package dev.culprit.extract.memory.cloudwatch.api;

/** An answer that is not the whole of what was asked for; the reason says what is amiss. */
final class UnusableAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final boolean passing;

    private UnusableAnswerException(String reason, boolean passing) {
        super(reason);
        this.reason = reason;
        this.passing = passing;
    }

    /** Asking again may help. */
    static UnusableAnswerException passing(String reason) {
        return new UnusableAnswerException(reason, true);
    }

    /** Asking again will not. */
    static UnusableAnswerException lasting(String reason) {
        return new UnusableAnswerException(reason, false);
    }

    String reason() {
        return reason;
    }

    boolean isPassing() {
        return passing;
    }
}
