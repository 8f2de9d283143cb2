package dev.culprit.tsdb.series;

import dev.culprit.model.LabelSet;
import dev.culprit.model.SortedLabels;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The labels of a series, its metric's name among them, in the order in which they were stored: that of their names, mostly. */
public final class Labels implements Serializable {
    public static final String METRIC = "__name__";

    private static final long serialVersionUID = 1;
    private static final byte UNKNOWN = 0;
    private static final byte YES = 1;
    private static final byte NO = 2;

    /** Each name with its value behind it. */
    private final String[] pairs;

    /** Whether the names ascend, and each is there once: {@link #UNKNOWN} until somebody asks. */
    private byte sorted;

    private Labels(String[] pairs) {
        this.pairs = pairs;
    }

    /** @param pairs each name with its value behind it; the array must not change any more */
    public static Labels ofPairs(String... pairs) {
        return new Labels(pairs);
    }

    public static Labels of(Map<String, String> labels) {
        String[] pairs = new String[2 * labels.size()];
        int size = 0;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            pairs[size++] = label.getKey();
            pairs[size++] = label.getValue();
        }
        return new Labels(pairs);
    }

    /** Each name with its value behind it. */
    public List<String> pairs() {
        return Collections.unmodifiableList(Arrays.asList(pairs));
    }

    public int size() {
        return pairs.length / 2;
    }

    public String name(int label) {
        return pairs[2 * label];
    }

    public String value(int label) {
        return pairs[2 * label + 1];
    }

    /** Null where there is no such label. */
    public @Nullable String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
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
        String[] kept = new String[pairs.length];
        int size = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i].equals(METRIC)) {
                kept[size++] = pairs[i];
                kept[size++] = pairs[i + 1];
            }
        }
        return new Labels(Arrays.copyOf(kept, size));
    }

    /** These, and behind them those of others whose names are not here, all in the order of their names. */
    Labels over(Labels others) {
        if (!isSorted() || !others.isSorted()) {
            TreeMap<String, String> all = new TreeMap<>(others.asMap());
            all.putAll(asMap());
            return of(all);
        }
        String[] all = new String[pairs.length + others.pairs.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < pairs.length || theirs < others.pairs.length) {
            int order = mine == pairs.length
                    ? 1
                    : theirs == others.pairs.length ? -1 : pairs[mine].compareTo(others.pairs[theirs]);
            all[size++] = order <= 0 ? pairs[mine] : others.pairs[theirs];
            all[size++] = order <= 0 ? pairs[mine + 1] : others.pairs[theirs + 1];
            mine += order <= 0 ? 2 : 0;
            theirs += order >= 0 ? 2 : 0;
        }
        return new Labels(Arrays.copyOf(all, size));
    }

    /** Whether the names ascend, and each is there once. */
    public boolean isSorted() {
        if (sorted == UNKNOWN) {
            sorted = ascends() ? YES : NO;
        }
        return sorted == YES;
    }

    private boolean ascends() {
        for (int i = 2; i < pairs.length; i += 2) {
            if (pairs[i - 2].compareTo(pairs[i]) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Of a name that is there twice the last value. */
    private Map<String, String> asMap() {
        TreeMap<String, String> map = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** What of these makes the series, beside its metric. */
    public LabelSet labelSet() {
        return without(Labels.of(Map.of()));
    }

    /** What of these makes the series, beside its metric, without those that stand among others with the same value. */
    public LabelSet without(Labels others) {
        if (!isSorted() || !others.isSorted()) {
            Map<String, String> kept = asMap();
            kept.remove(METRIC);
            kept.entrySet().removeIf(label -> label.getValue().equals(others.get(label.getKey())));
            return LabelSet.of(kept);
        }
        String[] names = new String[size()];
        String[] values = new String[size()];
        int size = 0;
        int theirs = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            String name = pairs[i];
            int order = -1;
            while (theirs < others.pairs.length && (order = others.pairs[theirs].compareTo(name)) < 0) {
                theirs += 2;
            }
            boolean isTheirs =
                    theirs < others.pairs.length && order == 0 && others.pairs[theirs + 1].equals(pairs[i + 1]);
            if (!isTheirs && !name.equals(METRIC)) {
                names[size] = name;
                values[size++] = pairs[i + 1];
            }
        }
        return new LabelSet(new SortedLabels(names, values, size));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Labels labels && Arrays.equals(pairs, labels.pairs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pairs);
    }

    @Override
    public String toString() {
        return pairs().toString();
    }
}
