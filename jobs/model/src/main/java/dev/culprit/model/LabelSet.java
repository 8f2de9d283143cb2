package dev.culprit.model;

import java.io.Serializable;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The labels that tell one series of a metric from another, sorted by name: empty values dropped (Prometheus and
 * VictoriaMetrics drop them too), {@code __type__} and {@code __unit__} stripped. What holds numbers is written in one way by
 * {@link #with}, where the family's type is known.
 */
public record LabelSet(Map<String, String> labels) implements Serializable {
    public LabelSet {
        labels = kept(SortedLabels.of(labels));
    }

    public static LabelSet of(Map<String, String> labels) {
        return new LabelSet(labels);
    }

    private static SortedLabels kept(SortedLabels labels) {
        int dropped = 0;
        for (int i = 0; i < labels.size(); i++) {
            dropped += isKept(labels, i) ? 0 : 1;
        }
        if (dropped == 0) {
            return labels;
        }
        String[] names = new String[labels.size() - dropped];
        String[] values = new String[names.length];
        int size = 0;
        for (int i = 0; i < labels.size(); i++) {
            if (isKept(labels, i)) {
                names[size] = labels.name(i);
                values[size++] = labels.value(i);
            }
        }
        return new SortedLabels(names, values, size);
    }

    private static boolean isKept(SortedLabels labels, int label) {
        String name = labels.name(label);
        return !labels.value(label).isEmpty() && !name.equals("__type__") && !name.equals("__unit__");
    }

    /** Whether there is a label that holds numbers in families of some type. */
    public boolean mayHoldNumbers() {
        return labels.containsKey(FloatLabel.LE.label()) || labels.containsKey(FloatLabel.QUANTILE.label());
    }

    /** The same, with the values of that label as Prometheus 3 writes them. */
    public LabelSet with(FloatLabel floats) {
        return with(floats, FloatLabel::canonical);
    }

    /** @param canonical as {@link FloatLabel#canonical} */
    public LabelSet with(FloatLabel floats, UnaryOperator<String> canonical) {
        SortedLabels sorted = SortedLabels.of(labels);
        int place = sorted.place(floats.label());
        if (place < 0) {
            return this;
        }
        String written = canonical.apply(sorted.value(place));
        return written.equals(sorted.value(place)) ? this : new LabelSet(sorted.with(place, written));
    }
}
