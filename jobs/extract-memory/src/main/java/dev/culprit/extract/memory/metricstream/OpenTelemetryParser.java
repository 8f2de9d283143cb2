package dev.culprit.extract.memory.metricstream;

import dev.culprit.extract.memory.files.LineParser.Sink;
import dev.culprit.extract.memory.files.RecordSink;
import dev.culprit.extract.memory.files.UnreadableException;
import dev.culprit.extract.memory.readings.Reading;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Protobuf;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a metric stream's OpenTelemetry output, 1.0.0 and 0.7.0: each {@code ExportMetricsServiceRequest} behind its length, by the user
 * guide's pages "CloudWatch metric stream output in OpenTelemetry format" and opentelemetry-proto's {@code metrics.proto}. The versions
 * differ in one thing that matters here: how a data point names its dimensions.
 */
final class OpenTelemetryParser {
    /** By hand: Firehose takes records of a megabyte. */
    private static final int LONGEST = 1 << 25;

    private static final int RESOURCE_METRICS = 1;
    /** {@code scope_metrics}, or {@code instrumentation_library_metrics}, and in it {@code metrics}. */
    private static final int METRICS = 2;

    private static final int UNIT = 3;
    private static final int SUMMARY = 11;
    private static final int DATA_POINTS = 1;
    private static final int SECONDS = 60;

    private final StreamedMetric metrics;

    OpenTelemetryParser(StreamedMetric metrics) {
        this.metrics = metrics;
    }

    /** Reads a file of requests: what cannot be read is counted by the number of the request. */
    void file(InputStream in, RecordSink sink) throws IOException {
        for (int number = 1; ; number++) {
            String position = "request " + number;
            int length = length(in);
            if (length < 0) {
                return;
            }
            if (length > LONGEST) {
                sink.skip(position, "request of more than %,d bytes, or damaged protobuf".formatted(LONGEST));
                return;
            }
            byte[] message = in.readNBytes(length);
            if (message.length < length) {
                sink.skip(position, "protobuf ends too early");
                return;
            }
            Sink each = new Sink() {
                @Override
                public void reading(Reading reading) throws UnreadableException {
                    sink.reading(reading);
                }

                @Override
                public void unreadable(String reason) {
                    sink.skip(position, reason);
                }
            };
            try {
                request(new Protobuf(message), each);
            } catch (CorruptException damaged) {
                sink.skip(position, String.valueOf(damaged.getMessage()));
            }
        }
    }

    /** Reads requests that another format has wrapped. */
    void requests(byte[] data, Sink sink) throws UnreadableException {
        InputStream in = new ByteArrayInputStream(data);
        try {
            for (int length = length(in); length >= 0; length = length(in)) {
                byte[] message = in.readNBytes(Math.min(length, LONGEST));
                if (message.length < length) {
                    throw new UnreadableException("protobuf ends too early");
                }
                request(new Protobuf(message), sink);
            }
        } catch (CorruptException damaged) {
            throw new UnreadableException(String.valueOf(damaged.getMessage()));
        } catch (IOException cut) {
            throw new UnreadableException("protobuf ends too early");
        }
    }

