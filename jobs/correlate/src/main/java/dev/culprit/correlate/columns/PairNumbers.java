package dev.culprit.correlate.columns;

import java.util.Arrays;

/** Numbers pairs of numbers: 0, 1, 2 and so on, in the order in which they come. */
final class PairNumbers {
    private long[] keys = new long[1024];
    private int[] numbers = new int[1024];
    private long[] byNumber = new long[512];
    private int count;

    int of(int one, int other) {
        long key = (long) one << 32 | other;
        int slot = slot(key);
        if (numbers[slot] > 0) {
            return numbers[slot] - 1;
        }
        if (3 * count >= 2 * keys.length) {
            grow();
            slot = slot(key);
        }
        if (count == byNumber.length) {
            byNumber = Arrays.copyOf(byNumber, 2 * count);
        }
        keys[slot] = key;
        byNumber[count] = key;
        numbers[slot] = ++count;
        return count - 1;
    }

    int one(int number) {
        return (int) (byNumber[number] >>> 32);
    }

    int other(int number) {
        return (int) byNumber[number];
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        long hash = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (hash ^ hash >>> 32) & mask;
        while (numbers[slot] > 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        keys = new long[2 * keys.length];
        numbers = new int[keys.length];
        for (int number = 0; number < count; number++) {
            int slot = slot(byNumber[number]);
            keys[slot] = byNumber[number];
            numbers[slot] = number + 1;
        }
    }
}
