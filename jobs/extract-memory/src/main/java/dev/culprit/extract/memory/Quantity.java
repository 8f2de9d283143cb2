package dev.culprit.extract.memory;

import dev.culprit.model.Nullable;

/** What a reading tells of its subject, by whatever name its source knows it. */
enum Quantity {
    /** Bytes that cannot be reclaimed at once. */
    WORKING_SET,
    /** Of a working set's percentage of the container's limit. */
    PERCENT_OF_LIMIT,
    /** Bytes. */
    LIMIT,
    /** Of a working set's percentage of the memory of the node that it is on. */
    PERCENT_OF_NODE,
    /** Memory in use in whole mebibytes, rounded down, which ECS calls megabytes. */
    MEGABYTES,
    /** Restarts since the look before. */
    RESTARTS,
    /** How many containers were last ended for want of memory: it stays until they end otherwise. */
    OOM_KILLED,
    /** Bytes of the cluster's smallest node. */
    SMALLEST_NODE,
    /** Bytes of the cluster's largest node. */
    LARGEST_NODE;

    /** Whether a period has more than one of it, each to be counted: restarts, which are not averaged. */
    boolean isCounted() {
        return this == RESTARTS || this == OOM_KILLED;
    }

    /**
     * Why the value cannot be used, or null.
     *
     * @param name the source's for it
     */
    @Nullable
    String faultOf(String name, double value) {
        if (!Double.isFinite(value)) {
            return name + " is not a finite number";
        }
        if (value < 0) {
            return name + " is negative";
        }
        return value == 0 && (this == LIMIT || this == SMALLEST_NODE || this == LARGEST_NODE) ? name + " is 0" : null;
    }
}
