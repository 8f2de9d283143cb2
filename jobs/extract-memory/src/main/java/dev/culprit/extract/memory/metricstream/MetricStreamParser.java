package dev.culprit.extract.memory.metricstream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.culprit.extract.memory.files.JsonRecords;
import dev.culprit.extract.memory.files.LineParser;
import dev.culprit.extract.memory.files.UnreadableException;
import dev.culprit.extract.memory.insights.DimensionSet;
import dev.culprit.extract.memory.insights.MemoryMetric;
import dev.culprit.extract.memory.insights.Platform;
import dev.culprit.extract.memory.readings.MetricSubject;
import dev.culprit.extract.memory.readings.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of a metric stream's JSON output: {@code {"namespace": ..., "metric_name": ..., "dimensions": {...},
 * "timestamp": milliseconds, "value": {"sum": ..., "count": ..., "min": ..., "max": ...}, ...}}.
 */
final class MetricStreamParser implements LineParser {
    private final @Nullable String onlyCluster;
    private final MetricStreamDiagnostics diagnostics;

    MetricStreamParser(@Nullable String onlyCluster, MetricStreamDiagnostics diagnostics) {
        this.onlyCluster = onlyCluster;
        this.diagnostics = diagnostics;
    }

    /** Records that are none of a container's or a pod's own memory give nothing. */
    @Override
    public void parse(byte[] line, int length, Sink sink) throws UnreadableException {
        JsonNode record = JsonRecords.object(line, 0, length);
        String namespace = JsonRecords.text(record, "namespace");
        diagnostics.namespace(namespace);
        if (Platform.of(namespace) == null) {
            return;
        }
        String name = JsonRecords.text(record, "metric_name");
        diagnostics.metric(name);
        List<MemoryMetric> metrics = MemoryMetric.named(namespace, name);
        if (metrics.isEmpty()) {
            return;
        }
        JsonNode named = JsonRecords.object(record, "dimensions");
        Map<String, String> dimensions = new TreeMap<>();
        named.properties()
                .forEach(each -> dimensions.put(each.getKey(), each.getValue().textValue()));
        DimensionSet set = metrics.get(0).setOf(dimensions.keySet());
        if (set == null) {
            return;
        }
        for (String dimension : set.names()) {
            JsonRecords.text(named, dimension);
        }
        String cluster = JsonRecords.text(named, DimensionSet.Names.CLUSTER);
        if (set != DimensionSet.CLUSTER) {
            diagnostics.cluster(cluster);
        }
        if (onlyCluster != null && !onlyCluster.equals(cluster)) {
            return;
        }
        MetricSubject subject = set.subject(dimensions);
        for (MemoryMetric metric : metrics) {
            sink.reading(reading(metric, subject, record));
        }
    }

    private static Reading reading(MemoryMetric metric, MetricSubject subject, JsonNode record)
            throws UnreadableException {
        JsonNode timestamp = record.path("timestamp");
        if (!timestamp.isIntegralNumber() || !timestamp.canConvertToLong()) {
            throw new UnreadableException("timestamp is missing or not a number of milliseconds");
        }
        JsonNode statistics = JsonRecords.object(record, "value");
        double samples = JsonRecords.number(statistics, "count", "value.count");
        if (!(samples > 0)) {
            throw new UnreadableException("value.count is not positive");
        }
        double value = switch (metric.statistic()) {
            case AVERAGE -> JsonRecords.number(statistics, "sum", "value.sum") / samples;
            case SUM -> JsonRecords.number(statistics, "sum", "value.sum");
            case MINIMUM -> JsonRecords.number(statistics, "min", "value.min");
            case MAXIMUM -> JsonRecords.number(statistics, "max", "value.max");
        };
        String fault = metric.faultOf(value);
        if (fault != null) {
            throw new UnreadableException(fault);
        }
        return new Reading(metric.quantity(), subject, Instant.ofEpochMilli(timestamp.longValue()), value, samples);
    }
}
