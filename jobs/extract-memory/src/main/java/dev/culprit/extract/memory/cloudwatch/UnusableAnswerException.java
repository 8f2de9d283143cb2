package dev.culprit.extract.memory.cloudwatch;

/** An answer that is not the whole of what was asked for; the message says what is amiss. */
final class UnusableAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    private UnusableAnswerException(String reason, boolean passing) {
        super(reason);
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

    boolean isPassing() {
        return passing;
    }
}
