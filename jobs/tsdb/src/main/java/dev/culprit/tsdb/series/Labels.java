package dev.culprit.tsdb.series;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a series, its metric's name among them.
 *
 * @param pairs each name with its value behind it, in the order in which they were stored
 */
public record Labels(List<String> pairs) implements Serializable {
    public static final String METRIC = "__name__";

    public Labels {
        pairs = List.copyOf(pairs);
    }

    public static Labels of(Map<String, String> labels) {
        List<String> pairs = new ArrayList<>(2 * labels.size());
        labels.forEach((name, value) -> {
            pairs.add(name);
            pairs.add(value);
        });
        return new Labels(pairs);
    }

    public int size() {
        return pairs.size() / 2;
    }

    public String name(int label) {
        return pairs.get(2 * label);
    }

    public String value(int label) {
        return pairs.get(2 * label + 1);
    }

    /** Null where there is no such label. */
    public @Nullable String get(String name) {
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(name)) {
                return pairs.get(i + 1);
            }
        }
        return null;
    }

    /** Empty where there is none. */
    public String metric() {
        String metric = get(METRIC);
        return metric == null ? "" : metric;
    }

    /** All but the metric's name. */
    public Labels withoutMetric() {
        List<String> kept = new ArrayList<>(pairs.size());
        for (int i = 0; i < pairs.size(); i += 2) {
            if (!pairs.get(i).equals(METRIC)) {
                kept.add(pairs.get(i));
                kept.add(pairs.get(i + 1));
            }
        }
        return new Labels(kept);
    }
}
