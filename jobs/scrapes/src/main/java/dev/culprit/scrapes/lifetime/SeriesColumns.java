package dev.culprit.scrapes.lifetime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each series of a target, by number: 45 bytes a series and 8 to 16 for finding it, no objects. Its
 * labels are not kept: {@link SeriesNames} has them, and they are wanted once a day.
 */
final class SeriesColumns {
    private static final int START_SIZE = 256;

    private final SeriesNumbers numbers = new SeriesNumbers();
    /** Numbers in {@link SeriesNames}. */
    private int[] names = new int[START_SIZE];

    private int[] metrics = new int[START_SIZE];
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

    private final List<String> metricNames = new ArrayList<>();
    private @Nullable String metricName;

    int size() {
        return numbers.size();
    }

    /** The series of this identity, or -1. */
    int find(long id) {
        return numbers.find(id);
    }

    /** @param id must not be there yet */
    int add(long id, String metric, int name) {
        int series = numbers.add(id);
        if (series == names.length) {
            grow();
        }
        names[series] = name;
        // Series of a metric follow one another.
        if (!metric.equals(metricName)) {
            metricName = metric;
            metricNames.add(metric);
        }
        metrics[series] = metricNames.size() - 1;
        tellStart[series] = StartTeller.of(metric) != StartTeller.NONE;
        return series;
    }

    void join(int series, Families.Membership membership) {
        memberships[series] = membership;
    }

    long id(int series) {
        return numbers.id(series);
    }

    int name(int series) {
        return names[series];
    }

    String metric(int series) {
        return metricNames.get(metrics[series]);
    }

    /** The first {@code count} of these series by metric, those of a metric as they stood: a counting sort. */
    int[] byMetric(int[] chosen, int count) {
        String[] sorted = metricNames.stream().distinct().sorted().toArray(String[]::new);
        int[] ranks = metricNames.stream()
                .mapToInt(name -> Arrays.binarySearch(sorted, name))
                .toArray();
        int[] ends = new int[sorted.length + 1];
        for (int i = 0; i < count; i++) {
            ends[ranks[metrics[chosen[i]]] + 1]++;
        }
        for (int rank = 1; rank < ends.length; rank++) {
            ends[rank] += ends[rank - 1];
        }
        int[] ordered = new int[count];
        for (int i = 0; i < count; i++) {
            ordered[ends[ranks[metrics[chosen[i]]]]++] = chosen[i];
        }
        return ordered;
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
        SeriesColumns copy = new SeriesColumns();
        for (int i = 0; i < kept.length; i++) {
            int series = kept[i];
            copy.add(id(series), metric(series), i);
            copy.memberships[i] = memberships[series];
            copy.values[i] = values[series];
            copy.last[i] = last[series];
            copy.first[i] = first[series];
            copy.scrapes[i] = scrapes[series];
            copy.mark[i] = mark[series];
        }
        return copy;
    }

    private void grow() {
        int length = names.length + (names.length >> 1);
        names = Arrays.copyOf(names, length);
        metrics = Arrays.copyOf(metrics, length);
        tellStart = Arrays.copyOf(tellStart, length);
        memberships = Arrays.copyOf(memberships, length);
        values = Arrays.copyOf(values, length);
        last = Arrays.copyOf(last, length);
        first = Arrays.copyOf(first, length);
        scrapes = Arrays.copyOf(scrapes, length);
        mark = Arrays.copyOf(mark, length);
    }
}
