package dev.culprit.tsdb.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.culprit.tsdb.bytes.CorruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads an {@code ExportMetricsServiceRequest} in JSON, by the specification's section on JSON: integers of 64 bits are texts, enums are
 * numbers, what has its default may be missing. Names in snake case, as other writers of Protocol Buffers have them, are taken too.
 */
public final class JsonRequest {
    private static final Pattern UPPER = Pattern.compile("[A-Z]");

    private JsonRequest() {}

    /**
     * Reads one; empty where it holds another signal than metrics.
     *
     * @throws CorruptException where a number or a list is none
     */
    public static List<ResourceMetrics> read(JsonNode request) throws CorruptException {
        if (!request.isObject()) {
            throw new CorruptException("no request of the OpenTelemetry protocol");
        }
        List<ResourceMetrics> all = new ArrayList<>();
        for (JsonNode each : list(field(request, "resourceMetrics"))) {
            List<Metric> metrics = new ArrayList<>();
            for (JsonNode scope : list(field(each, "scopeMetrics"))) {
                String name = field(scope, "scope").path("name").asText("");
                for (JsonNode metric : list(scope.path("metrics"))) {
                    metric(metric, name, metrics);
                }
            }
            all.add(new ResourceMetrics(attributes(each.path("resource").path("attributes")), metrics));
        }
        return all;
    }

    private static void metric(JsonNode metric, String scope, List<Metric> into) throws CorruptException {
        for (Metric.Type type : Metric.Type.values()) {
            JsonNode points = field(metric, name(type));
            if (!points.isObject()) {
                continue;
            }
            List<Point> read = new ArrayList<>();
            for (JsonNode point : list(field(points, "dataPoints"))) {
                read.add(point(point, type));
            }
            JsonNode temporality = field(points, "aggregationTemporality");
            into.add(new Metric(
                    metric.path("name").asText(""),
                    metric.path("unit").asText(""),
                    scope,
                    type,
                    temporality.asLong(-1) == Metric.DELTA
                            || temporality.asText("").endsWith("DELTA"),
                    field(points, "isMonotonic").asBoolean(),
                    attributes(metric.path("metadata")).containsKey(Metric.PROMETHEUS_TYPE),
                    read));
        }
    }

    private static String name(Metric.Type type) {
        return switch (type) {
            case GAUGE -> "gauge";
            case SUM -> "sum";
            case HISTOGRAM -> "histogram";
            case EXPONENTIAL_HISTOGRAM -> "exponentialHistogram";
            case SUMMARY -> "summary";
        };
    }

    private static Point point(JsonNode in, Metric.Type type) throws CorruptException {
        Point.Builder point = new Point.Builder();
        point.attributes.putAll(attributes(in.path("attributes")));
        point.start = integer(field(in, "startTimeUnixNano"));
        point.time = integer(field(in, "timeUnixNano"));
        point.flags = integer(in.path("flags"));
        if (type == Metric.Type.GAUGE || type == Metric.Type.SUM) {
            JsonNode integer = field(in, "asInt");
            point.value = integer.isMissingNode() ? number(field(in, "asDouble")) : integer(integer);
            return point.point();
        }
        point.count = number(in.path("count"));
        point.sum = in.hasNonNull("sum") ? (Double) number(in.path("sum")) : null;
        if (type == Metric.Type.HISTOGRAM) {
            JsonNode buckets = numbers(field(in, "bucketCounts"));
            point.buckets = new long[buckets.size()];
            for (int i = 0; i < point.buckets.length; i++) {
                point.buckets[i] = integer(buckets.get(i));
            }
            point.bounds = numbers(numbers(field(in, "explicitBounds")), "");
        } else if (type == Metric.Type.SUMMARY) {
            JsonNode quantiles = numbers(field(in, "quantileValues"));
            point.quantiles = numbers(quantiles, "quantile");
            point.quantileValues = numbers(quantiles, "value");
        }
        return point.point();
    }

    /** @param of each element's field, itself where that is empty */
    private static double[] numbers(JsonNode array, String of) throws CorruptException {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(of.isEmpty() ? array.get(i) : array.get(i).path(of));
        }
        return numbers;
    }

    private static Map<String, String> attributes(JsonNode pairs) throws CorruptException {
        Map<String, String> attributes = new TreeMap<>();
        for (JsonNode pair : list(pairs)) {
            attributes.put(pair.path("key").asText(""), any(pair.path("value")));
        }
        return attributes;
    }

    /** An {@code AnyValue}: Jackson lets none nest too deep. */
    private static String any(JsonNode value) throws CorruptException {
        JsonNode real = field(value, "doubleValue");
        JsonNode list = field(value, "arrayValue");
        JsonNode map = field(value, "kvlistValue");
        if (real.isNumber()) {
            return AttributeText.of(real.doubleValue());
        }
        if (list.isObject()) {
            List<String> texts = new ArrayList<>();
            for (JsonNode each : list(list.path("values"))) {
                texts.add(any(each));
            }
            return AttributeText.of(texts);
        }
        if (map.isObject()) {
            return AttributeText.of(attributes(map.path("values")));
        }
        for (JsonNode scalar :
                value) { // a text, a truth value, an integer, bytes as base64, or a double that is no number
            return scalar.asText("");
        }
        return "";
    }

    private static JsonNode field(JsonNode object, String name) {
        JsonNode field = object.path(name);
        return field.isMissingNode()
                ? object.path(UPPER.matcher(name)
                        .replaceAll(upper -> "_" + upper.group())
                        .toLowerCase(Locale.ROOT))
                : field;
    }

    /** The same, if it is a list or nothing. */
    private static JsonNode list(JsonNode value) throws CorruptException {
        if (!value.isArray() && !value.isMissingNode() && !value.isNull()) {
            throw new CorruptException("a list is none");
        }
        return value;
    }

    /** The same of a point's numbers. */
    private static JsonNode numbers(JsonNode value) throws CorruptException {
        Numbers.check(value.size());
        return list(value);
    }

    private static long integer(JsonNode value) throws CorruptException {
        if (value.isNumber()) {
            return value.longValue();
        }
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(value.asText(""));
        } catch (NumberFormatException none) {
            return signed(value.asText(""));
        }
    }

    private static long signed(String text) throws CorruptException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException none) {
            throw new CorruptException("an integer is none");
        }
    }

    private static double number(JsonNode value) throws CorruptException {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        try {
            return Double.parseDouble(value.asText("")); // NaN, Infinity and -Infinity too
        } catch (NumberFormatException none) {
            throw new CorruptException("a number is none");
        }
    }
}
