package dev.culprit.extract.memory.samples;

import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.series.SeriesSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The series of one day, each joined out of all places that have a part of it.
 *
 * @param from in milliseconds since 1970, inclusive, as {@code to} is
 */
public record DaySeries(List<SeriesSource> sources, long from, long to) {
    /** The series of a metric with these labels, in order. */
    Map<Labels, SampleList> of(String metric, Map<String, String> labels) throws IOException {
        Map<String, String> wanted = new HashMap<>(labels);
        wanted.put(Labels.METRIC, metric);
        Map<Labels, SampleList> gathered = new LinkedHashMap<>();
        for (SeriesSource source : sources) {
            for (long series : source.series(wanted)) {
                SampleList samples = gathered.computeIfAbsent(source.labels(series), none -> new SampleList());
                source.read(series, from, to, samples);
            }
        }
        gathered.values().forEach(SampleList::sort);
        return gathered;
    }

    Map<Labels, SampleList> of(String metric) throws IOException {
        return of(metric, Map.of());
    }

    /** Whether a sample is one of the day. */
    boolean has(SampleList samples, int sample) {
        return !samples.isStale(sample) && samples.time(sample) >= from && samples.time(sample) <= to;
    }
}
