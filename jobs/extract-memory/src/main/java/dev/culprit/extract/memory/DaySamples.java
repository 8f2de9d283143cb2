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
     *
     * @param greatest among equals takes the greatest instead: of counts, which two looks in one period both have
     */
    double[] values(boolean greatest) {
        double[] taken = new double[slots];
        double[] weight = new double[slots];
        Arrays.fill(taken, Double.NaN);
        for (int index = 0; index < size; index++) {
            int slot = places[index];
            boolean fuller = samples[index] > weight[slot];
            if (fuller || (samples[index] == weight[slot] && !(greatest && taken[slot] > measured[index]))) {
                taken[slot] = measured[index];
                weight[slot] = samples[index];
            }
        }
        return taken;
    }
}
