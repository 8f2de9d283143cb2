package dev.culprit.scrapes.lifetime;

import java.util.Arrays;

/**
 * The scrapes that show one series, by their places in the list of a {@link SeriesFeed}, from 0, ascending. Either all have
 * values or none. To be cleared and used again for the next series.
 */
public final class Sightings {
    private int[] first = new int[16];
    private int[] last = new int[16];
    private int spans;
    private double[] values = new double[16];
    private int valueCount;
    private int scrapes;

    public void clear() {
        spans = 0;
        valueCount = 0;
        scrapes = 0;
    }

    /** Adds all scrapes from one to another, both included. */
    public void addSpan(int from, int to) {
        if (from > to || (spans > 0 && from <= last[spans - 1])) {
            throw new IllegalArgumentException("scrapes %d to %d do not follow".formatted(from, to));
        }
        if (spans > 0 && last[spans - 1] == from - 1) {
            last[spans - 1] = to;
        } else {
            if (spans == first.length) {
                first = Arrays.copyOf(first, 2 * spans);
                last = Arrays.copyOf(last, 2 * spans);
            }
            first[spans] = from;
            last[spans++] = to;
        }
        scrapes += to - from + 1;
    }

    /** Adds one scrape, with the value in it. */
    public void add(int scrape, double value) {
        addSpan(scrape, scrape);
        if (valueCount == values.length) {
            values = Arrays.copyOf(values, 2 * valueCount);
        }
        values[valueCount++] = value;
    }

    int spans() {
        return spans;
    }

    int first(int span) {
        return first[span];
    }

    int last(int span) {
        return last[span];
    }

    /** Whether each scrape has a value. */
    boolean haveValues() {
        return valueCount == scrapes;
    }

    /** The value in a scrape, which is the {@code place}th from 0 on of those that show the series. */
    double value(int place) {
        return values[place];
    }
}
