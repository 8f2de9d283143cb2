package dev.culprit.scrapes.text;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Labels of a series in the order of their names, as an unmodifiable map over two arrays: a row of the table goes through
 * its labels once, and a hash table for that would cost more than all else that is done for the row.
 */
final class WrittenLabels extends AbstractMap<String, String> {
    private final String[] names;
    private final String[] values;
    private final int size;

    /**
     * The first {@code size} of the arrays, which must not change any more.
     *
     * @param names ascending, each once
     */
    WrittenLabels(String[] names, String[] values, int size) {
        this.names = names;
        this.values = values;
        this.size = size;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (int i = 0; i < size; i++) {
            action.accept(names[i], values[i]);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WrittenLabels written
                ? Arrays.equals(names, 0, size, written.names, 0, written.size)
                        && Arrays.equals(values, 0, size, written.values, 0, written.size)
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
