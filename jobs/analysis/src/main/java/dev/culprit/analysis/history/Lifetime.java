package dev.culprit.analysis.history;

import java.io.Serializable;

/**
 * A process's life as far as the period shows it.
 *
 * @param start seconds since the epoch; {@code end} likewise, exclusive
 * @param endReason {@code restart}, {@code last-seen} or {@code period-end}
 */
public record Lifetime(double start, double end, String endReason) implements Serializable {
    static final String RESTART = "restart";
    static final String LAST_SEEN = "last-seen";
    static final String PERIOD_END = "period-end";

    public boolean contains(double time) {
        return start <= time && time < end;
    }
}
