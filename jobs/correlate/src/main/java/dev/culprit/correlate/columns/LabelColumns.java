package dev.culprit.correlate.columns;

import java.util.Arrays;

/**
 * The labels of the rows of a row group: the two leaves of a map, element by element, as numbers of pairs of a label and a value. Labels
 * come in one order and mostly with the values of the row before, so a row is held against that one.
 */
final class LabelColumns {
    private final TextColumn keys;
    private final TextColumn values;
    private final PageColumn places;
    private final PageColumn besides;
    /** How much of the path an empty map has. */
    private final int emptyMap;

    private final PairNumbers numbers = new PairNumbers();
    private int[] keyAt = new int[32];
    private int[] valueAt = new int[32];
    private int[] pairAt = new int[32];
    /** The values of the row that is read, where they are no numbers of the dictionary. */
    private int[] valueHere = new int[32];
    /** So many of the four are of the row before, or of one before that. */
    private int known;

    /** Pairs of the rows that are read at once, and where each row's begin. */
    private int[] pairs = new int[4096];

    private final int[] begin;

    /**
     * @param emptyMap the definition level of an empty map
     * @param mostRows that are read at once
     */
    LabelColumns(TextColumn keys, TextColumn values, int emptyMap, int mostRows) {
        this.keys = keys;
        this.values = values;
        this.places = keys.column();
        this.besides = values.column();
        this.emptyMap = emptyMap;
        this.begin = new int[mostRows + 1];
    }

    /**
     * Reads the labels of the next rows.
     *
     * @return whether each of them has a map; if not, some of them may have been read
     */
    boolean read(int rows) {
        for (int row = 0; row < rows; ) {
            places.fill();
            besides.fill();
            int whole = places.isNumbered() ? wholeRows(row, rows) : 0;
            if (whole == 0) {
                if (!oneByOne(row)) {
                    return false;
                }
                whole = 1;
            }
            row += whole;
        }
        return true;
    }

    /** Numbers of pairs; a row's are those from {@link #begin} of it to that of the next. */
    int[] pairs() {
        return pairs;
    }

    int begin(int row) {
        return begin[row];
    }

    int keyOf(int pair) {
        return numbers.one(pair);
    }

    byte[] valueOf(int pair) {
        return values.text(numbers.other(pair));
    }

    /** Reads rows that are decoded as a whole, before others; how many. */
    private int wholeRows(int from, int to) {
        int row = from;
        for (; row < to; row++) {
            int count = places.wholeRow();
            if (count == 0 || !besides.isPresent(count)) {
                break;
            }
            room(row, count);
            if (besides.isNumbered()) {
                renumber(besides.numbers(), besides.numberAt(), count);
                besides.skip(count);
            } else {
                System.arraycopy(valueAt, 0, valueHere, 0, count);
                values.read(valueHere, count);
                renumber(valueHere, 0, count);
            }
            places.skip(count);
            System.arraycopy(pairAt, 0, pairs, begin[row], count);
            begin[row + 1] = begin[row] + count;
        }
        return row - from;
    }

    /** Looks up the pairs that are others than the row before had at their places. */
    private void renumber(int[] value, int valueFrom, int count) {
        int[] key = places.numbers();
        int keyFrom = places.numberAt();
        int same = Math.min(known, count);
        if (!Arrays.equals(keyAt, 0, same, key, keyFrom, keyFrom + same)) {
            same = 0;
        }
        for (int i = 0; i < same; i++) {
            int next = Arrays.mismatch(valueAt, i, same, value, valueFrom + i, valueFrom + same);
            if (next < 0) {
                break;
            }
            i += next;
            set(i, key[keyFrom + i], value[valueFrom + i]);
        }
        for (int i = same; i < count; i++) {
            set(i, key[keyFrom + i], value[valueFrom + i]);
        }
    }

    /** Reads a row of any kind; whether it has a map. */
    private boolean oneByOne(int row) {
        int count = 0;
        if (places.isPresent()) {
            do {
                int key = keys.next(count < known ? keyAt[count] : 0);
                if (!besides.isPresent()) {
                    // A label without a value is none.
                    besides.advance();
                    continue;
                }
                int value = values.next(count < known ? valueAt[count] : 0);
                room(row, count + 1);
                set(count, key, value);
                count++;
            } while (places.repeats());
        } else if (places.definition() < emptyMap) {
            return false;
        } else {
            places.advance();
            besides.advance();
        }
        System.arraycopy(pairAt, 0, pairs, begin[row], count);
        begin[row + 1] = begin[row] + count;
        return true;
    }

    private void set(int at, int key, int value) {
        keyAt[at] = key;
        valueAt[at] = value;
        pairAt[at] = numbers.of(key, value);
        known = Math.max(known, at + 1);
    }

    private void room(int row, int count) {
        if (count > keyAt.length) {
            keyAt = Arrays.copyOf(keyAt, 2 * count);
            valueAt = Arrays.copyOf(valueAt, 2 * count);
            pairAt = Arrays.copyOf(pairAt, 2 * count);
            valueHere = new int[2 * count];
        }
        if (begin[row] + count > pairs.length) {
            pairs = Arrays.copyOf(pairs, Math.max(2 * pairs.length, begin[row] + count));
        }
    }
}
