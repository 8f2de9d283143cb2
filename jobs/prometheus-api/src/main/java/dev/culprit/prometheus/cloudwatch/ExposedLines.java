package dev.culprit.prometheus.cloudwatch;

import dev.culprit.prometheus.whole.Grid;
import dev.culprit.prometheus.whole.GridSeries;
import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.Labels;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;

/**
 * Series as lines that their exporter has shown. A histogram comes as one series; the exporter has shown one for each bucket, one
 * for the infinite one, a sum and a count. Which buckets there are is known of those that have had events in one series of the
 * family: the others of the same family are taken to have them too.
 */
final class ExposedLines {
    private final GatheredSeries into;
    private final Grid grid;
    private long histograms;

    ExposedLines(GatheredSeries into, Grid grid) {
        this.into = into;
        this.grid = grid;
    }

    /** Adds all series of one metric at one address, but for moments that do not count. */
    void add(Collection<GridSeries> series, Labels endpoint, boolean[] counts) {
        TreeSet<Double> bounds = new TreeSet<>();
        series.forEach(each -> bounds.addAll(each.bounds()));
        bounds.remove(Double.POSITIVE_INFINITY);
        // Copies that differ in the collector's labels alone are one series.
        merged(series, endpoint, counts).forEach(line -> line.writeInto(bounds));
    }

    /** How many histograms were shown as lines. */
    long histograms() {
        return histograms;
    }

    private Collection<Line> merged(Collection<GridSeries> series, Labels endpoint, boolean[] counts) {
        Map<Map<String, String>, Line> lines = new LinkedHashMap<>();
        for (GridSeries each : series) {
            Map<String, String> stored = ResourceLabels.stored(each.labels(), endpoint);
            lines.computeIfAbsent(stored, none -> new Line(stored)).add(each, counts);
        }
        return List.copyOf(lines.values());
    }

    private final class Line {
        private final TreeMap<String, String> labels;
        private final boolean[] shown = new boolean[grid.size()];
        private final double[] values = new double[grid.size()];
        private final double[] sums = new double[grid.size()];
        private boolean histogram;

        Line(Map<String, String> labels) {
            this.labels = new TreeMap<>(labels);
        }

        void add(GridSeries series, boolean[] counts) {
            histogram |= series.isHistogram();
            for (int place = 0; place < shown.length; place++) {
                if (counts[place] && series.isShown(place)) {
                    // Of two copies the collector's later one goes on counting.
                    boolean better = !shown[place] || series.value(place) > values[place];
                    shown[place] = true;
                    values[place] = better ? series.value(place) : values[place];
                    sums[place] = series.isHistogram() && better ? series.sum(place) : sums[place];
                }
            }
        }

        void writeInto(SortedSet<Double> bounds) {
            if (!histogram) {
                write(labels, place -> values[place]);
                return;
            }
            histograms++;
            String name = labels.getOrDefault(Labels.METRIC, "");
            write(named(name + "_count"), place -> values[place]);
            write(named(name + "_sum"), place -> sums[place]);
            for (double bound : bounds) {
                Map<String, String> bucket = named(name + "_bucket");
                bucket.put("le", Double.toString(bound));
                write(bucket, place -> Double.NaN);
            }
            Map<String, String> all = named(name + "_bucket");
            all.put("le", "+Inf");
            write(all, place -> values[place]);
        }

        private Map<String, String> named(String name) {
            TreeMap<String, String> other = new TreeMap<>(labels);
            other.put(Labels.METRIC, name);
            return other;
        }

        private void write(Map<String, String> of, IntToDoubleFunction value) {
            int number = -1;
            for (int place = 0; place < shown.length; place++) {
                if (shown[place]) {
                    number = number < 0 ? into.add(Labels.of(of)) : number;
                    into.add(number, grid.time(place), Double.doubleToRawLongBits(value.applyAsDouble(place)));
                }
            }
        }
    }
}
