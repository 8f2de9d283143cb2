package dev.culprit.correlate.columns;

import java.util.Arrays;

/**
 * The labels of the rows of a row group: the two leaves of a map, element by element, as numbers of pairs of a label and a value. Labels
 * come in one order and mostly with the values of the row before, so a row is held against that one.
 */
final class LabelColumns {
    /** What {@link #next} says of a row whose map is null. */
    static final int MISSING = -1;

    private final TextColumn keys;
    private final TextColumn values;
    /** How much of the path an empty map has. */
    private final int emptyMap;

    private final PairNumbers numbers = new PairNumbers();
    private int[] keyAt = new int[32];
    private int[] valueAt = new int[32];
    private int[] pairAt = new int[32];
    /** So many of the three are of the row before, or of one before that. */
    private int known;

    /** @param emptyMap the definition level of an empty map */
    LabelColumns(TextColumn keys, TextColumn values, int emptyMap) {
        this.keys = keys;
        this.values = values;
        this.emptyMap = emptyMap;
    }

    /** Reads the next row's labels; how many there are. */
    int next() {
        PageColumn places = keys.column();
        PageColumn besides = values.column();
        if (!places.isPresent()) {
            if (places.definition() < emptyMap) {
                return MISSING;
            }
            places.advance();
            besides.advance();
            return 0;
        }
        int whole = places.wholeRow();
        return whole > 0 && besides.isWhole(whole) ? whole(places, besides, whole) : oneByOne(places, besides);
    }

    /** The numbers of the row's pairs, as many as {@link #next} said. */
    int[] pairs() {
        return pairAt;
    }

    int keyOf(int pair) {
        return numbers.one(pair);
    }

    byte[] valueOf(int pair) {
        return values.text(numbers.other(pair));
    }

    private int whole(PageColumn places, PageColumn besides, int count) {
        int[] key = places.numbers();
        int[] value = besides.numbers();
        int keyFrom = places.numberAt();
        int valueFrom = besides.numberAt();
        room(count);
        for (int i = 0; i < count; i++) {
            if (i >= known || keyAt[i] != key[keyFrom + i] || valueAt[i] != value[valueFrom + i]) {
                set(i, key[keyFrom + i], value[valueFrom + i]);
            }
        }
        places.skip(count);
        besides.skip(count);
        return count;
    }

    private int oneByOne(PageColumn places, PageColumn besides) {
        int count = 0;
        do {
            int key = keys.next(count < known ? keyAt[count] : -1);
            if (!besides.isPresent()) {
                // A label without a value is none.
                besides.advance();
                continue;
            }
            int value = values.next(count < known ? valueAt[count] : -1);
            room(count + 1);
            if (count >= known || keyAt[count] != key || valueAt[count] != value) {
                set(count, key, value);
            }
            count++;
        } while (places.repeats());
        return count;
    }

    private void set(int at, int key, int value) {
        keyAt[at] = key;
        valueAt[at] = value;
        pairAt[at] = numbers.of(key, value);
        known = Math.max(known, at + 1);
    }

    private void room(int count) {
        if (count > keyAt.length) {
            keyAt = Arrays.copyOf(keyAt, 2 * count);
            valueAt = Arrays.copyOf(valueAt, 2 * count);
            pairAt = Arrays.copyOf(pairAt, 2 * count);
        }
    }
}
