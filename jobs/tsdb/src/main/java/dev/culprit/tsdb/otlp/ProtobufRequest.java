package dev.culprit.tsdb.otlp;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Protobuf;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads an {@code ExportMetricsServiceRequest} in Protocol Buffers: field numbers of opentelemetry-proto's {@code metrics.proto}. */
public final class ProtobufRequest {
    /** Attributes within attributes: by hand, as none are that deep. */
    private static final int DEEPEST = 32;

    private static final int GAUGE = 5;
    private static final int SUM = 7;
    private static final int HISTOGRAM = 9;
    private static final int EXPONENTIAL_HISTOGRAM = 10;
    private static final int SUMMARY = 11;

    private ProtobufRequest() {}

    /**
     * Reads one. Other signals have their messages in the same places; in them are no metrics.
     *
     * @throws CorruptException where it is none
     */
    public static List<ResourceMetrics> read(byte[] message) throws CorruptException {
        List<ResourceMetrics> all = new ArrayList<>();
        Protobuf request = new Protobuf(message);
        while (request.next()) {
            if (request.isMessage(1)) {
                all.add(resourceMetrics(request.message()));
            } else {
                request.skip();
            }
        }
        return all;
    }

    private static ResourceMetrics resourceMetrics(Protobuf in) throws CorruptException {
        Map<String, String> attributes = new TreeMap<>();
        List<Metric> metrics = new ArrayList<>();
        while (in.next()) {
            if (in.isMessage(1)) {
                attributes(in.message(), attributes);
            } else if (in.isMessage(2)) {
                scopeMetrics(in.message(), metrics);
            } else {
                in.skip();
            }
        }
        return new ResourceMetrics(attributes, metrics);
    }

    /** Those of a resource, whose field 1 they are. */
    private static void attributes(Protobuf in, Map<String, String> into) throws CorruptException {
        while (in.next()) {
            if (in.isMessage(1)) {
                attribute(in.message(), into, 0);
            } else {
                in.skip();
            }
        }
    }

    private static void scopeMetrics(Protobuf in, List<Metric> into) throws CorruptException {
        String scope = "";
        List<Protobuf> metrics = new ArrayList<>();
        while (in.next()) {
            if (in.isMessage(1)) {
                scope = name(in.message());
            } else if (in.isMessage(2)) {
                metrics.add(in.message());
            } else {
                in.skip();
            }
        }
        for (Protobuf metric : metrics) {
            if (!isOther(metric.copy())) {
                into.addAll(metric(metric, scope));
            }
        }
    }

    /** Whether a message has a time of its own, as a span ({@code trace.proto}) and a record of a log ({@code logs.proto}), and no metric. */
    private static boolean isOther(Protobuf message) throws CorruptException {
        boolean hasTime = false;
        while (message.next()) {
            hasTime |= message.isFixed();
            message.skip();
        }
        return hasTime;
    }

    private static String name(Protobuf scope) throws CorruptException {
        String name = "";
        while (scope.next()) {
            if (scope.isMessage(1)) {
                name = scope.text();
            } else {
                scope.skip();
            }
        }
        return name;
    }

    private static List<Metric> metric(Protobuf in, String scope) throws CorruptException {
        String name = "";
        String unit = "";
        Map<String, String> metadata = new TreeMap<>();
        List<Points> types = new ArrayList<>();
        while (in.next()) {
            if (in.isMessage(1)) {
                name = in.text();
            } else if (in.isMessage(3)) {
                unit = in.text();
            } else if (in.isMessage(GAUGE)) {
                types.add(new Points(Metric.Type.GAUGE, in.message()));
            } else if (in.isMessage(SUM)) {
                types.add(new Points(Metric.Type.SUM, in.message()));
            } else if (in.isMessage(HISTOGRAM)) {
                types.add(new Points(Metric.Type.HISTOGRAM, in.message()));
            } else if (in.isMessage(EXPONENTIAL_HISTOGRAM)) {
                types.add(new Points(Metric.Type.EXPONENTIAL_HISTOGRAM, in.message()));
            } else if (in.isMessage(SUMMARY)) {
                types.add(new Points(Metric.Type.SUMMARY, in.message()));
            } else if (in.isMessage(12)) {
                attribute(in.message(), metadata, 0);
            } else {
                in.skip();
            }
        }
        List<Metric> metrics = new ArrayList<>();
        for (Points each : types) {
            metrics.add(new Metric(
                    name,
                    unit,
                    scope,
                    each.type,
                    each.temporality == Metric.DELTA,
                    each.isMonotonic,
                    metadata.containsKey(Metric.PROMETHEUS_TYPE),
                    each.points));
        }
        return metrics;
    }

    /** What the fields for a metric's types have in common. */
    private static final class Points {
        private final Metric.Type type;
        private final List<Point> points = new ArrayList<>();
        private long temporality;
        private boolean isMonotonic;

        Points(Metric.Type type, Protobuf in) throws CorruptException {
            this.type = type;
            while (in.next()) {
                if (in.isMessage(1)) {
                    points.add(point(in.message()));
                } else if (in.isVarint(2)) {
                    temporality = in.varint();
                } else if (in.isVarint(3)) {
                    isMonotonic = in.varint() != 0;
                } else {
                    in.skip();
                }
            }
        }

        private Point point(Protobuf in) throws CorruptException {
            return switch (type) {
                case GAUGE, SUM -> numberPoint(in);
                case HISTOGRAM -> histogramPoint(in);
                case EXPONENTIAL_HISTOGRAM -> exponentialPoint(in);
                case SUMMARY -> summaryPoint(in);
            };
        }
    }

