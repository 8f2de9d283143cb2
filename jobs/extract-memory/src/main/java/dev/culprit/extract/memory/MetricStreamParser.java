package dev.culprit.extract.memory;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of a metric stream's JSON output: {@code {"namespace": ..., "metric_name": ..., "dimensions": {...},
 * "timestamp": milliseconds, "value": {"sum": ..., "count": ..., "min": ..., "max": ...}, ...}}.
 */
final class MetricStreamParser implements RecordParser {
    private final @Nullable String onlyCluster;
    private final Sightings sightings;

    MetricStreamParser(@Nullable String onlyCluster, Sightings sightings) {
        this.onlyCluster = onlyCluster;
        this.sightings = sightings;
    }

    /** Records that are none of a container's or a pod's own memory give nothing. */
    @Override
    public void parse(byte[] line, int length, Sink sink) throws UnreadableException {
        JsonNode record = JsonRecords.object(line, 0, length);
        String namespace = JsonRecords.text(record, "namespace");
        sightings.group(namespace);
        if (Platform.of(namespace) == null) {
            return;
        }
        String name = JsonRecords.text(record, "metric_name");
        sightings.metric(name);
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
        Measured subject = set.subject(dimensions);
        if (set != DimensionSet.CLUSTER) {
            sightings.cluster(subject.cluster());
        }
        if (onlyCluster != null && !onlyCluster.equals(subject.cluster())) {
            return;
        }
        for (MemoryMetric metric : metrics) {
            sink.reading(reading(metric, subject, record));
        }
    }

    private static Reading reading(MemoryMetric metric, Measured subject, JsonNode record) throws UnreadableException {
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
