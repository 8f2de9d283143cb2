package dev.culprit.scrapes;

import java.util.Arrays;

/** The samples of one body in its order: numbers of series, and their values. */
final class ScrapeColumns {
    private static final int START_SIZE = 1024;

    int[] series = new int[START_SIZE];
    double[] values = new double[START_SIZE];
    int size;

    void clear() {
        size = 0;
    }

    void add(int number, double value) {
        if (size == series.length) {
            int length = size + (size >> 1);
            series = Arrays.copyOf(series, length);
            values = Arrays.copyOf(values, length);
        }
        series[size] = number;
        values[size++] = value;
    }
}
