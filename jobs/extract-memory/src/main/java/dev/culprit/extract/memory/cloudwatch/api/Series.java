package dev.culprit.extract.memory.cloudwatch.api;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A metric with its whole set of dimensions; one with more or fewer is another series. */
public record Series(String namespace, String metric, SortedMap<String, String> dimensions)
        implements Comparable<Series> {
    private static final Comparator<Series> ORDER = Comparator.comparing(Series::namespace)
            .thenComparing(Series::metric)
            .thenComparing(series -> series.dimensions().toString());

    public Series {
        dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }

    public static Series of(String namespace, String metric, Map<String, String> dimensions) {
        return new Series(namespace, metric, new TreeMap<>(dimensions));
    }

    @Override
    public int compareTo(Series other) {
        return ORDER.compare(this, other);
    }
}
