package dev.culprit.model;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Labels of a series in the order of their names, as an unmodifiable map over two arrays: a row of the table goes through
 * its labels once, and a tree or a hash table for that would cost more than all else that is done for the row.
 */
public final class SortedLabels extends AbstractMap<String, String> implements Serializable {
    private static final long serialVersionUID = 1;

    private final String[] names;
    private final String[] values;
    private final int size;

    /**
     * The first {@code size} of the arrays, which must not change any more.
     *
     * @param names ascending, each once
     */
    public SortedLabels(String[] names, String[] values, int size) {
        this.names = names;
        this.values = values;
        this.size = size;
    }

    static SortedLabels of(Map<String, String> labels) {
        if (labels instanceof SortedLabels sorted) {
            return sorted;
        }
        Map<String, String> ascending = new TreeMap<>(labels);
        return new SortedLabels(
                ascending.keySet().toArray(new String[0]), ascending.values().toArray(new String[0]), ascending.size());
    }

    String name(int label) {
        return names[label];
    }

    String value(int label) {
        return values[label];
    }

    /** The same names, with another value of one of them. */
    SortedLabels with(int label, String value) {
        String[] changed = Arrays.copyOf(values, size);
        changed[label] = value;
        return new SortedLabels(names, changed, size);
    }

    /** Where a name is; negative where it is not. */
    int place(@Nullable Object name) {
        return name instanceof String text ? Arrays.binarySearch(names, 0, size, text) : -1;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return place(name) >= 0;
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        int place = place(name);
        return place < 0 ? null : values[place];
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (int i = 0; i < size; i++) {
            action.accept(names[i], values[i]);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SortedLabels sorted
                ? Arrays.equals(names, 0, size, sorted.names, 0, sorted.size)
                        && Arrays.equals(values, 0, size, sorted.values, 0, sorted.size)
                : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < size;
                    }

                    @Override
                    public Map.Entry<String, String> next() {
                        if (next == size) {
                            throw new NoSuchElementException();
                        }
                        return Map.entry(names[next], values[next++]);
                    }
                };
            }
        };
    }
}
