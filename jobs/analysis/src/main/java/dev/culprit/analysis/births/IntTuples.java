package dev.culprit.analysis.births;

import java.util.Arrays;

/**
 * Numbers for tuples of whole numbers, in the order in which they come. Millions of tuples are looked for in one process, so there is no
 * object for any of them.
 */
final class IntTuples {
    private final int width;
    private int count;
    private int[] tuples;
    /** At each slot one more than the number of the tuple; a power of two, at most half full. */
    private int[] slots = new int[64];

    /** By number. */
    private int[] hashes = new int[32];

    /** @param width of each tuple */
    IntTuples(int width) {
        this.width = width;
        this.tuples = new int[32 * width];
    }

    int count() {
        return count;
    }

    int width() {
        return width;
    }

    /** What stands at a place of the tuple with this number. */
    int at(int number, int place) {
        return tuples[number * width + place];
    }

    /**
     * The number of a tuple, -1 where it has none.
     *
     * @param hash of the tuple, the same whenever it comes; its lower bits tell tuples apart
     */
    int find(int[] tuple, int hash) {
        return slots[slot(tuple, hash)] - 1;
    }

    /** The number of a tuple; the next one where it had none, which is {@link #count} before. */
    int add(int[] tuple, int hash) {
        int slot = slot(tuple, hash);
        if (slots[slot] > 0) {
            return slots[slot] - 1;
        }
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
            tuples = Arrays.copyOf(tuples, Math.multiplyExact(2 * count, width));
        }
        System.arraycopy(tuple, 0, tuples, count * width, width);
        hashes[count] = hash;
        slots[slot] = ++count;
        if (2 * count > slots.length) {
            spread();
        }
        return count - 1;
    }

    private int slot(int[] tuple, int hash) {
        int slot = hash & slots.length - 1;
        while (slots[slot] > 0 && !is(slots[slot] - 1, tuple)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean is(int number, int[] tuple) {
        for (int i = 0; i < width; i++) {
            if (tuples[number * width + i] != tuple[i]) {
                return false;
            }
        }
        return true;
    }

    private void spread() {
        slots = new int[2 * slots.length];
        for (int number = 0; number < count; number++) {
            int slot = hashes[number] & slots.length - 1;
            while (slots[slot] > 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = number + 1;
        }
    }
}
