package dev.culprit.cloudwatch.standin.promql;

/** A request that is not answered, as the API says it. */
final class PromqlRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;

    PromqlRefusal(int status, String type, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
    }

    static PromqlRefusal malformed(String message) {
        return new PromqlRefusal(400, "bad_data", message);
    }

    static PromqlRefusal tooMuch(String message) {
        return new PromqlRefusal(422, "execution", message);
    }

    static PromqlRefusal forbidden(String message) {
        return new PromqlRefusal(403, "forbidden", message);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }
}
