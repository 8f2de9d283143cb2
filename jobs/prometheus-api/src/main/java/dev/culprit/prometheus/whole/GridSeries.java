package dev.culprit.prometheus.whole;

import dev.culprit.tsdb.series.Labels;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/** A series as it is at the moments of a grid; NaN where it is not there, or is no number. */
public final class GridSeries {
    private final Labels labels;
    private final boolean[] shown;
    private final double[] values;
    private double[] sums = new double[0];
    private final SortedSet<Double> bounds = new TreeSet<>();

    GridSeries(Labels labels, int size) {
        this.labels = labels;
        this.shown = new boolean[size];
        this.values = new double[size];
        Arrays.fill(values, Double.NaN);
    }

    void set(int place, double value) {
        shown[place] = true;
        values[place] = value;
    }

    void set(int place, double count, double sum, double[] upper) {
        set(place, count);
        if (sums.length == 0) {
            sums = new double[values.length];
            Arrays.fill(sums, Double.NaN);
        }
        sums[place] = sum;
        for (double bound : upper) {
            bounds.add(bound);
        }
    }

    /** The values of a count: 0 where it is not there. */
    long[] wholeNumbers() {
        long[] numbers = new long[values.length];
        for (int place = 0; place < numbers.length; place++) {
            numbers[place] = shown[place] ? (long) values[place] : 0;
        }
        return numbers;
    }

    /** Takes over what another part of the grid has. */
    void addAll(GridSeries other, int shift) {
        for (int place = 0; place < other.values.length; place++) {
            if (other.shown[place]) {
                if (other.isHistogram()) {
                    set(place + shift, other.values[place], other.sums[place], new double[0]);
                } else {
                    set(place + shift, other.values[place]);
                }
            }
        }
        bounds.addAll(other.bounds);
    }

    /** The same series at other moments, at all of which it is taken to have the value that it began with. */
    public GridSeries spread(boolean[] present) {
        GridSeries longer = new GridSeries(labels, present.length);
        for (int place = 0; place < present.length; place++) {
            if (present[place]) {
                longer.set(place, values[0]);
            }
        }
        return longer;
    }

    public Labels labels() {
        return labels;
    }

    public boolean isShown(int place) {
        return shown[place];
    }

    /** The value, or of a histogram the number of events. */
    public double value(int place) {
        return values[place];
    }

    double[] values() {
        return values;
    }

    /** Whether a whole histogram came as one series. */
    public boolean isHistogram() {
        return sums.length > 0;
    }

    public double sum(int place) {
        return sums[place];
    }

    /** Upper bounds of the histogram's buckets that have had events. */
    public SortedSet<Double> bounds() {
        return bounds;
    }
}
