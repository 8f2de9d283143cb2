package dev.culprit.extract.memory.source;

import dev.culprit.model.CulpritException;
import dev.culprit.warehouse.Publication;
import java.util.List;

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

    /** Paths, or patterns of them, that must be there before anything is read: any that Hadoop's file systems know. */
    default List<String> paths() {
        return List.of();
    }

    /**
     * Looks whether a service lets itself be asked, without asking for what is billed.
     *
     * @throws CulpritException where it does not, as without credentials
     */
    default void check() {}

    /** Whether somebody sends a bill for what {@link #extract} asks. */
    default boolean isBilled() {
        return false;
    }

    /** What {@link #extract} would ask for that is billed; writes nothing. */
    default MemoryEstimate estimate(Extraction extraction) {
        return MemoryEstimate.nothing(environment());
    }
}
