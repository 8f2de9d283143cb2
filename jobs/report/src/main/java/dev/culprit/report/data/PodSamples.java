package dev.culprit.report.data;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Values over time of one pod, in arrays: a week of a large cluster has tens of millions of them. */
public final class PodSamples {
    private long[] millis = new long[64];
    private double[] values = new double[64];
    private int size;

    public void add(Instant time, double value) {
        if (size == millis.length) {
            millis = Arrays.copyOf(millis, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        millis[size] = time.toEpochMilli();
        values[size] = value;
        size++;
    }

    /** To be called once all is added; ties keep the order in which they were added. */
    public void sort() {
        if (IntStream.range(1, size).allMatch(i -> millis[i - 1] <= millis[i])) {
            return;
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(i -> millis[i]))
                .mapToInt(i -> i)
                .toArray();
        millis = Arrays.stream(order).mapToLong(i -> millis[i]).toArray();
        values = Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
    }

    public int size() {
        return size;
    }

    public long millis(int index) {
        return millis[index];
    }

    public double value(int index) {
        return values[index];
    }

    public double min() {
        return Arrays.stream(values, 0, size).min().orElse(0);
    }

    public double max() {
        return Arrays.stream(values, 0, size).max().orElse(0);
    }

    /** The usual time from one reading to the next; zero where there are too few to say. */
    public Duration medianInterval() {
        long[] intervals = LongStream.range(1, size)
                .map(i -> millis[(int) i] - millis[(int) i - 1])
                .filter(interval -> interval > 0)
                .sorted()
                .toArray();
        return intervals.length < 2 ? Duration.ZERO : Duration.ofMillis(intervals[intervals.length / 2]);
    }
}
