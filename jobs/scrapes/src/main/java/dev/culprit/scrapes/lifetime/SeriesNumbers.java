package dev.culprit.scrapes.lifetime;

import java.security.SecureRandom;
import java.util.Arrays;

/** Numbers series from 0 on, and finds the number of an id. Open addressing: 16 to 24 bytes a series, no objects. */
public final class SeriesNumbers {
    private static final int START_SIZE = 256;
    /**
     * Where an id is looked for. Secret, and other in every process: ids are known to whoever chooses label values, and could be chosen
     * to lie in one place (multiply-shift, Dietzfelbinger et al., A Reliable Randomized Algorithm for the Closest-Pair Problem, 1997).
     */
    private static final long MULTIPLIER = new SecureRandom().nextLong() | 1;

    private int size;
    private long[] ids = new long[START_SIZE];
    /** Number plus one, 0 where free. */
    private int[] slots = new int[4 * START_SIZE];

    public int size() {
        return size;
    }

    private int slot(long id) {
        return (int) ((id * MULTIPLIER) >>> (Long.SIZE - Integer.numberOfTrailingZeros(slots.length)));
    }

    /** The number of the first series of this {@link SeriesId}, or -1. */
    public int find(long id) {
        int mask = slots.length - 1;
        for (int slot = slot(id); slots[slot] != 0; slot = (slot + 1) & mask) {
            if (ids[slots[slot] - 1] == id) {
                return slots[slot] - 1;
            }
        }
        return -1;
    }

    /** Gives a number to a series. It is not found by its id where another of the same id was there before. */
    public int add(long id) {
        int number = size++;
        if (number == ids.length) {
            ids = Arrays.copyOf(ids, number + (number >> 1));
        }
        ids[number] = id;
        if (2 * size > slots.length) {
            slots = new int[2 * slots.length];
            for (int other = 0; other < number; other++) {
                place(other);
            }
        }
        place(number);
        return number;
    }

    private void place(int number) {
        int mask = slots.length - 1;
        int slot = slot(ids[number]);
        while (slots[slot] != 0) {
            if (ids[slots[slot] - 1] == ids[number]) {
                return;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = number + 1;
    }

    long id(int number) {
        return ids[number];
    }
}
