package dev.culprit.extract.memory.readings;

import org.jspecify.annotations.Nullable;

/** What a reading tells of its subject, by whatever name its source knows it. */
public enum Quantity {
    /** In bytes: what cannot be reclaimed at once. */
    WORKING_SET,
    /** The working set in percent of the limit. */
    PERCENT_OF_LIMIT,
    /** In bytes. */
    LIMIT,
    /** The working set in percent of the memory of the node that it is on. */
    PERCENT_OF_NODE,
    /** Memory in use in whole mebibytes, rounded down by ECS's agent ({@code agent/stats/queue.go}), which calls it megabytes. */
    MEGABYTES,
    /** In bytes: what the process that was scraped says of itself, which is not what its container is charged for. */
    RESIDENT,
    /** Restarts since the look before. */
    RESTARTS,
    /** Restarts so far. */
    RESTART_TOTAL,
    /** Containers whose last end was for want of memory: a gauge that stays up until they end otherwise. */
    OOM_KILLED,
    /** Bytes of the cluster's smallest node. */
    SMALLEST_NODE,
    /** Bytes of the cluster's largest node. */
    LARGEST_NODE;

    /** 32 TiB, what the largest machines have that are for hire: more is a mistaken unit. */
    public static final double MOST_BYTES = 0x1p45;

    private static final double BYTES_IN_A_MEBIBYTE = 0x1p20;
    /** By hand: what is charged for a while may pass a limit, and never ten times. */
    private static final double MOST_PERCENT = 1000;

    /** Whether it counts events, so that of several looks in one period none may hide what another saw. */
    boolean isCounted() {
        return this == RESTARTS || this == RESTART_TOTAL || this == OOM_KILLED;
    }

    /**
     * Why the value cannot be used, or null.
     *
     * @param name the source's for it
     */
    @Nullable
    public String faultOf(String name, double value) {
        if (!Double.isFinite(value)) {
            return name + " is not a finite number";
        }
        if (value < 0) {
            return name + " is negative";
        }
        return switch (this) {
            case WORKING_SET, RESIDENT -> value > MOST_BYTES ? tooManyBytes(name) : null;
            case MEGABYTES -> value > MOST_BYTES / BYTES_IN_A_MEBIBYTE ? tooManyBytes(name) : null;
            case PERCENT_OF_LIMIT, PERCENT_OF_NODE -> value > MOST_PERCENT ? name + " is more than 1,000 %" : null;
            // A limit beyond all memory is how some say that there is none.
            case LIMIT, SMALLEST_NODE, LARGEST_NODE -> value == 0 ? name + " is 0" : null;
            case RESTARTS, RESTART_TOTAL, OOM_KILLED -> null;
        };
    }

    /** What is said of more than {@link #MOST_BYTES}. */
    public static String tooManyBytes(String name) {
        return name + " is more than 32 TiB: is that the unit?";
    }
}
