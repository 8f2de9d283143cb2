package dev.culprit.prometheus.whole;

import dev.culprit.prometheus.client.AnswerSink;
import dev.culprit.tsdb.series.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An answer of a grid that is not known to be whole yet. */
final class GridFragment implements AnswerSink {
    private final Grid grid;
    private final Map<Labels, GridSeries> series = new HashMap<>();
    private List<Labels> sets = new ArrayList<>();
    private GridSeries current;
    private long strays;
    private long repeated;

    GridFragment(Grid grid) {
        this.grid = grid;
        this.current = new GridSeries(Labels.ofPairs(), grid.size());
    }

    @Override
    public void begin() {
        series.clear();
        sets = new ArrayList<>();
        strays = 0;
        repeated = 0;
    }

    @Override
    public void series(Labels labels) {
        Labels key = sorted(labels);
        repeated += series.containsKey(key) ? 1 : 0;
        sets.add(key);
        current = series.computeIfAbsent(key, none -> new GridSeries(key, grid.size()));
    }

    private static Labels sorted(Labels labels) {
        TreeMap<String, String> pairs = new TreeMap<>();
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.value(i).isEmpty()) {
                pairs.put(labels.name(i), labels.value(i));
            }
        }
        return Labels.of(pairs);
    }

    @Override
    public void sample(long time, double value) {
        int place = grid.place(time);
        if (place < 0) {
            strays++;
        } else {
            current.set(place, value);
        }
    }

    @Override
    public void histogram(long time, double count, double sum, double[] bounds) {
        int place = grid.place(time);
        if (place < 0) {
            strays++;
        } else {
            current.set(place, count, sum, bounds);
        }
    }

    List<Labels> sets() {
        return sets;
    }

    Map<Labels, GridSeries> all() {
        return series;
    }

    /** Samples of other moments than were asked for. */
    long strays() {
        return strays;
    }

    /** How many series came more than once. */
    long repeated() {
        return repeated;
    }

    /** How many series are there at each moment. */
    long[] counts() {
        long[] counts = new long[grid.size()];
        for (GridSeries each : series.values()) {
            for (int place = 0; place < counts.length; place++) {
                counts[place] += each.isShown(place) ? 1 : 0;
            }
        }
        return counts;
    }
}