    private static Point numberPoint(Protobuf in) throws CorruptException {
        Point.Builder point = new Point.Builder();
        while (in.next()) {
            if (in.isMessage(7)) {
                attribute(in.message(), point.attributes, 0);
            } else if (in.isFixed(4)) {
                point.value = Double.longBitsToDouble(in.fixed());
            } else if (in.isFixed(6)) {
                point.value = in.fixed();
            } else if (in.isVarint(8)) {
                point.flags = in.varint();
            } else {
                times(in, point);
            }
        }
        return point.point();
    }

    /** The fields that all points have alike. */
    private static void times(Protobuf in, Point.Builder point) throws CorruptException {
        if (in.isFixed(2)) {
            point.start = in.fixed();
        } else if (in.isFixed(3)) {
            point.time = in.fixed();
        } else {
            in.skip();
        }
    }

    /**
     * The fields that points of several events have alike, but for two numbers.
     *
     * @param attributes number of the field that holds them; {@code flags} likewise
     */
    private static void counted(Protobuf in, Point.Builder point, int attributes, int flags) throws CorruptException {
        if (in.isMessage(attributes)) {
            attribute(in.message(), point.attributes, 0);
        } else if (in.isFixed(4)) {
            point.count = in.fixed();
        } else if (in.isFixed(5)) {
            point.sum = Double.longBitsToDouble(in.fixed());
        } else if (in.isVarint(flags)) {
            point.flags = in.varint();
        } else {
            times(in, point);
        }
    }

    private static Point histogramPoint(Protobuf in) throws CorruptException {
        Point.Builder point = new Point.Builder();
        Numbers buckets = new Numbers();
        Numbers bounds = new Numbers();
        while (in.next()) {
            if (in.isMessage(6)) {
                buckets.addAll(in.packed());
            } else if (in.isFixed(6)) {
                buckets.add(in.fixed());
            } else if (in.isMessage(7)) {
                bounds.addAll(in.packed());
            } else if (in.isFixed(7)) {
                bounds.add(in.fixed());
            } else {
                counted(in, point, 9, 10);
            }
        }
        point.buckets = buckets.integers();
        point.bounds = bounds.reals();
        return point.point();
    }

    private static Point exponentialPoint(Protobuf in) throws CorruptException {
        Point.Builder point = new Point.Builder();
        while (in.next()) {
            counted(in, point, 1, 10);
        }
        return point.point();
    }

    private static Point summaryPoint(Protobuf in) throws CorruptException {
        Point.Builder point = new Point.Builder();
        Numbers quantiles = new Numbers();
        Numbers values = new Numbers();
        while (in.next()) {
            if (in.isMessage(6)) {
                quantile(in.message(), quantiles, values);
            } else {
                counted(in, point, 7, 8);
            }
        }
        point.quantiles = quantiles.reals();
        point.quantileValues = values.reals();
        return point.point();
    }

    private static void quantile(Protobuf in, Numbers quantiles, Numbers values) throws CorruptException {
        double quantile = 0;
        double value = 0;
        while (in.next()) {
            if (in.isFixed(1)) {
                quantile = Double.longBitsToDouble(in.fixed());
            } else if (in.isFixed(2)) {
                value = Double.longBitsToDouble(in.fixed());
            } else {
                in.skip();
            }
        }
        quantiles.add(quantile);
        values.add(value);
    }

    /** A {@code KeyValue}. */
    private static void attribute(Protobuf in, Map<String, String> into, int depth) throws CorruptException {
        String key = "";
        String value = "";
        while (in.next()) {
            if (in.isMessage(1)) {
                key = in.text();
            } else if (in.isMessage(2)) {
                value = any(in.message(), depth);
            } else {
                in.skip();
            }
        }
        into.put(key, value);
    }

    /** An {@code AnyValue} as text; lists and maps as JSON has them, but for quotes. */
    private static String any(Protobuf in, int depth) throws CorruptException {
        if (depth > DEEPEST) {
            throw new CorruptException("attributes within attributes, too deep");
        }
        String text = "";
        while (in.next()) {
            if (in.isMessage(1)) {
                text = in.text();
            } else if (in.isVarint(2)) {
                text = String.valueOf(in.varint() != 0);
            } else if (in.isVarint(3)) {
                text = String.valueOf(in.varint());
            } else if (in.isFixed(4)) {
                text = AttributeText.of(Double.longBitsToDouble(in.fixed()));
            } else if (in.isMessage(5)) {
                text = AttributeText.of(list(in.message(), depth));
            } else if (in.isMessage(6)) {
                Map<String, String> map = new TreeMap<>();
                Protobuf pairs = in.message();
                while (pairs.next()) {
                    if (pairs.isMessage(1)) {
                        attribute(pairs.message(), map, depth + 1);
                    } else {
                        pairs.skip();
                    }
                }
                text = AttributeText.of(map);
            } else if (in.isMessage(7)) {
                text = Base64.getEncoder().encodeToString(in.bytes());
            } else {
                in.skip();
            }
        }
        return text;
    }

    private static List<String> list(Protobuf in, int depth) throws CorruptException {
        List<String> values = new ArrayList<>();
        while (in.next()) {
            if (in.isMessage(1)) {
                values.add(any(in.message(), depth + 1));
            } else {
                in.skip();
            }
        }
        return values;
    }
}
