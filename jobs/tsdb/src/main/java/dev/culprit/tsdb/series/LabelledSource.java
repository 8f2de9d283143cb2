package dev.culprit.tsdb.series;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A place all series of which have labels that are not written there. What a series has of its own is kept where both name the
 * same label: values that a target has shown are not lost.
 */
public final class LabelledSource implements SeriesSource {
    private final SeriesSource source;
    private final Map<String, String> added;
    private final Labels addedLabels;
    private final String replica;

    /** @param replica as of {@link SeriesSource#replica} */
    public LabelledSource(SeriesSource source, Map<String, String> added, String replica) {
        this.source = source;
        this.added = Map.copyOf(added);
        this.addedLabels = Labels.of(new TreeMap<>(added));
        this.replica = replica;
    }

    @Override
    public String replica() {
        return replica;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public long minTime() {
        return source.minTime();
    }

    @Override
    public long maxTime() {
        return source.maxTime();
    }

    @Override
    public long size() {
        return source.size();
    }

    @Override
    public Set<String> values(String label) throws IOException {
        @Nullable String value = added.get(label);
        if (value == null) {
            return source.values(label);
        }
        Set<String> values = new TreeSet<>(source.values(label));
        values.add(value);
        return values;
    }

    @Override
    public long[] series(Map<String, String> wanted) throws IOException {
        Map<String, String> stored = new HashMap<>(wanted);
        Map<String, String> doubtful = new HashMap<>();
        for (Map.Entry<String, String> label : wanted.entrySet()) {
            if (label.getValue().equals(added.get(label.getKey()))) {
                stored.remove(label.getKey());
                if (!source.values(label.getKey()).isEmpty()) {
                    doubtful.put(label.getKey(), label.getValue());
                }
            }
        }
        long[] found = source.series(stored);
        LongStream.Builder kept = LongStream.builder();
        for (long series : doubtful.isEmpty() ? new long[0] : found) {
            Labels own = source.labels(series);
            boolean other = doubtful.entrySet().stream().anyMatch(label -> {
                @Nullable String value = own.get(label.getKey());
                return value != null && !value.equals(label.getValue());
            });
            if (!other) {
                kept.add(series);
            }
        }
        return doubtful.isEmpty() ? found : kept.build().toArray();
    }

    @Override
    public Labels labels(long series) throws IOException {
        return source.labels(series).over(addedLabels);
    }

    @Override
    public void read(long series, long from, long to, SampleSink sink) throws IOException {
        source.read(series, from, to, sink);
    }
}
