package dev.culprit.model;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels that tell one series of a metric from another, sorted by name: empty values dropped (Prometheus and
 * VictoriaMetrics drop them too), {@code __type__} and {@code __unit__} stripped. What holds numbers is written in one way by
 * {@link #with}, where the family's type is known.
 */
public record LabelSet(SortedMap<String, String> labels) implements Serializable {
    public LabelSet {
        SortedMap<String, String> kept = new TreeMap<>();
        labels.forEach((name, value) -> {
            if (!value.isEmpty() && !name.equals("__type__") && !name.equals("__unit__")) {
                kept.put(name, value);
            }
        });
        labels = Collections.unmodifiableSortedMap(kept);
    }

    public static LabelSet of(Map<String, String> labels) {
        return new LabelSet(new TreeMap<>(labels));
    }

    /** The same, with the values of that label as Prometheus 3 writes them. */
    public LabelSet with(FloatLabel floats) {
        String label = labels.keySet().stream().filter(floats::is).findFirst().orElse(null);
        if (label == null) {
            return this;
        }
        SortedMap<String, String> written = new TreeMap<>(labels);
        written.computeIfPresent(label, (name, value) -> FloatLabel.canonical(value));
        return new LabelSet(written);
    }
}
