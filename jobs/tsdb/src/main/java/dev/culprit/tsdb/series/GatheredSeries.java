package dev.culprit.tsdb.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** Series that were asked for, or read out of something that has no index: in memory. Filled by one thread, then read by several. */
public final class GatheredSeries implements SeriesSource {
    private final String name;
    private final long from;
    private final long to;
    private final List<Labels> labels = new ArrayList<>();
    private final List<SampleBytes> samples = new ArrayList<>();
    private final Map<Labels, Integer> numbers = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    /** Numbers of series by a label's value; none where a series has come since. */
    private final Map<String, Map<String, long[]>> lists = new ConcurrentHashMap<>();

    /**
     * Nothing yet.
     *
     * @param name of the server
     * @param from time that is asked for, in milliseconds since 1970, inclusive
     * @param to exclusive
     */
    public GatheredSeries(String name, long from, long to) {
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
            lists.clear();
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
    public void addAll(GatheredSeries other) {
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
        return lists(label).keySet();
    }

    @Override
    public long[] series(Map<String, String> wanted) {
        long[] found = LongStream.range(0, wanted.isEmpty() ? labels.size() : 0).toArray();
        boolean first = true;
        for (Map.Entry<String, String> label : wanted.entrySet()) {
            long[] list = lists(label.getKey()).getOrDefault(label.getValue(), new long[0]);
            found = first
                    ? list
                    : Arrays.stream(found)
                            .filter(series -> Arrays.binarySearch(list, series) >= 0)
                            .toArray();
            first = false;
        }
        return found;
    }

    private Map<String, long[]> lists(String label) {
        return lists.computeIfAbsent(label, name -> {
            Map<String, LongStream.Builder> byValue = new HashMap<>();
            for (int i = 0; i < labels.size(); i++) {
                String value = labels.get(i).get(name);
                if (value != null) {
                    byValue.computeIfAbsent(value, none -> LongStream.builder()).add(i);
                }
            }
            Map<String, long[]> sorted = new TreeMap<>();
            byValue.forEach((value, series) -> sorted.put(value, series.build().toArray()));
            return sorted;
        });
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
