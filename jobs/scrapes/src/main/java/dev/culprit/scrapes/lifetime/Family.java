package dev.culprit.scrapes.lifetime;

import org.jspecify.annotations.Nullable;

/** A metric family, and the counts and sums of its series in one scrape. */
final class Family {
    private final String metric;
    private final String type;
    private int scrape;
    private long series;
    private boolean hasValue;
    private boolean hasCount;
    private final CompensatedSum valueSum = new CompensatedSum();
    private final CompensatedSum countSum = new CompensatedSum();

    Family(String metric, String type) {
        this.metric = metric;
        this.type = type;
    }

    /**
     * Counts one series of the scrape of this number. A value that is no finite number adds nothing to a sum.
     *
     * @return whether it is the family's first in the scrape
     */
    boolean add(int number, Role role, double value) {
        boolean first = scrape != number;
        if (first) {
            scrape = number;
            series = 0;
            hasValue = false;
            hasCount = false;
            valueSum.clear();
            countSum.clear();
        }
        series++;
        if (role == Role.COUNTER || role == Role.HOLDINGS) {
            hasValue = true;
            if (Double.isFinite(value)) {
                valueSum.add(value);
            }
        } else if (role == Role.COUNT) {
            hasCount = true;
            if (Double.isFinite(value)) {
                countSum.add(value);
            }
        }
        return first;
    }

    String metric() {
        return metric;
    }

    String type() {
        return type;
    }

    long series() {
        return series;
    }

    @Nullable
    Double valueSum() {
        return hasValue ? (Double) valueSum.value() : null;
    }

    @Nullable
    Double countSum() {
        return hasCount ? (Double) countSum.value() : null;
    }
}
