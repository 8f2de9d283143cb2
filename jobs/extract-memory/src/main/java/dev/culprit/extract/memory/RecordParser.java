package dev.culprit.extract.memory;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.culprit.model.Nullable;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads records of a metric stream's JSON output: {@code {"namespace": ..., "metric_name": ..., "dimensions": {...},
 * "timestamp": milliseconds, "value": {"sum": ..., "count": ..., ...}, ...}}.
 */
final class RecordParser {
    static final String CONTAINER_INSIGHTS = "ContainerInsights";

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final @Nullable String onlyCluster;
    private final Sightings sightings;

    RecordParser(@Nullable String onlyCluster, Sightings sightings) {
        this.onlyCluster = onlyCluster;
        this.sightings = sightings;
    }

    /** The reading in the line, or null where the record is none of a container's or a pod's own memory. */
    @Nullable
    Reading parse(byte[] line, int length) throws UnreadableException {
        JsonNode record = tree(line, length);
        String namespace = text(record, "namespace");
        sightings.namespace(namespace);
        if (!namespace.equals(CONTAINER_INSIGHTS)) {
            return null;
        }
        String name = text(record, "metric_name");
        sightings.metric(name);
        MemoryMetric metric = MemoryMetric.named(name);
        if (metric == null) {
            return null;
        }
        JsonNode dimensions = object(record, "dimensions");
        if (!names(dimensions).equals(metric.dimensions())) {
            return null;
        }
        Measured subject = subject(dimensions);
        sightings.cluster(subject.cluster());
        if (onlyCluster != null && !onlyCluster.equals(subject.cluster())) {
            return null;
        }
        return reading(metric, subject, record);
    }

    private static Reading reading(MemoryMetric metric, Measured subject, JsonNode record) throws UnreadableException {
        JsonNode timestamp = record.path("timestamp");
        if (!timestamp.isIntegralNumber() || !timestamp.canConvertToLong()) {
            throw new UnreadableException("timestamp is missing or not a number of milliseconds");
        }
        JsonNode statistics = object(record, "value");
        double samples = number(statistics, "count");
        if (!(samples > 0)) {
            throw new UnreadableException("value.count is not positive");
        }
        double value = metric.valueOf(number(statistics, "sum"), samples);
        String fault = metric.faultOf(value);
        if (fault != null) {
            throw new UnreadableException(fault);
        }
        return new Reading(metric, subject, Instant.ofEpochMilli(timestamp.longValue()), value, samples);
    }

    private static JsonNode tree(byte[] line, int length) throws UnreadableException {
        JsonNode tree;
        try {
            tree = READER.readTree(line, 0, length);
        } catch (IOException bad) {
            throw new UnreadableException("not JSON");
        }
        if (!tree.isObject()) {
            throw new UnreadableException("not a JSON object");
        }
        return tree;
    }

    private static Measured subject(JsonNode dimensions) throws UnreadableException {
        return new Measured(
                text(dimensions, MemoryMetric.CLUSTER_NAME),
                text(dimensions, MemoryMetric.NAMESPACE),
                text(dimensions, MemoryMetric.WORKLOAD),
                text(dimensions, MemoryMetric.POD_NAME),
                dimensions.has(MemoryMetric.CONTAINER_NAME) ? text(dimensions, MemoryMetric.CONTAINER_NAME) : null);
    }

    private static Set<String> names(JsonNode dimensions) {
        Set<String> names = new HashSet<>();
        dimensions.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String text(JsonNode parent, String key) throws UnreadableException {
        JsonNode value = parent.path(key);
        if (!value.isTextual()) {
            throw new UnreadableException(key + " is missing or not text");
        }
        return value.textValue();
    }

    private static JsonNode object(JsonNode parent, String key) throws UnreadableException {
        JsonNode value = parent.path(key);
        if (!value.isObject()) {
            throw new UnreadableException(key + " is missing or not an object");
        }
        return value;
    }

    private static double number(JsonNode statistics, String key) throws UnreadableException {
        JsonNode value = statistics.path(key);
        if (!value.isNumber()) {
            throw new UnreadableException("value." + key + " is missing or not a number");
        }
        return value.doubleValue();
    }
}
