package dev.culprit.scrapes.lifetime;

/** A metric family, and the counts and sums of its series in one scrape. */
final class Family {
    private final String metric;
    private final String type;
    private int scrape;
    private long series;
    private final FamilySum values = new FamilySum();
    private final FamilySum counts = new FamilySum();
    private final FamilySum longLived = new FamilySum();

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
            values.clear();
            counts.clear();
            longLived.clear();
        }
        series++;
        switch (role) {
            case COUNTER, HOLDINGS -> values.add(role, value);
            case LONG_LIVED -> {
                values.add(role, value);
                longLived.add(role, value);
            }
            case COUNT -> counts.add(role, value);
            case OTHER -> {}
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

    FamilySums sums() {
        return new FamilySums(values.value(), counts.value(), longLived.value());
    }
}
