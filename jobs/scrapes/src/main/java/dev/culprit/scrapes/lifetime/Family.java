package dev.culprit.scrapes.lifetime;

/** A metric family, and the counts and sums of its series in one scrape. */
final class Family {
    private final String metric;
    private final String type;
    private int scrape;
    private long series;
    private boolean hasValue;
    private boolean hasCount;
    private boolean hasLongLived;
    private final CompensatedSum valueSum = new CompensatedSum();
    private final CompensatedSum countSum = new CompensatedSum();
    private final CompensatedSum longLivedSum = new CompensatedSum();

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
            hasLongLived = false;
            valueSum.clear();
            countSum.clear();
            longLivedSum.clear();
        }
        series++;
        switch (role) {
            case COUNTER, HOLDINGS -> {
                hasValue = true;
                add(valueSum, value);
            }
            case LONG_LIVED -> {
                hasValue = true;
                hasLongLived = true;
                add(valueSum, value);
                add(longLivedSum, value);
            }
            case COUNT -> {
                hasCount = true;
                add(countSum, value);
            }
            case OTHER -> {}
        }
        return first;
    }

    private static void add(CompensatedSum sum, double value) {
        if (Double.isFinite(value)) {
            sum.add(value);
        }
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

    FamilySums sums() {
        return new FamilySums(
                hasValue ? (Double) valueSum.value() : null,
                hasCount ? (Double) countSum.value() : null,
                hasLongLived ? (Double) longLivedSum.value() : null);
    }
}
