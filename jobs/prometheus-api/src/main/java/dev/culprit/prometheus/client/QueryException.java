package dev.culprit.prometheus.client;

/** A question that got no answer. */
public final class QueryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean tooBig;

    private QueryException(String message, boolean tooBig) {
        super(message);
        this.tooBig = tooBig;
    }

    /** A smaller question may be answered. */
    public static QueryException tooBig(String message) {
        return new QueryException(message, true);
    }

    /** Nor would a smaller question be answered. */
    static QueryException failed(String message) {
        return new QueryException(message, false);
    }

    public boolean isTooBig() {
        return tooBig;
    }
}
