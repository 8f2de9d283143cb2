package dev.culprit.tsdb.export;

import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleSink;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.series.Skipped;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an export holds, in memory.
 *
 * @param minTime of its first sample, in milliseconds since 1970
 * @param maxTime behind its last one
 * @param skipped lines that could not be read
 */
public record Export(GatheredSeries series, long minTime, long maxTime, List<Skipped> skipped) implements SeriesSource {
    @Override
    public String name() {
        return series.name();
    }

    @Override
    public long size() {
        return series.size();
    }

    @Override
    public Set<String> values(String label) {
        return series.values(label);
    }

    @Override
    public long[] series(Map<String, String> labels) {
        return series.series(labels);
    }

    @Override
    public Labels labels(long number) {
        return series.labels(number);
    }

    @Override
    public void read(long number, long from, long to, SampleSink sink) {
        series.read(number, from, to, sink);
    }
}
