package dev.culprit.scrapes.lifetime;

import org.jspecify.annotations.Nullable;

/**
 * The sum of those of a family's values that bear one role. Without a counter that tells no number in this scrape the sum of counters
 * is lower than it was, which a restart or nothing explains, and the next is higher by all that the counter ever counted: it is unknown.
 * A gauge that tells no number, as gauges of objects that are gone do for good, is left out.
 */
final class FamilySum {
    private final CompensatedSum sum = new CompensatedSum();
    private boolean known;
    private boolean lacking;

    void clear() {
        sum.clear();
        known = false;
        lacking = false;
    }

    void add(Role role, double value) {
        if (Double.isFinite(value)) {
            known = true;
            sum.add(value);
        } else {
            lacking |= role.isMonotone();
        }
    }

    /** Null where a counter is no number, or nothing was. */
    @Nullable
    Double value() {
        return known && !lacking ? (Double) sum.value() : null;
    }
}
