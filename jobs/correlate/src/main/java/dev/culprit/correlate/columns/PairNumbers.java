package dev.culprit.correlate.columns;

import java.util.Arrays;

/** Numbers pairs of numbers: 0, 1, 2 and so on, in the order in which they come. */
final class PairNumbers {
    private static final int LATE = 1024;

    /** A pair and one more than its number, side by side, as one look-up wants both; 0 where there is none. */
    private long[] slots = new long[2048];

    private long[] byNumber = new long[512];
    private int count;
    /** Pairs that came lately, and their numbers: most come again soon, and these stay in the processor's first cache. */
    private final long[] late = new long[LATE];

    private final int[] lateNumbers = new int[LATE];

    PairNumbers() {
        Arrays.fill(late, -1);
    }

    /** Both are at least 0. */
    int of(int one, int other) {
        long key = (long) one << 32 | other;
        int place = one * 0x9E3779B1 + other & LATE - 1;
        if (late[place] != key) {
            lateNumbers[place] = find(key);
            late[place] = key;
        }
        return lateNumbers[place];
    }

    private int find(long key) {
        int slot = slot(key);
        return slots[slot + 1] > 0 ? (int) slots[slot + 1] - 1 : add(key, slot);
    }

    private int add(long key, int free) {
        int slot = free;
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
