package dev.culprit.scrapes.lifetime;

import java.util.Arrays;

/** The samples of one scrape in its order: numbers of series, and their values. */
public final class ScrapeColumns {
    private static final int START_SIZE = 1024;

    int[] series = new int[START_SIZE];
    double[] values = new double[START_SIZE];
    int size;

    public void clear() {
        size = 0;
    }

    public void add(int number, double value) {
        if (size == series.length) {
            int length = size + (size >> 1);
            series = Arrays.copyOf(series, length);
            values = Arrays.copyOf(values, length);
        }
        series[size] = number;
        values[size++] = value;
    }

    public int size() {
        return size;
    }

    /** The series of the sample at a place, from 0. */
    public int series(int place) {
        return series[place];
    }

    public double value(int place) {
        return values[place];
    }

    /** Whether both hold the same series in the same order. */
    public boolean hasSeriesOf(ScrapeColumns other) {
        return Arrays.equals(series, 0, size, other.series, 0, other.size);
    }
}
