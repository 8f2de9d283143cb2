package dev.culprit.prometheus.series;

import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleSink;
import dev.culprit.tsdb.series.SeriesSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What was asked for, in memory. Filled by one thread. */
public final class QueriedSeries implements SeriesSource {
    private final String name;
    private final long from;
    private final long to;
    private final List<Labels> labels = new ArrayList<>();
    private final List<SampleBytes> samples = new ArrayList<>();
    private final Map<Labels, Integer> numbers = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    /**
     * Nothing yet.
     *
     * @param name of the server
     * @param from time that is asked for, in milliseconds since 1970, inclusive
     * @param to exclusive
     */
    public QueriedSeries(String name, long from, long to) {
        this.name = name;
        this.from = from;
        this.to = to;
    }

    /** The number of a series, of which samples may follow. */
    public int add(Labels of) {
        TreeMap<String, String> sorted = new TreeMap<>();
        for (int i = 0; i < of.size(); i++) {
            if (!of.value(i).isEmpty()) { // an empty label is none
                sorted.put(shared(of.name(i)), shared(of.value(i)));
            }
        }
        Labels key = Labels.of(sorted);
        int number = numbers.computeIfAbsent(key, none -> labels.size());
        if (number == labels.size()) {
            labels.add(key);
            samples.add(new SampleBytes());
        }
        return number;
    }

    private String shared(String text) {
        return texts.computeIfAbsent(text, same -> same);
    }

    /** @param bits of the value */
    public void add(int series, long time, long bits) {
        samples.get(series).add(time, bits);
    }

    /** Adds all that another one has. */
    public void addAll(QueriedSeries other) {
        for (int i = 0; i < other.labels.size(); i++) {
            SampleBytes mine = samples.get(add(other.labels.get(i)));
            other.samples.get(i).read(new SampleSink() {
                @Override
                public void sample(long time, long bits) {
                    mine.add(time, bits);
                }

                @Override
                public void undecoded(long first, long last, int count, String reason) {
                    throw new IllegalStateException("an answer has no chunks");
                }
            });
        }
    }

    /** Samples of all series. */
    public long samples() {
        return samples.stream().mapToLong(SampleBytes::count).sum();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long minTime() {
        return from;
    }

    @Override
    public long maxTime() {
        return to;
    }

    @Override
    public long size() {
        return labels.size();
    }

    @Override
    public Set<String> values(String label) {
        Set<String> values = new HashSet<>();
        for (Labels each : labels) {
            String value = each.get(label);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    @Override
    public long[] series(Map<String, String> wanted) {
        return LongStream.range(0, labels.size())
                .filter(number -> wanted.entrySet().stream()
                        .allMatch(label ->
                                label.getValue().equals(labels.get((int) number).get(label.getKey()))))
                .toArray();
    }

    @Override
    public Labels labels(long series) {
        return labels.get((int) series);
    }

    @Override
    public void read(long series, long first, long last, SampleSink sink) {
        samples.get((int) series).read(sink);
    }
}
