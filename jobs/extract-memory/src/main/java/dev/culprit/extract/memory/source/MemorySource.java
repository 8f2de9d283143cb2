package dev.culprit.extract.memory.source;

import dev.culprit.model.CulpritException;
import dev.culprit.warehouse.Publication;

/**
 * Where one environment's memory readings come from. Each kind of source is a package of its own, with a record of its
 * configuration that implements this, and a line in the list of sources that registers it.
 */
public interface MemorySource {
    String environment();

    /**
     * Reads the days of the period into the tables.
     *
     * @param publication that the job publishes when this has returned
     * @throws CulpritException where there is no memory, or it cannot be read: what, where, and how to mend it
     */
    Outcome extract(Extraction extraction, Publication publication);

    /** Whether somebody sends a bill for what {@link #extract} asks. */
    default boolean isBilled() {
        return false;
    }

    /** What {@link #extract} would ask for that is billed; writes nothing. */
    default MemoryEstimate estimate(Extraction extraction) {
        return MemoryEstimate.nothing(environment());
    }
}
