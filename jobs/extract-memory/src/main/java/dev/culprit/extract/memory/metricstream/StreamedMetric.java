package dev.culprit.extract.memory.metricstream;

import dev.culprit.extract.memory.files.LineParser.Sink;
import dev.culprit.extract.memory.files.UnreadableException;
import dev.culprit.extract.memory.insights.DimensionSet;
import dev.culprit.extract.memory.insights.MemoryMetric;
import dev.culprit.extract.memory.insights.Platform;
import dev.culprit.extract.memory.readings.MetricSubject;
import dev.culprit.extract.memory.readings.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes readings of a stream's metrics, in whatever format it writes them. */
final class StreamedMetric {
    /** Seconds that are read as milliseconds fall before, and nanoseconds after: such a reading is of no day that is ever asked for. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final @Nullable String onlyCluster;
    private final MetricStreamDiagnostics diagnostics;

    StreamedMetric(@Nullable String onlyCluster, MetricStreamDiagnostics diagnostics) {
        this.onlyCluster = onlyCluster;
        this.diagnostics = diagnostics;
    }

    /** One minute of a metric, read as far as it is asked for. */
    interface Datum {
        String metric() throws UnreadableException;

        /** By name; a value that is no text is null. */
        Map<String, @Nullable String> dimensions() throws UnreadableException;

        Statistics statistics() throws UnreadableException;

        /** By CloudWatch's name or OpenTelemetry's; empty where none is told. */
        String unit() throws UnreadableException;
    }

    /**
     * Its statistics.
     *
     * @param time at which the minute begins
     */
    record Statistics(
            Instant time,
            double count,
            @Nullable Double sum,
            @Nullable Double min,
            @Nullable Double max) {
        private double of(MemoryMetric metric) throws UnreadableException {
            return switch (metric.statistic()) {
                case AVERAGE -> number(sum, "value.sum") / count;
                case SUM -> number(sum, "value.sum");
                case MINIMUM -> number(min, "value.min");
                case MAXIMUM -> number(max, "value.max");
            };
        }

        private static double number(@Nullable Double value, String name) throws UnreadableException {
            if (value == null) {
                throw new UnreadableException(name + " is missing or not a number");
            }
            return value;
        }
    }

    /** Those that are none of a container's or a pod's own memory give nothing. */
    void read(String namespace, Datum datum, Sink sink) throws UnreadableException {
        diagnostics.namespace(namespace);
        if (Platform.of(namespace) == null) {
            return;
        }
        String name = datum.metric();
        diagnostics.metric(name);
        List<MemoryMetric> metrics = MemoryMetric.named(namespace, name);
        if (metrics.isEmpty()) {
            return;
        }
        Map<String, @Nullable String> told = datum.dimensions();
        DimensionSet set = metrics.get(0).setOf(told.keySet());
        if (set == null) {
            return;
        }
        Map<String, String> dimensions = new TreeMap<>();
        for (String dimension : set.names()) {
            String value = told.get(dimension);
            if (value == null) {
                throw new UnreadableException(dimension + " is missing or not text");
            }
            dimensions.put(dimension, value);
        }
        String cluster = String.valueOf(dimensions.get(DimensionSet.Names.CLUSTER));
        if (set != DimensionSet.CLUSTER) {
            diagnostics.cluster(cluster);
        }
        if (onlyCluster != null && !onlyCluster.equals(cluster)) {
            return;
        }
        MetricSubject subject = set.subject(dimensions);
        Statistics statistics = datum.statistics();
        if (statistics.time().isBefore(EARLIEST) || !statistics.time().isBefore(LATEST)) {
            throw new UnreadableException("timestamp is not of this century: is that the unit?");
        }
        if (!(statistics.count() > 0)) {
            throw new UnreadableException("value.count is not positive");
        }
        String unit = datum.unit();
        for (MemoryMetric metric : metrics) {
            OptionalDouble scale = metric.scale(unit);
            if (scale.isEmpty()) {
                throw new UnreadableException(metric.faultOfUnit(unit));
            }
            double value = statistics.of(metric) * scale.getAsDouble();
            String fault = metric.faultOf(value);
            if (fault != null) {
                throw new UnreadableException(fault);
            }
            sink.reading(new Reading(metric.quantity(), subject, statistics.time(), value, statistics.count()));
        }
    }
}
