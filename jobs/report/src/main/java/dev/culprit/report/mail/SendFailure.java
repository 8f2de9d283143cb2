package dev.culprit.report.mail;

/** A mail that the server has not accepted. The message is one clause, and holds no secret. */
final class SendFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean hopeless;

    /** @param hopeless whether mails to others would fail as well */
    SendFailure(String message, Throwable cause, boolean hopeless) {
        super(message, cause);
        this.hopeless = hopeless;
    }

    boolean isHopeless() {
        return hopeless;
    }
}
