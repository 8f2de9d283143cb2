package dev.culprit.scrapes;

import org.jspecify.annotations.Nullable;

/** A metric family, and what one scrape holds of it. */
final class Family {
    private final String metric;
    private final String type;
    private int scrape;
    private long series;
    private boolean hasValue;
    private boolean hasCount;
    private double valueSum;
    private double countSum;

    Family(String metric, String type) {
        this.metric = metric;
        this.type = type;
    }

    /**
     * Counts one series of the scrape of this number.
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
            valueSum = 0;
            countSum = 0;
        }
        series++;
        boolean finite = Double.isFinite(value);
        if (role == Role.COUNTER || role == Role.OWN_MEMORY) {
            hasValue = true;
            valueSum += finite ? value : 0;
        } else if (role == Role.COUNT) {
            hasCount = true;
            countSum += finite ? value : 0;
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
        return hasValue ? (Double) valueSum : null;
    }

    @Nullable
    Double countSum() {
        return hasCount ? (Double) countSum : null;
    }
}
