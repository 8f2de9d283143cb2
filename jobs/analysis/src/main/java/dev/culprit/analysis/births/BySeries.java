package dev.culprit.analysis.births;

import dev.culprit.model.table.SeriesRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * A value for each series. {@link SeriesRow#seriesId} is a hash without a key: whoever chooses label values can give one to ten thousand
 * series, and which of them a day shows first is theirs to choose too. So the id finds a series, and its name decides.
 */
public final class BySeries<V> {
    private final Map<Long, Entry<V>> byId = new HashMap<>();
    /** Of series whose id an earlier one has too. */
    private final Map<Name, Entry<V>> collided = new HashMap<>();

    private record Name(String metric, Map<String, String> labels) {}

    private static final class Entry<V> {
        private final SeriesRow row;
        private V value;

        Entry(SeriesRow row, V value) {
            this.row = row;
            this.value = value;
        }
    }

    /** Adds what a row says of its series. */
    public void merge(SeriesRow row, V value, BinaryOperator<V> both) {
        Entry<V> entry = byId.get(row.seriesId());
        if (entry == null) {
            byId.put(row.seriesId(), new Entry<>(row, value));
            return;
        }
        if (!entry.row.metric().equals(row.metric()) || !entry.row.labels().equals(row.labels())) {
            Name name = new Name(row.metric(), row.labels());
            entry = collided.get(name);
            if (entry == null) {
                collided.put(name, new Entry<>(row, value));
                return;
            }
        }
        entry.value = both.apply(entry.value, value);
    }

    /** The values of all series, in no order. */
    public List<V> values() {
        List<V> values = new ArrayList<>(byId.size() + collided.size());
        byId.values().forEach(entry -> values.add(entry.value));
        collided.values().forEach(entry -> values.add(entry.value));
        return values;
    }
}
