package dev.culprit.cloudwatch.standin;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** A metric as CloudWatch identifies it. The order of dimensions means nothing; another set of them is another series. */
public record Series(String namespace, String metric, Map<String, String> dimensions) implements Comparable<Series> {
    private static final Comparator<Series> ORDER = Comparator.comparing(Series::namespace)
            .thenComparing(Series::metric)
            .thenComparing(series -> series.dimensions().toString());

    public Series {
        dimensions = new TreeMap<>(dimensions);
    }

    /** @param namesAndValues of the dimensions, in turn */
    public static Series of(String namespace, String metric, String... namesAndValues) {
        Map<String, String> dimensions = new TreeMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            dimensions.put(namesAndValues[index], namesAndValues[index + 1]);
        }
        return new Series(namespace, metric, dimensions);
    }

    @Override
    public int compareTo(Series other) {
        return ORDER.compare(this, other);
    }
}
