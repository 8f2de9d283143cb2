package dev.culprit.tsdb.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.otlp.JsonRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Requests in JSON: a line each, as an OpenTelemetry collector's {@code file} exporter writes them, or one in a file, as {@code awss3} does.
 * One that somebody has laid out over several lines is read too.
 */
final class OtlpJsonLines implements ExportReader {
    private static final Pattern REQUEST =
            Pattern.compile("\\s*\\{\\s*\"resource(_?(?i:metrics|logs|spans|profiles))\"\\s*:");

    private static final String START = "{\"resourceMetrics\"";
    private static final String SNAKE_START = "{\"resource_metrics\"";

    private final OtlpSeries series;
    private final int longest;
    private final ObjectMapper mapper = new ObjectMapper();

    /** @param longest characters of a request */
    OtlpJsonLines(OtlpSeries series, int longest) {
        this.series = series;
        this.longest = longest;
    }

    @Override
    public void read(BufferedInputStream in, ExportFaults faults) {
        BoundedLines lines = new BoundedLines(in, longest);
        try {
            boolean isFirst = true;
            for (@Nullable String line = lines.next(faults); line != null; line = lines.next(faults)) {
                if (isFirst && !line.isBlank() && !line.stripTrailing().endsWith("}")) {
                    long number = lines.number();
                    @Nullable String second = lines.next(faults);
                    if (second == null || !REQUEST.matcher(second).lookingAt()) {
                        laidOut(second == null ? line : line + "\n" + second, lines, faults);
                        return;
                    }
                    line(line, number, faults); // a collector was killed while it wrote it
                    line = second;
                }
                isFirst &= line.isBlank();
                line(line, lines.number(), faults);
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

    private void laidOut(String first, BoundedLines lines, ExportFaults faults) throws IOException {
        try (BoundedLines.Rest rest = lines.again(first + "\n");
                MappingIterator<JsonNode> requests =
                        mapper.readerFor(JsonNode.class).readValues(rest)) {
            while (requests.hasNextValue()) {
                request(requests.nextValue(), faults);
                rest.another();
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
