package dev.culprit.extract.memory;

import java.util.Arrays;

/**
 * One metric of one container or pod over one day, in the order of arrival. Grows with the readings, as most of a cluster's
 * pods live for minutes only.
 */
final class MinuteSamples {
    static final int MINUTES_A_DAY = 24 * 60;

    private int size;
    private short[] minutes = new short[8];
    private double[] values = new double[8];
    private double[] samples = new double[8];

    void add(int minute, double value, double sampleCount) {
        if (size == minutes.length) {
            minutes = Arrays.copyOf(minutes, size * 2);
            values = Arrays.copyOf(values, size * 2);
            samples = Arrays.copyOf(samples, size * 2);
        }
        minutes[size] = (short) minute;
        values[size] = value;
        samples[size] = sampleCount;
        size++;
    }

    int size() {
        return size;
    }

    /**
     * The value of every minute of the day, NaN where there is none. Of values for the same minute the one that sums up more
     * samples is taken, among equals the last.
     */
    double[] byMinute() {
        double[] taken = new double[MINUTES_A_DAY];
        double[] weight = new double[MINUTES_A_DAY];
        Arrays.fill(taken, Double.NaN);
        for (int index = 0; index < size; index++) {
            int minute = minutes[index];
            if (samples[index] >= weight[minute]) {
                taken[minute] = values[index];
                weight[minute] = samples[index];
            }
        }
        return taken;
    }

    /** {@link #byMinute} with the gaps filled by the nearest earlier value, before the first value by that one. */
    double[] byMinuteFilled() {
        double[] filled = byMinute();
        double latest = Arrays.stream(filled)
                .filter(value -> !Double.isNaN(value))
                .findFirst()
                .orElse(Double.NaN);
        for (int minute = 0; minute < filled.length; minute++) {
            if (Double.isNaN(filled[minute])) {
                filled[minute] = latest;
            } else {
                latest = filled[minute];
            }
        }
        return filled;
    }
}
