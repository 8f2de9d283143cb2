package dev.culprit.scrapes.lifetime;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is known of each series of a target, by its number in a {@link SeriesRegister}: 45 bytes a series and 8 to 16 for finding it,
 * no objects. Its labels are not kept: {@link SeriesNames} has them, and they are wanted once a day.
 */
final class SeriesColumns {
    private static final int START_SIZE = 256;

    private final SeriesRegister register;
    private boolean[] tellStart = new boolean[START_SIZE];
    /** Null for series that no scrape that counts has shown yet. */
    private Families.Membership[] memberships = new Families.Membership[START_SIZE];
    /** The value at the last sight. */
    double[] values = new double[START_SIZE];
    /** Number of the last scrape that held it and counts, 0 where the lifetime has not shown it. */
    int[] last = new int[START_SIZE];
    /** Number of the first scrape of the day, and of the lifetime, that held it. */
    int[] first = new int[START_SIZE];
    /** How many scrapes of the day and lifetime held it. */
    int[] scrapes = new int[START_SIZE];
    /** Number of the scrape that held it last, also if it does not count. */
    int[] mark = new int[START_SIZE];

    SeriesColumns(SeriesNames names) {
        this(new SeriesRegister(names));
    }

    private SeriesColumns(SeriesRegister register) {
        this.register = register;
    }

    int size() {
        return register.size();
    }

    /** See {@link SeriesRegister#find}. */
    int find(long id, String metric, Supplier<Map<String, String>> labels) {
        return register.find(id, metric, labels);
    }

    /** See {@link SeriesRegister#add}. */
    int add(long id, String metric, int name, Supplier<Map<String, String>> labels) {
        int series = register.add(id, metric, name, labels);
        if (series == values.length) {
            grow(series + (series >> 1));
        }
        tellStart[series] = StartTeller.of(metric) != StartTeller.NONE;
        return series;
    }

    void join(int series, Families.Membership membership) {
        memberships[series] = membership.of(metric(series), () -> labels(series));
    }

    long id(int series) {
        return register.id(series);
    }

    int name(int series) {
        return register.name(series);
    }

    Map<String, String> labels(int series) {
        return register.labels(series);
    }

    String metric(int series) {
        return register.metric(series);
    }

    /** See {@link SeriesRegister#byMetric}. */
    int[] byMetric(int[] chosen, int count) {
        return register.byMetric(chosen, count);
    }

    Family family(int series) {
        return memberships[series].family();
    }

    Role role(int series) {
        return memberships[series].role();
    }

    boolean tellsStart(int series) {
        return tellStart[series];
    }

    /** These series alone, in this order; the name of each is its place. */
    SeriesColumns only(int[] kept) {
        SeriesColumns copy = new SeriesColumns(register.only(kept));
        copy.grow(Math.max(START_SIZE, kept.length));
        for (int i = 0; i < kept.length; i++) {
            int series = kept[i];
            copy.tellStart[i] = tellStart[series];
            copy.memberships[i] = memberships[series];
            copy.values[i] = values[series];
            copy.last[i] = last[series];
            copy.first[i] = first[series];
            copy.scrapes[i] = scrapes[series];
            copy.mark[i] = mark[series];
        }
        return copy;
    }

    private void grow(int length) {
        tellStart = Arrays.copyOf(tellStart, length);
        memberships = Arrays.copyOf(memberships, length);
        values = Arrays.copyOf(values, length);
        last = Arrays.copyOf(last, length);
        first = Arrays.copyOf(first, length);
        scrapes = Arrays.copyOf(scrapes, length);
        mark = Arrays.copyOf(mark, length);
    }
}
