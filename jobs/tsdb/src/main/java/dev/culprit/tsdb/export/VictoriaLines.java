package dev.culprit.tsdb.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.series.Labels;
import java.util.TreeMap;

/**
 * VictoriaMetrics' {@code /api/v1/export}: an object a line, with {@code metric}, {@code values} and {@code timestamps}; several lines may be
 * of one series ({@code app/vmselect/prometheus/export.qtpl}).
 */
final class VictoriaLines implements ExportLines {
    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public void line(String line, ExportedSeries into) throws CorruptException {
        if (line.isBlank()) {
            return;
        }
        JsonNode object = parse(line);
        JsonNode values = object.path("values");
        JsonNode times = object.path("timestamps");
        if (!object.path("metric").isObject() || !values.isArray() || values.size() != times.size()) {
            throw new CorruptException("no series with values and timestamps");
        }
        TreeMap<String, String> labels = new TreeMap<>();
        object.path("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        if (labels.getOrDefault(Labels.METRIC, "").isEmpty()) {
            throw new CorruptException("series without name");
        }
        int series = into.series(Labels.of(labels));
        for (int i = 0; i < values.size(); i++) {
            if (!times.get(i).canConvertToLong()) {
                throw new CorruptException("time is no number");
            }
            into.sample(series, times.get(i).longValue(), value(values.get(i)));
        }
    }

    private JsonNode parse(String line) throws CorruptException {
        try {
            return mapper.readTree(line);
        } catch (JsonProcessingException none) {
            throw new CorruptException("no JSON");
        }
    }

    /** Null is a number that is none, and infinities are texts. */
    private static double value(JsonNode value) {
        return value.isNumber()
                ? value.doubleValue()
                : switch (value.asText()) {
                    case "Infinity", "+Infinity", "Inf", "+Inf" -> Double.POSITIVE_INFINITY;
                    case "-Infinity", "-Inf" -> Double.NEGATIVE_INFINITY;
                    default -> Double.NaN;
                };
    }
}
