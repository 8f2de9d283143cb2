package dev.culprit.scrapes.lifetime;

import org.jspecify.annotations.Nullable;

/**
 * How a body ends. Neither format has a length, and a body that was cut behind a digit or a line reads like a whole one; what tells is
 * that the target's bodies end in one way.
 */
public enum BodyEnding {
    /** With OpenMetrics' {@code # EOF}: nothing is missing. */
    EOF,
    /** With a newline. */
    NEWLINE,
    /** Without a newline, as many exporters end. */
    OPEN,
    /** With a newline and without {@code # EOF}, though the target writes OpenMetrics. */
    UNFINISHED;

    /**
     * Whether a body may be cut.
     *
     * @param before how the target's body before ended; null where there was none
     */
    boolean isDoubtful(@Nullable BodyEnding before) {
        if (this == before || this == EOF) {
            return false;
        }
        return this != NEWLINE || before == EOF;
    }

    /** What is told of a doubtful one. */
    String doubt() {
        return this == OPEN ? "ends without a newline: may be cut" : "ends without # EOF: may be cut";
    }
}
