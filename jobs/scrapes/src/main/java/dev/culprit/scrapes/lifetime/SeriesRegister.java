package dev.culprit.scrapes.lifetime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the series of a target from 0 on, and finds them by what they are called. A {@link SeriesId} alone does not tell them
 * apart: the hash has no key, so whoever chooses label values can make as many series of one id as they like. So where an id is known,
 * the names decide; that happens where a body spells a series in a new way, or where somebody means harm.
 */
public final class SeriesRegister {
    private static final int START_SIZE = 256;

    private final SeriesNames given;
    private final SeriesNumbers numbers = new SeriesNumbers();
    /** Numbers in {@link SeriesNames}. */
    private int[] names = new int[START_SIZE];

    private int[] metrics = new int[START_SIZE];
    private final List<String> metricNames = new ArrayList<>();
    private @Nullable String metricName;
    /** Series whose id an earlier one has too. */
    private final Map<SeriesName, Integer> collided = new HashMap<>();

    public SeriesRegister(SeriesNames given) {
        this.given = given;
    }

    public int size() {
        return numbers.size();
    }

    /**
     * The number of a series, or -1 where there is none yet.
     *
     * @param labels as {@link SeriesNames} will have them; asked for where the id is known
     */
    public int find(long id, String metric, Supplier<Map<String, String>> labels) {
        int found = numbers.find(id);
        if (found < 0) {
            return found;
        }
        Map<String, String> wanted = labels.get();
        return metric(found).equals(metric) && given.labels(name(found)).equals(wanted)
                ? found
                : collided.getOrDefault(new SeriesName(metric, wanted), -1);
    }

    /**
     * Gives a number to a series that {@link #find} did not find.
     *
     * @param name its number in {@link SeriesNames}
     */
    public int add(long id, String metric, int name, Supplier<Map<String, String>> labels) {
        if (numbers.find(id) >= 0) {
            collided.put(new SeriesName(metric, labels.get()), numbers.size());
        }
        int series = numbers.add(id);
        if (series == names.length) {
            names = Arrays.copyOf(names, series + (series >> 1));
            metrics = Arrays.copyOf(metrics, series + (series >> 1));
        }
        names[series] = name;
        // Series of a metric follow one another.
        if (!metric.equals(metricName)) {
            metricName = metric;
            metricNames.add(metric);
        }
        metrics[series] = metricNames.size() - 1;
        return series;
    }

    long id(int series) {
        return numbers.id(series);
    }

    int name(int series) {
        return names[series];
    }

    Map<String, String> labels(int series) {
        return given.labels(names[series]);
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

    /** These series alone, in this order, before the names are numbered likewise. */
    SeriesRegister only(int[] kept) {
        SeriesRegister copy = new SeriesRegister(given);
        for (int i = 0; i < kept.length; i++) {
            int series = kept[i];
            copy.add(id(series), metric(series), i, () -> labels(series));
        }
        return copy;
    }
}
