package dev.culprit.tsdb.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.otlp.JsonRequest;
import dev.culprit.tsdb.otlp.ProtobufRequest;
import dev.culprit.tsdb.otlp.ResourceMetrics;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Requests in Protocol Buffers, as an OpenTelemetry collector's exporters write them: {@code file} with {@code format: proto} puts four bytes
 * of length, big endian, before each, and may have compressed each by itself with zstd, JSON too ({@code exporter/fileexporter}); {@code awss3}
 * writes one request a file, with nothing around it ({@code exporter/awss3exporter}).
 */
final class OtlpFrames implements ExportReader {
    private static final int ZSTD = 0x28b52ffd;
    private static final int RESOURCE_METRICS = 0x0a;
    private static final int RESOURCE = 0x0a;
    private static final int SCOPE_METRICS = 0x12;

    private final OtlpSeries series;
    private final boolean isFramed;
    private final ObjectMapper mapper = new ObjectMapper();

    OtlpFrames(OtlpSeries series, boolean isFramed) {
        this.series = series;
        this.isFramed = isFramed;
    }

    /** Whether a length stands before a request. */
    static boolean isOne(byte[] bytes) {
        if (bytes.length < 2 * Integer.BYTES) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int length = in.getInt();
        return length > 0
                && length <= ExportFormat.LONGEST
                && (in.getInt() == ZSTD
                        || isRequest(
                                bytes, Integer.BYTES, (int) Math.min(bytes.length, (long) Integer.BYTES + length)));
    }

    /** Whether bytes begin as a request does: with metrics of a resource, and in these with the resource or a scope. */
    static boolean isRequest(byte[] bytes, int from, int to) {
        int at = from + 1;
        while (at < to && bytes[at] < 0) {
            at++;
        }
        return at + 1 < to
                && at - from <= 5
                && bytes[from] == RESOURCE_METRICS
                && bytes[at] != 0
                && (bytes[at + 1] == RESOURCE || bytes[at + 1] == SCOPE_METRICS);
    }

    @Override
    public void read(BufferedInputStream in, ExportFaults faults) {
        try {
            if (isFramed) {
                frames(in, faults);
            } else {
                request(whole(in), 1, faults);
            }
        } catch (IOException broken) {
            faults.add("it breaks off: " + broken.getMessage());
        }
    }

    private void frames(InputStream in, ExportFaults faults) throws IOException {
        for (int number = 1; ; number++) {
            byte[] head = in.readNBytes(Integer.BYTES);
            if (head.length == 0) {
                return;
            }
            if (head.length < Integer.BYTES) {
                throw new EOFException("request %d has no length".formatted(number));
            }
            int length = ByteBuffer.wrap(head).getInt();
            if (length < 0 || length > ExportFormat.LONGEST) {
                throw new EOFException("request %d has a wrong length".formatted(number));
            }
            byte[] message = in.readNBytes(length);
            if (message.length < length) {
                throw new EOFException("request %d ends too early".formatted(number));
            }
            request(message, number, faults);
        }
    }

    private void request(byte[] message, int number, ExportFaults faults) {
        try {
            List<ResourceMetrics> request = decoded(message);
            request.forEach(each -> series.add(each, faults));
            if (request.stream().allMatch(each -> each.metrics().isEmpty())) {
                faults.other();
            }
        } catch (IOException damaged) {
            faults.add("request %d: %s".formatted(number, damaged.getMessage()));
        }
    }

    private List<ResourceMetrics> decoded(byte[] message) throws IOException {
        if (message.length > Integer.BYTES && ByteBuffer.wrap(message).getInt() == ZSTD) {
            return decoded(whole(new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(message))));
        }
        if (message.length > 0 && message[0] == '{') {
            return JsonRequest.read(mapper.readTree(message));
        }
        return ProtobufRequest.read(message);
    }

    private static byte[] whole(InputStream in) throws IOException {
        byte[] message = in.readNBytes(ExportFormat.LONGEST);
        if (in.read() >= 0) {
            throw new CorruptException("request of more than %,d bytes".formatted(ExportFormat.LONGEST));
        }
        return message;
    }

    @Override
    public void finish() {
        series.finish();
    }
}
