package dev.culprit.scrapes.lifetime;

/** What the value of a sample is good for. */
enum Role {
    /** Traffic; falls when the process restarts. */
    COUNTER,
    /** The {@code _count} of a histogram or summary: counts events too, and falls too. */
    COUNT,
    /** A gauge that tells what a process holds: memory, goroutines, threads, files, connections. */
    HOLDINGS,
    /** The same, of a pool that holds what has outlived collections. */
    LONG_LIVED,
    OTHER;

    boolean isMonotone() {
        return this == COUNTER || this == COUNT;
    }
}
