package dev.culprit.tsdb.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that a source has, for comparison. */
public record ReadSamples(Map<Map<String, String>, List<Long>> samples, List<String> undecoded) {
    /** Times and bits of each series, one behind the other. */
    public static ReadSamples of(SeriesSource source) throws IOException {
        ReadSamples read = new ReadSamples(new HashMap<>(), new ArrayList<>());
        for (String metric : source.values(Labels.METRIC)) {
            for (long series : source.series(Map.of(Labels.METRIC, metric))) {
                Labels labels = source.labels(series);
                Map<String, String> key = new HashMap<>();
                for (int i = 0; i < labels.size(); i++) {
                    key.put(labels.name(i), labels.value(i));
                }
                List<Long> of = read.samples.computeIfAbsent(key, none -> new ArrayList<>());
                source.read(series, Long.MIN_VALUE, Long.MAX_VALUE, new SampleSink() {
                    @Override
                    public void sample(long time, long bits) {
                        of.add(time);
                        of.add(bits);
                    }

                    @Override
                    public void undecoded(long first, long last, int count, String reason) {
                        read.undecoded.add("%d to %d, %d: %s".formatted(first, last, count, reason));
                    }
                });
            }
        }
        return read;
    }
}
