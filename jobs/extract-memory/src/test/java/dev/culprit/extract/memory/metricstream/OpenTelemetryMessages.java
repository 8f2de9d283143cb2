package dev.culprit.extract.memory.metricstream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Writes requests as a metric stream in OpenTelemetry does, by the user guide's examples and opentelemetry-proto 1.0.0 and 0.7.0. */
public final class OpenTelemetryMessages {
    private OpenTelemetryMessages() {}

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        for (; rest > 0x7f; rest >>>= 7) {
            out.write((int) ((rest & 0x7f) | 0x80));
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] message(int field, byte[]... parts) {
        byte[] content = join(parts);
        return join(varint(field << 3 | 2), varint(content.length), content);
    }

    private static byte[] text(int field, String text) {
        return message(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] fixed(int field, long bits) {
        return join(
                varint(field << 3 | 1),
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(bits)
                        .array());
    }

    private static byte[] fixed(int field, double value) {
        return value == 0 ? new byte[0] : fixed(field, Double.doubleToRawLongBits(value));
    }

    private static byte[] statistics(Instant start, double sum, long count) {
        long nanos = start.getEpochSecond() * 1_000_000_000L;
        return join(
                fixed(2, nanos),
                fixed(3, nanos + 60_000_000_000L),
                fixed(4, count),
                fixed(5, sum),
                message(6, fixed(1, 0.0), fixed(2, 1.0)),
                message(6, fixed(1, 0.99), fixed(2, sum)),
                message(6, fixed(1, 1.0), fixed(2, 2.0)),
                join(varint(8 << 3), varint(1)));
    }

    private static byte[] resource() {
        return message(1, attribute(1, "cloud.provider", "aws"), attribute(1, "cloud.region", "us-west-2"));
    }

    private static byte[] attribute(int field, String key, String value) {
        return message(field, text(1, key), message(2, text(1, value)));
    }

    private static byte[] request(byte[] point, String name) {
        return request(point, name, name.contains("utilization") ? "%" : "By");
    }

    private static byte[] request(byte[] point, String name, String unit) {
        byte[] metric = message(
                2, text(1, "amazonaws.com/ContainerInsights/" + name), text(3, unit), message(11, message(1, point)));
        byte[] request = message(1, resource(), message(2, message(1, text(1, "scope")), metric));
        return join(varint(request.length), request);
    }

    /** A request of 1.0.0 behind its length. */
    public static byte[] one(String name, Map<String, String> dimensions, Instant start, double sum, long count) {
        return request(point(name, dimensions, start, sum, count), name);
    }

    /** The same in another unit, by the Unified Code for Units of Measure. */
    public static byte[] oneIn(
            String unit, String name, Map<String, String> dimensions, Instant start, double sum, long count) {
        return request(point(name, dimensions, start, sum, count), name, unit);
    }

    private static byte[] point(String name, Map<String, String> dimensions, Instant start, double sum, long count) {
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        dimensions.forEach((key, value) -> values.writeBytes(attribute(1, key, value)));
        return join(
                statistics(start, sum, count),
                attribute(7, "Namespace", "ContainerInsights"),
                attribute(7, "MetricName", name),
                message(7, text(1, "Dimensions"), message(2, message(6, values.toByteArray()))));
    }

    /** A request of 0.7.0 behind its length. */
    public static byte[] zeroSeven(String name, Map<String, String> dimensions, Instant start, double sum, long count) {
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        labels.writeBytes(message(1, text(1, "Namespace"), text(2, "ContainerInsights")));
        labels.writeBytes(message(1, text(1, "MetricName"), text(2, name)));
        dimensions.forEach((key, value) -> labels.writeBytes(message(1, text(1, key), text(2, value))));
        return request(join(labels.toByteArray(), statistics(start, sum, count)), name);
    }
}
