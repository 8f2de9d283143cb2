package dev.culprit.tsdb.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes in Protocol Buffers what stands in JSON, by the field numbers of opentelemetry-proto's {@code metrics.proto}. */
public final class OtlpMessages {
    private static final Map<String, Integer> NUMBER_POINT =
            Map.of("startTimeUnixNano", 2, "timeUnixNano", 3, "attributes", 7, "flags", 8);
    private static final Map<String, Integer> HISTOGRAM_POINT = Map.of(
            "startTimeUnixNano", 2, "timeUnixNano", 3, "count", 4, "bucketCounts", 6, "attributes", 9, "flags", 10);
    private static final Map<String, Integer> EXPONENTIAL_POINT =
            Map.of("attributes", 1, "startTimeUnixNano", 2, "timeUnixNano", 3, "count", 4, "flags", 10);
    private static final Map<String, Integer> SUMMARY_POINT =
            Map.of("startTimeUnixNano", 2, "timeUnixNano", 3, "count", 4, "attributes", 7, "flags", 8);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private OtlpMessages() {}

    /** An {@code ExportMetricsServiceRequest}. */
    public static byte[] protobuf(JsonNode request) {
        OtlpMessages message = new OtlpMessages();
        for (JsonNode each : request.path("resourceMetrics")) {
            OtlpMessages scopes = new OtlpMessages();
            scopes.put(1, attributes(each.path("resource").path("attributes"), 1));
            each.path("scopeMetrics").forEach(scope -> scopes.put(2, scope(scope)));
            message.put(1, scopes);
        }
        return message.out.toByteArray();
    }

    /** The same behind its length, as the collector's file exporter writes it. */
    public static byte[] framed(byte[] message) {
        return ByteBuffer.allocate(Integer.BYTES + message.length)
                .putInt(message.length)
                .put(message)
                .array();
    }

    private static OtlpMessages scope(JsonNode of) {
        OtlpMessages message = new OtlpMessages();
        OtlpMessages scope = new OtlpMessages();
        scope.text(1, of.path("scope").path("name").asText());
        message.put(1, scope);
        of.path("metrics").forEach(metric -> message.put(2, metric(metric)));
        return message;
    }

    private static OtlpMessages metric(JsonNode of) {
        OtlpMessages message = new OtlpMessages();
        message.text(1, of.path("name").asText());
        message.text(3, of.path("unit").asText());
        Map.of("gauge", 5, "sum", 7, "histogram", 9, "exponentialHistogram", 10, "summary", 11)
                .forEach((type, field) -> {
                    if (of.has(type)) {
                        OtlpMessages points = new OtlpMessages();
                        of.path(type).path("dataPoints").forEach(point -> points.put(1, point(point, field)));
                        points.varint(
                                2, of.path(type).path("aggregationTemporality").asLong());
                        points.varint(3, of.path(type).path("isMonotonic").asBoolean() ? 1 : 0);
                        message.put(field, points);
                    }
                });
        attributes(of.path("metadata"), 12, message);
        return message;
    }

    private static OtlpMessages point(JsonNode of, int type) {
        OtlpMessages message = new OtlpMessages();
        Map<String, Integer> fields = switch (type) {
            case 5, 7 -> NUMBER_POINT;
            case 9 -> HISTOGRAM_POINT;
            case 10 -> EXPONENTIAL_POINT;
            default -> SUMMARY_POINT;
        };
        attributes(of.path("attributes"), fields.getOrDefault("attributes", 0), message);
        for (String name : new String[] {"startTimeUnixNano", "timeUnixNano", "count"}) {
            if (of.has(name) && fields.containsKey(name)) {
                message.fixed(fields.get(name), of.path(name).asLong());
            }
        }
        if (of.has("asInt")) {
            message.fixed(6, of.path("asInt").asLong());
        }
        if (of.has("asDouble")) {
            message.real(4, of.path("asDouble"));
        }
        if (of.has("sum")) {
            message.real(5, of.path("sum"));
        }
        message.varint(fields.getOrDefault("flags", 0), of.path("flags").asLong());
        if (of.has("bucketCounts")) {
            OtlpMessages packed = new OtlpMessages();
            of.path("bucketCounts").forEach(count -> packed.eight(count.asLong()));
            message.put(6, packed);
        }
        if (of.has("explicitBounds")) {
            OtlpMessages packed = new OtlpMessages();
            of.path("explicitBounds").forEach(bound -> packed.eight(Double.doubleToRawLongBits(bound.asDouble())));
            message.put(7, packed);
        }
        of.path("quantileValues").forEach(quantile -> {
            OtlpMessages pair = new OtlpMessages();
            pair.real(1, quantile.path("quantile"));
            pair.real(2, quantile.path("value"));
            message.put(6, pair);
        });
        return message;
    }

    private static OtlpMessages attributes(JsonNode pairs, int field) {
        OtlpMessages message = new OtlpMessages();
        attributes(pairs, field, message);
        return message;
    }

    private static void attributes(JsonNode pairs, int field, OtlpMessages into) {
        for (JsonNode pair : pairs) {
            OtlpMessages message = new OtlpMessages();
            message.text(1, pair.path("key").asText());
            message.put(2, any(pair.path("value")));
            into.put(field, message);
        }
    }

    private static OtlpMessages any(JsonNode value) {
        OtlpMessages message = new OtlpMessages();
        if (value.has("stringValue")) {
            message.text(1, value.path("stringValue").asText());
        } else if (value.has("boolValue")) {
            message.varint(2, value.path("boolValue").asBoolean() ? 1 : 0);
        } else if (value.has("intValue")) {
            message.varint(3, value.path("intValue").asLong());
        } else if (value.has("doubleValue")) {
            message.real(4, value.path("doubleValue"));
        } else if (value.has("arrayValue")) {
            OtlpMessages list = new OtlpMessages();
            value.path("arrayValue").path("values").forEach(each -> list.put(1, any(each)));
            message.put(5, list);
        } else if (value.has("kvlistValue")) {
            message.put(6, attributes(value.path("kvlistValue").path("values"), 1));
        }
        return message;
    }

    private void put(int field, OtlpMessages message) {
        plain((long) field << 3 | 2);
        plain(message.out.size());
        out.writeBytes(message.out.toByteArray());
    }

    private void text(int field, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        plain((long) field << 3 | 2);
        plain(bytes.length);
        out.writeBytes(bytes);
    }

    private void varint(int field, long value) {
        if (value != 0) {
            plain((long) field << 3);
            plain(value);
        }
    }

    private void fixed(int field, long value) {
        plain((long) field << 3 | 1);
        eight(value);
    }

    private void real(int field, JsonNode value) {
        double number = value.isNumber() ? value.doubleValue() : Double.parseDouble(value.asText("0"));
        fixed(field, Double.doubleToRawLongBits(number));
    }

    private void eight(long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }

    private void plain(long value) {
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            out.write((int) ((rest & 0x7f) | 0x80));
        }
        out.write((int) rest);
    }
}
