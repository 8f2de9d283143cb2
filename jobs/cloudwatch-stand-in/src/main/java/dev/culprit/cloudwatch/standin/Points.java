package dev.culprit.cloudwatch.standin;

import java.util.Arrays;

/** One result's points: epoch seconds and values in the order asked for. */
final class Points {
    static final Points NONE = new Points(0);

    private long[] times;
    private double[] values;
    private int size;

    Points(int expected) {
        times = new long[expected];
        values = new double[expected];
    }

    void add(long time, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, Math.max(16, size * 2));
            values = Arrays.copyOf(values, Math.max(16, size * 2));
        }
        times[size] = time;
        values[size++] = value;
    }

    int size() {
        return size;
    }

    long time(int index) {
        return times[index];
    }

    double value(int index) {
        return values[index];
    }

    Points reversed() {
        Points reversed = new Points(size);
        for (int index = size - 1; index >= 0; index--) {
            reversed.add(times[index], values[index]);
        }
        return reversed;
    }

    Points slice(int from, int to) {
        Points slice = new Points(to - from);
        for (int index = from; index < to; index++) {
            slice.add(times[index], values[index]);
        }
        return slice;
    }
}
