package dev.culprit.scrapes.lifetime;

import java.util.Arrays;

/** Numbers series from 0 on, and finds the number of an id. Open addressing: 16 to 24 bytes a series, no objects. */
public final class SeriesNumbers {
    private static final int START_SIZE = 256;

    private int size;
    private long[] ids = new long[START_SIZE];
    /** Number plus one, 0 where free. */
    private int[] slots = new int[4 * START_SIZE];

    public int size() {
        return size;
    }

    /** The number of the series of this {@link SeriesId}, or -1. */
    public int find(long id) {
        int mask = slots.length - 1;
        for (int slot = (int) id & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            if (ids[slots[slot] - 1] == id) {
                return slots[slot] - 1;
            }
        }
        return -1;
    }

    /**
     * Gives a number to a series.
     *
     * @param id must not be there yet
     */
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
        int slot = (int) ids[number] & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = number + 1;
    }

    long id(int number) {
        return ids[number];
    }
}
