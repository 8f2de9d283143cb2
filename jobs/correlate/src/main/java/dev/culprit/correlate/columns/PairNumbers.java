package dev.culprit.correlate.columns;

import java.util.Arrays;

/** Numbers pairs of numbers: 0, 1, 2 and so on, in the order in which they come. */
final class PairNumbers {
    /** A pair and one more than its number, side by side, as one look-up wants both; 0 where there is none. */
    private long[] slots = new long[2048];

    private long[] byNumber = new long[512];
    private int count;
    /** By the first of a pair, the second that it was last with and their number, side by side: it is mostly the same again. */
    private int[] latest = new int[64];

    int of(int one, int other) {
        if (2 * one + 1 >= latest.length) {
            latest = Arrays.copyOf(latest, 4 * one + 2);
        }
        int number = latest[2 * one + 1] - 1;
        if (number < 0 || latest[2 * one] != other) {
            number = find(one, other);
            latest[2 * one] = other;
            latest[2 * one + 1] = number + 1;
        }
        return number;
    }

    private int find(int one, int other) {
        long key = (long) one << 32 | other;
        int slot = slot(key);
        if (slots[slot + 1] > 0) {
            return (int) slots[slot + 1] - 1;
        }
        if (3 * count >= slots.length) {
            grow();
            slot = slot(key);
        }
        if (count == byNumber.length) {
            byNumber = Arrays.copyOf(byNumber, 2 * count);
        }
        byNumber[count] = key;
        slots[slot] = key;
        slots[slot + 1] = ++count;
        return count - 1;
    }

    int one(int number) {
        return (int) (byNumber[number] >>> 32);
    }

    int other(int number) {
        return (int) byNumber[number];
    }

    private int slot(long key) {
        int mask = slots.length - 2;
        long hash = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (hash ^ hash >>> 32) << 1 & mask;
        while (slots[slot + 1] > 0 && slots[slot] != key) {
            slot = slot + 2 & mask;
        }
        return slot;
    }

    private void grow() {
        slots = new long[2 * slots.length];
        for (int number = 0; number < count; number++) {
            int slot = slot(byNumber[number]);
            slots[slot] = byNumber[number];
            slots[slot + 1] = number + 1L;
        }
    }
}
