package dev.culprit.tsdb.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.otlp.JsonRequest;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Requests in JSON: a line each, as an OpenTelemetry collector's {@code file} exporter writes them, or one in a file, as {@code awss3} does.
 * One that somebody has laid out over several lines is read too.
 */
final class OtlpJsonLines implements ExportReader {
    private static final Pattern REQUEST = Pattern.compile("\\s*\\{\\s*\"resource(_?[a-zA-Z]+)\"\\s*:");

    private static final String START = "{\"resourceMetrics\"";
    private static final String SNAKE_START = "{\"resource_metrics\"";

    private final OtlpSeries series;
    private final ObjectMapper mapper = new ObjectMapper();

    OtlpJsonLines(OtlpSeries series) {
        this.series = series;
    }

    @Override
    public void read(BufferedInputStream in, ExportFaults faults) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            long number = 0;
            boolean isFirst = true;
            for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (isFirst && !line.isBlank() && !line.stripTrailing().endsWith("}")) {
                    @Nullable String second = reader.readLine();
                    if (second == null || !REQUEST.matcher(second).lookingAt()) {
                        laidOut(second == null ? line : line + "\n" + second, reader, faults);
                        return;
                    }
                    line(line, number, faults); // a collector was killed while it wrote it
                    line = second;
                    number++;
                }
                isFirst &= line.isBlank();
                line(line, number, faults);
            }
        } catch (IOException broken) {
            faults.add("it breaks off: " + broken.getMessage());
        }
    }

    private void line(String line, long number, ExportFaults faults) {
        if (line.isBlank()) {
            return;
        }
        if (isOther(line)) {
            faults.other();
            return;
        }
        try {
            request(mapper.readTree(line), faults);
        } catch (JsonProcessingException none) {
            faults.add("line %d: no JSON".formatted(number));
            int next = Math.max(line.lastIndexOf(START), line.lastIndexOf(SNAKE_START));
            if (next > 0) { // a collector that was killed within a line goes on behind it
                line(line.substring(next), number, faults);
            }
        } catch (CorruptException malformed) {
            faults.add("line %d: %s".formatted(number, malformed.getMessage()));
        }
    }

    /** Whether it is of logs or traces: these may be many, and are not parsed. */
    private static boolean isOther(String line) {
        return REQUEST.matcher(line).lookingAt()
                && !line.contains("resourceMetrics")
                && !line.contains("resource_metrics");
    }

    private void request(JsonNode request, ExportFaults faults) throws CorruptException {
        JsonRequest.read(request).forEach(each -> series.add(each, faults));
    }

    /** A line that was read already, and all behind it. */
    private static final class FirstLine extends Reader {
        private final Reader first;
        private final Reader rest;

        FirstLine(String first, Reader rest) {
            this.first = new StringReader(first);
            this.rest = rest;
        }

        @Override
        public int read(char[] into, int from, int length) throws IOException {
            int read = first.read(into, from, length);
            return read >= 0 ? read : rest.read(into, from, length);
        }

        @Override
        public void close() {
            // the file is closed by who has opened it
        }
    }

    private void laidOut(String first, Reader rest, ExportFaults faults) throws IOException {
        try (MappingIterator<JsonNode> requests =
                mapper.readerFor(JsonNode.class).readValues(new FirstLine(first + "\n", rest))) {
            while (requests.hasNextValue()) {
                request(requests.nextValue(), faults);
            }
        } catch (JsonProcessingException none) {
            faults.add("no JSON, or its end is missing");
        } catch (CorruptException malformed) {
            faults.add(String.valueOf(malformed.getMessage()));
        }
    }

    @Override
    public void finish() {
        series.finish();
    }
}
