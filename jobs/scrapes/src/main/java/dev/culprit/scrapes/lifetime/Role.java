package dev.culprit.scrapes.lifetime;

/** What the value of a sample is good for. */
enum Role {
    /** Traffic; falls when the process restarts. */
    COUNTER,
    /** The {@code _count} of a histogram or summary: counts events too, and falls too. */
    COUNT,
    /** A gauge in which a process reports its own memory. */
    OWN_MEMORY,
    OTHER;

    boolean isMonotone() {
        return this == COUNTER || this == COUNT;
    }
}
