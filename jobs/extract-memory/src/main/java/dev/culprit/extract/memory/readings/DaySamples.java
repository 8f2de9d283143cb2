package dev.culprit.extract.memory.readings;

import java.util.Arrays;
import java.util.BitSet;

/**
 * One metric of one container or pod over one day, in the order of arrival. Grows with the readings, as most of a cluster's
 * pods live for minutes only.
 */
final class DaySamples {
    private static final int SECONDS_A_DAY = 24 * 60 * 60;

    /** Of the value; by hand: what one number differs by that was reckoned or written down twice. */
    private static final double SAME = 1e-9;

    private final int periodSeconds;
    private int size;
    private int[] seconds = new int[8];
    private double[] measured = new double[8];
    private double[] samples = new double[8];

    /** @param periodSeconds an even part of a day */
    DaySamples(int periodSeconds) {
        this.periodSeconds = periodSeconds;
    }

    /** @param second of the day */
    void add(int second, double value, double sampleCount) {
        if (size == seconds.length) {
            seconds = Arrays.copyOf(seconds, size * 2);
            measured = Arrays.copyOf(measured, size * 2);
            samples = Arrays.copyOf(samples, size * 2);
        }
        seconds[size] = second;
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
    double[] fullest() {
        return fullest(false);
    }

    /** The same, but among equals the greatest: of counts, which two looks in one period both have. */
    double[] greatest() {
        return fullest(true);
    }

    private double[] fullest(boolean greatest) {
        double[] taken = empty();
        double[] weight = new double[taken.length];
        for (int index = 0; index < size; index++) {
            int slot = seconds[index] / periodSeconds;
            boolean fuller = samples[index] > weight[slot];
            if (fuller || (samples[index] == weight[slot] && !(greatest && taken[slot] > measured[index]))) {
                taken[slot] = measured[index];
                weight[slot] = samples[index];
            }
        }
        return taken;
    }

    /** The mean over each period's seconds that have a value; a second with several has the last of them. */
    double[] means() {
        long[] byTime = byTime();
        double[] sums = empty();
        int[] moments = new int[sums.length];
        for (int place = 0; place < size; place++) {
            int index = (int) byTime[place];
            if (place + 1 < size && seconds[(int) byTime[place + 1]] == seconds[index]) {
                continue;
            }
            int slot = seconds[index] / periodSeconds;
            sums[slot] = (moments[slot] == 0 ? 0 : sums[slot]) + measured[index];
            moments[slot]++;
        }
        for (int slot = 0; slot < sums.length; slot++) {
            sums[slot] /= Math.max(1, moments[slot]);
        }
        return sums;
    }

    /**
     * The periods in which one moment is told with different values of which none sums up more samples than the others, so that none
     * is a correction.
     */
    BitSet contradictions() {
        BitSet periods = new BitSet();
        long[] byTime = byTime();
        int from = 0;
        while (from < size) {
            int second = seconds[(int) byTime[from]];
            int to = from;
            double most = 0;
            for (; to < size && seconds[(int) byTime[to]] == second; to++) {
                most = Math.max(most, samples[(int) byTime[to]]);
            }
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            for (; from < to; from++) {
                int index = (int) byTime[from];
                if (samples[index] == most) {
                    least = Math.min(least, measured[index]);
                    greatest = Math.max(greatest, measured[index]);
                }
            }
            if (greatest - least > SAME * greatest) {
                periods.set(second / periodSeconds);
            }
        }
        return periods;
    }

    /** Places of the readings, each below its second of the day. */
    private long[] byTime() {
        long[] byTime = new long[size];
        for (int index = 0; index < size; index++) {
            byTime[index] = (long) seconds[index] << Integer.SIZE | index;
        }
        Arrays.sort(byTime);
        return byTime;
    }

    private double[] empty() {
        double[] none = new double[SECONDS_A_DAY / periodSeconds];
        Arrays.fill(none, Double.NaN);
        return none;
    }
}
