package dev.culprit.analysis.memory;

/**
 * A column of a regression of memory: what it is called, and what its coefficient may be, in bytes per unit of the column.
 *
 * @param name unique in its design
 * @param lower least coefficient, {@code upper} largest one; either may be infinite, equal ones fix it
 */
public record DesignColumn(String name, Kind kind, double lower, double upper) {
    /** What becomes of the memory that a column explains. */
    public enum Kind {
        /** Grows as long as the process lives: age, requests, births. */
        GROWTH,
        /** Grows and then stands: warm-up, caches, the high-water mark of traffic. */
        SATURATING,
        /** Comes back: traffic, the time of day. */
        REVERSIBLE
    }

    /** A column that takes memory and never gives any. */
    public static DesignColumn atLeastZero(String name, Kind kind) {
        return new DesignColumn(name, kind, 0, Double.POSITIVE_INFINITY);
    }

    /** A column whose coefficient may have either sign. */
    public static DesignColumn unbounded(String name, Kind kind) {
        return new DesignColumn(name, kind, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** The same column with another largest coefficient. */
    public DesignColumn atMost(double largest) {
        return new DesignColumn(name, kind, lower, largest);
    }

    /** The same column as if it were not there. */
    public DesignColumn absent() {
        return new DesignColumn(name, kind, 0, 0);
    }
}