    /** An {@code UnsignedVarInt32}; -1 at the end. */
    private static int length(InputStream in) throws IOException {
        long length = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = in.read();
            if (next < 0 && shift == 0) {
                return -1;
            }
            if (next < 0) {
                throw new EOFException();
            }
            length |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return (int) Math.min(length, Integer.MAX_VALUE);
            }
        }
        return Integer.MAX_VALUE;
    }

    private void request(Protobuf request, Sink sink) throws CorruptException {
        while (request.next()) {
            if (request.isMessage(RESOURCE_METRICS)) {
                eachMetric(request.message(), sink);
            } else {
                request.skip();
            }
        }
    }

    private void eachMetric(Protobuf resource, Sink sink) throws CorruptException {
        while (resource.next()) {
            if (!resource.isMessage(METRICS)) {
                resource.skip();
                continue;
            }
            Protobuf scope = resource.message();
            while (scope.next()) {
                if (scope.isMessage(METRICS)) {
                    metric(scope.message(), sink);
                } else {
                    scope.skip();
                }
            }
        }
    }

    /** CloudWatch writes summaries alone. */
    private void metric(Protobuf metric, Sink sink) throws CorruptException {
        List<Protobuf> summaries = new ArrayList<>();
        String unit = "";
        while (metric.next()) {
            if (metric.isMessage(SUMMARY)) {
                summaries.add(metric.message()); // Read last, as fields may come in any order.
            } else if (metric.isMessage(UNIT)) {
                unit = metric.text();
            } else {
                metric.skip();
            }
        }
        for (Protobuf summary : summaries) {
            while (summary.next()) {
                if (!summary.isMessage(DATA_POINTS)) {
                    summary.skip();
                    continue;
                }
                Protobuf point = summary.message();
                try {
                    DataPoint read = DataPoint.of(point, unit);
                    metrics.read(read.name("Namespace"), read, sink);
                } catch (UnreadableException bad) {
                    sink.unreadable(bad.reason());
                } catch (CorruptException damaged) {
                    sink.unreadable(String.valueOf(damaged.getMessage()));
                }
            }
        }
    }

    /** A {@code SummaryDataPoint}. */
    private static final class DataPoint implements StreamedMetric.Datum {
        private static final String METRIC = "MetricName";
        private static final String NAMESPACE = "Namespace";

        private final Map<String, String> names = new TreeMap<>();
        private final Map<String, @Nullable String> dimensions = new TreeMap<>();
        private long start;
        private long end;
        private double count;
        private double sum;
        private @Nullable Double min;
        private @Nullable Double max;

        private final String unit;

        private DataPoint(String unit) {
            this.unit = unit;
        }

        static DataPoint of(Protobuf in, String unit) throws CorruptException {
            DataPoint point = new DataPoint(unit);
            while (in.next()) {
                if (in.isMessage(1)) { // labels, of 0.7.0
                    point.label(in.message());
                } else if (in.isMessage(7)) { // attributes, of 1.0.0
                    point.attribute(in.message());
                } else if (in.isFixed(2)) {
                    point.start = in.fixed();
                } else if (in.isFixed(3)) {
                    point.end = in.fixed();
                } else if (in.isFixed(4)) {
                    point.count = in.fixed();
                } else if (in.isFixed(5)) {
                    point.sum = Double.longBitsToDouble(in.fixed());
                } else if (in.isMessage(6)) {
                    point.quantile(in.message());
                } else {
                    in.skip();
                }
            }
            return point;
        }

        /** What has one of the two names is no dimension, unless it comes a second time: Kubernetes' namespace has the same name. */
        private void name(String key, String value) {
            boolean isName = key.equals(METRIC) || key.equals(NAMESPACE);
            if (!isName || names.putIfAbsent(key, value) != null) {
                dimensions.put(key, value);
            }
        }

        private void label(Protobuf in) throws CorruptException {
            String key = "";
            String value = "";
            while (in.next()) {
                if (in.isMessage(1)) {
                    key = in.text();
                } else if (in.isMessage(2)) {
                    value = in.text();
                } else {
                    in.skip();
                }
            }
            name(key, value);
        }

        private void attribute(Protobuf in) throws CorruptException {
            String key = "";
            while (in.next()) {
                if (in.isMessage(1)) {
                    key = in.text();
                } else if (in.isMessage(2)) {
                    value(key, in.message());
                } else {
                    in.skip();
                }
            }
        }

        private void value(String key, Protobuf in) throws CorruptException {
            while (in.next()) {
                if (in.isMessage(1)) {
                    names.put(key, in.text());
                } else if (in.isMessage(6) && key.equals("Dimensions")) {
                    dimensions(in.message());
                } else {
                    in.skip();
                }
            }
        }

        /** A {@code KeyValueList}. */
        private void dimensions(Protobuf in) throws CorruptException {
            while (in.next()) {
                if (!in.isMessage(1)) {
                    in.skip();
                    continue;
                }
                DataPoint each = new DataPoint(unit);
                each.attribute(in.message());
                dimensions.putAll(each.names);
            }
        }

        private void quantile(Protobuf in) throws CorruptException {
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
            min = quantile == 0 ? (Double) value : min;
            max = quantile == 1 ? (Double) value : max;
        }

        private String name(String key) throws UnreadableException {
            String name = names.get(key);
            if (name == null) {
                throw new UnreadableException(key + " is missing or not text");
            }
            return name;
        }

        @Override
        public String metric() throws UnreadableException {
            return name(METRIC);
        }

        @Override
        public Map<String, @Nullable String> dimensions() {
            return dimensions;
        }

        @Override
        public String unit() {
            return unit;
        }

        @Override
        public StreamedMetric.Statistics statistics() throws UnreadableException {
            if (start == 0 && end == 0) {
                throw new UnreadableException("time_unix_nano is missing");
            }
            Instant begin =
                    start == 0 ? Instant.ofEpochSecond(0, end).minusSeconds(SECONDS) : Instant.ofEpochSecond(0, start);
            return new StreamedMetric.Statistics(begin, count, sum, min, max);
        }
    }
}
