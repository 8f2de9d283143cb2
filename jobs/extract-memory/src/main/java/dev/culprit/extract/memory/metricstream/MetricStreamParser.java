package dev.culprit.extract.memory.metricstream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.culprit.extract.memory.files.ForeignRecord;
import dev.culprit.extract.memory.files.JsonRecords;
import dev.culprit.extract.memory.files.LineParser.Sink;
import dev.culprit.extract.memory.files.RecordHandler;
import dev.culprit.extract.memory.files.UnreadableException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of a metric stream's JSON output: {@code {"namespace": ..., "metric_name": ..., "dimensions": {...},
 * "timestamp": milliseconds, "value": {"sum": ..., "count": ..., "min": ..., "max": ...}, "unit": "Bytes", ...}}.
 */
final class MetricStreamParser implements RecordHandler {
    private final StreamedMetric metrics;
    private final OpenTelemetryParser openTelemetry;

    MetricStreamParser(@Nullable String onlyCluster, MetricStreamDiagnostics diagnostics) {
        this.metrics = new StreamedMetric(onlyCluster, diagnostics);
        this.openTelemetry = new OpenTelemetryParser(metrics);
    }

    OpenTelemetryParser openTelemetry() {
        return openTelemetry;
    }

    @Override
    public void binary(byte[] data, Sink sink) throws UnreadableException {
        openTelemetry.requests(data, sink);
    }

    @Override
    public void record(JsonNode record, @Nullable Instant time, Sink sink) throws UnreadableException {
        if (!record.has("metric_name")) {
            ForeignRecord.refuse(record);
        }
        metrics.read(
                JsonRecords.text(record, "namespace"),
                new StreamedMetric.Datum() {
                    @Override
                    public String metric() throws UnreadableException {
                        return JsonRecords.text(record, "metric_name");
                    }

                    @Override
                    public Map<String, @Nullable String> dimensions() throws UnreadableException {
                        Map<String, @Nullable String> dimensions = new TreeMap<>();
                        JsonRecords.object(record, "dimensions")
                                .properties()
                                .forEach(each -> dimensions.put(
                                        each.getKey(), each.getValue().textValue()));
                        return dimensions;
                    }

                    @Override
                    public StreamedMetric.Statistics statistics() throws UnreadableException {
                        return MetricStreamParser.statistics(record);
                    }

                    @Override
                    public String unit() throws UnreadableException {
                        return record.path("unit").isMissingNode()
                                        || record.path("unit").isNull()
                                ? ""
                                : JsonRecords.text(record, "unit");
                    }
                },
                sink);
    }

    private static StreamedMetric.Statistics statistics(JsonNode record) throws UnreadableException {
        JsonNode timestamp = record.path("timestamp");
        if (!timestamp.isIntegralNumber() || !timestamp.canConvertToLong()) {
            throw new UnreadableException("timestamp is missing or not a number of milliseconds");
        }
        JsonNode value = JsonRecords.object(record, "value");
        return new StreamedMetric.Statistics(
                Instant.ofEpochMilli(timestamp.longValue()),
                JsonRecords.number(value, "count", "value.count"),
                number(value, "sum"),
                number(value, "min"),
                number(value, "max"));
    }

    private static @Nullable Double number(JsonNode value, String key) {
        return value.path(key).isNumber() ? (Double) value.path(key).doubleValue() : null;
    }
}
