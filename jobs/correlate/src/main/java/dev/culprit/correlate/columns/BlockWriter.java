package dev.culprit.correlate.columns;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one container as bytes. Whole numbers are written seven bits a byte, the lowest first (LEB128). A row is the number of
 * its name, how many pairs it has, a bit for each pair that is another than in the row before, those pairs' numbers, and by how much its
 * times differ. A name or pair that comes for the first time has the next free number and is followed by what it is.
 */
final class BlockWriter {
    /** So many pairs have a bit; rows with more write them all. */
    static final int MOST_BITS = 63;

    /**
     * More than the numbers of a row take that has a bit for each pair, without its texts: ten bytes each of name, count, bits, two times
     * and two lengths, and of two numbers and two lengths for each pair. Room for so many is there when a row begins and behind each text.
     */
    private static final int MOST_OF_ROW = 10 * (7 + 4 * MOST_BITS);

    private byte[] bytes = new byte[4096];
    private int length;
    private int rows;
    private int[] before = new int[32];
    private int beforeCount;
    private long firstBefore;
    private long lastBefore;

    /** Numbers within this block of the row group's, one more than they are; 0 for those that it does not have yet. */
    private Known names = new Known();

    private Known labels = new Known();
    private Known pairs = new Known();

    /** What the block knows of the row group's numbers. Cleared by forgetting the round, as a row group has many blocks. */
    private static final class Known {
        /** Of each, the round in which it came and its number. */
        private long[] numbers = new long[64];

        private int round = 1;
        private int count;

        /** The number, or -1 where it is new; then it has the next one. */
        int of(int outer) {
            if (outer >= numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(outer + 1, 2 * numbers.length));
            }
            long known = numbers[outer];
            if ((int) (known >>> 32) == round) {
                return (int) known;
            }
            numbers[outer] = (long) round << 32 | count++;
            return -1;
        }

        void forget() {
            round++;
            count = 0;
        }
    }

    /** The texts of a row group. */
    interface Texts {
        byte[] metric(int name);

        byte[] type(int name);

        int labelOf(int pair);

        byte[] label(int label);

        byte[] value(int pair);
    }

    int length() {
        return length;
    }

    /**
     * @param of numbers of pairs; the row's are those from {@code from} on and before {@code to}
     * @param first sight in microseconds since the epoch; {@code last} likewise
     */
    void add(int name, int[] of, int from, int to, long first, long last, Texts texts) {
        int count = to - from;
        room(MOST_OF_ROW);
        name(name, texts);
        number(count);
        if (before.length < count) {
            before = Arrays.copyOf(before, 2 * count);
        }
        if (count > MOST_BITS) {
            for (int i = from; i < to; i++) {
                pair(of[i], texts);
                room(MOST_OF_ROW);
            }
        } else {
            long changed = 0;
            for (int i = 0; i < count; i++) {
                changed |= i < beforeCount && before[i] == of[from + i] ? 0 : 1L << i;
            }
            number(changed);
            for (long rest = changed; rest != 0; rest &= rest - 1) {
                pair(of[from + Long.numberOfTrailingZeros(rest)], texts);
            }
        }
        System.arraycopy(of, from, before, 0, count);
        beforeCount = Math.min(count, MOST_BITS);
        signed(first - firstBefore);
        signed(last - lastBefore);
        firstBefore = first;
        lastBefore = last;
        rows++;
    }

    private void name(int name, Texts texts) {
        int next = names.count;
        int known = names.of(name);
        number(known < 0 ? next : known);
        if (known < 0) {
            text(texts.metric(name));
            text(texts.type(name));
        }
    }

    private void pair(int pair, Texts texts) {
        int next = pairs.count;
        int known = pairs.of(pair);
        number(known < 0 ? next : known);
        if (known < 0) {
            introduce(pair, texts);
        }
    }

    private void introduce(int pair, Texts texts) {
        int next = labels.count;
        int label = labels.of(texts.labelOf(pair));
        number(label < 0 ? next : label);
        if (label < 0) {
            text(texts.label(texts.labelOf(pair)));
        }
        text(texts.value(pair));
    }

    private void text(byte[] text) {
        number(text.length);
        room(Math.addExact(text.length, MOST_OF_ROW));
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    /** Small numbers of either sign are small. */
    private void signed(long number) {
        number(number << 1 ^ number >> 63);
    }

    private void number(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
        }
    }

    /** The rows, which are forgotten; null where there are none. */
    byte @Nullable [] take() {
        if (rows == 0) {
            return null;
        }
        byte[] taken = Arrays.copyOf(bytes, length);
        length = 0;
        rows = 0;
        beforeCount = 0;
        firstBefore = 0;
        lastBefore = 0;
        names.forget();
        labels.forget();
        pairs.forget();
        return taken;
    }

    /** Another row group has other numbers. To be called after {@link #take}. */
    void forgetNumbers() {
        names = new Known();
        labels = new Known();
        pairs = new Known();
    }
}
