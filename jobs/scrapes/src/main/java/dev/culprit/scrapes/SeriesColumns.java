package dev.culprit.scrapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each series of a target, by number: 45 bytes a series and 8 to 16 for finding it, no objects. Its
 * labels are not kept: the spelling holds them, and they are wanted once a day.
 */
final class SeriesColumns {
    private static final int START_SIZE = 256;

    private int size;
    private long[] ids = new long[START_SIZE];
    /** How the series was first written. */
    private int[] spellings = new int[START_SIZE];

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

    private int[] slots = new int[4 * START_SIZE];
    private final List<String> metricNames = new ArrayList<>();
    private @Nullable String metricName;

    int size() {
        return size;
    }

    /** The series of this identity, or -1. */
    int find(long id) {
        int mask = slots.length - 1;
        for (int slot = (int) id & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            if (ids[slots[slot] - 1] == id) {
                return slots[slot] - 1;
            }
        }
        return -1;
    }

    /** @param id must not be there yet */
    int add(long id, String metric, int spelling) {
        int series = size++;
        if (series == ids.length) {
            grow();
        }
        ids[series] = id;
        spellings[series] = spelling;
        // Series of a metric follow one another.
        if (!metric.equals(metricName)) {
            metricName = metric;
            metricNames.add(metric);
        }
        metrics[series] = metricNames.size() - 1;
        tellStart[series] = metric.equals("process_start_time_seconds")
                // Istio's agent, which shares its proxy's life, puts a prefix before the process collector's names.
                || metric.equals("istio_agent_process_start_time_seconds");
        if (2 * size > slots.length) {
            slots = new int[2 * slots.length];
            for (int other = 0; other < series; other++) {
                place(other);
            }
        }
        place(series);
        return series;
    }

    private void place(int series) {
        int mask = slots.length - 1;
        int slot = (int) ids[series] & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = series + 1;
    }

    void join(int series, Families.Membership membership) {
        memberships[series] = membership;
    }

    long id(int series) {
        return ids[series];
    }

    int spelling(int series) {
        return spellings[series];
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

    boolean tellsProcessStart(int series) {
        return tellStart[series];
    }

    /**
     * These series alone, in this order.
     *
     * @param respelled where each of them is written now
     */
    SeriesColumns only(int[] kept, int[] respelled) {
        SeriesColumns copy = new SeriesColumns();
        for (int i = 0; i < kept.length; i++) {
            int series = kept[i];
            copy.add(ids[series], metric(series), respelled[i]);
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
        int length = ids.length + (ids.length >> 1);
        ids = Arrays.copyOf(ids, length);
        spellings = Arrays.copyOf(spellings, length);
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
