package dev.culprit.cloudwatch.standin;

/** An error answer of the service. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static Refusal invalid(String message) {
        return new Refusal(400, "ValidationError", message);
    }

    static Refusal forbidden(String code, String message) {
        return new Refusal(403, code, message);
    }

    static Refusal throttled() {
        return new Refusal(400, "Throttling", "Rate exceeded");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
