package dev.culprit.prometheus.whole;

import java.io.Serializable;

/**
 * Moments at equal distance, at which series are looked at.
 *
 * @param first in milliseconds since 1970, {@code step} in milliseconds
 * @param size how many there are
 */
public record Grid(long first, long step, int size) implements Serializable {
    public Grid {
        if (step <= 0 || size < 1) {
            throw new IllegalArgumentException("%d moments at a distance of %d ms".formatted(size, step));
        }
    }

    public long time(int place) {
        return first + place * step;
    }

    public long last() {
        return time(size - 1);
    }

    /** The place of a moment, -1 where it is none of these. */
    public int place(long time) {
        long place = Math.floorDiv(time - first, step);
        return place >= 0 && place < size && time(Math.toIntExact(place)) == time ? (int) place : -1;
    }

    /** Some of the moments, from a place to another, the latter exclusive. */
    public Grid part(int from, int to) {
        return new Grid(time(from), step, to - from);
    }
}
