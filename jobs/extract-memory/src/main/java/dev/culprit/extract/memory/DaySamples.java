package dev.culprit.extract.memory;

import java.util.Arrays;

/**
 * One metric of one container or pod over one day, in the order of arrival. Grows with the readings, as most of a cluster's
 * pods live for minutes only.
 */
final class DaySamples {
    private final int slots;
    private int size;
    private short[] places = new short[8];
    private double[] measured = new double[8];
    private double[] samples = new double[8];

    /** @param slots periods of the day */
    DaySamples(int slots) {
        this.slots = slots;
    }

    void add(int slot, double value, double sampleCount) {
        if (size == places.length) {
            places = Arrays.copyOf(places, size * 2);
            measured = Arrays.copyOf(measured, size * 2);
            samples = Arrays.copyOf(samples, size * 2);
        }
        places[size] = (short) slot;
        measured[size] = value;
        samples[size] = sampleCount;
        size++;
    }

    int size() {
        return size;
    }

    /**
     * The value of every period of the day, NaN where there is none. Of values for the same period the one that sums up more
     * samples is taken, among equals the last.
     */
    double[] values() {
        double[] taken = new double[slots];
        double[] weight = new double[slots];
        Arrays.fill(taken, Double.NaN);
        for (int index = 0; index < size; index++) {
            int slot = places[index];
            if (samples[index] >= weight[slot]) {
                taken[slot] = measured[index];
                weight[slot] = samples[index];
            }
        }
        return taken;
    }

    /** {@link #values} with the gaps filled by the nearest earlier value, before the first value by that one. */
    double[] filledValues() {
        double[] filled = values();
        double latest = Arrays.stream(filled)
                .filter(value -> !Double.isNaN(value))
                .findFirst()
                .orElse(Double.NaN);
        for (int slot = 0; slot < filled.length; slot++) {
            if (Double.isNaN(filled[slot])) {
                filled[slot] = latest;
            } else {
                latest = filled[slot];
            }
        }
        return filled;
    }
}
