package dev.culprit.extract.memory.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.culprit.extract.memory.readings.Reading;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the console of Logs Insights exports as CSV: a header of fields, among them the event or its time. */
public final class InsightsCsv {
    private static final int PEEKED = 4096;

    private InsightsCsv() {}

    /** Whether the file begins with such a header; nothing is taken from the stream. */
    public static boolean isOne(BufferedInputStream in) throws IOException {
        in.mark(PEEKED);
        String begin = new String(in.readNBytes(PEEKED), StandardCharsets.UTF_8);
        in.reset();
        int end = begin.indexOf('\n');
        String header = (end < 0 ? begin : begin.substring(0, end)).strip();
        return !header.startsWith("{")
                && !header.startsWith("[")
                && (header.contains("@message") || header.contains("@timestamp"));
    }

    /** Reads the rows; what cannot be read is counted with its line. */
    public static void read(BufferedInputStream in, WrappedRecords parser, RecordSink sink) throws IOException {
        CsvSchema schema = CsvSchema.emptySchema().withHeader();
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                // What a stray comma leaves over costs its row alone.
                .with(CsvParser.Feature.IGNORE_TRAILING_UNMAPPABLE)
                .with(schema)
                .readValues(in)) {
            while (rows.hasNextValue()) {
                String position = "line " + rows.getCurrentLocation().getLineNr();
                ObjectNode row = JsonNodeFactory.instance.objectNode();
                rows.nextValue().forEach(row::put);
                read(row, position, parser, sink);
            }
        } catch (JsonProcessingException damaged) {
            sink.skip("line " + damaged.getLocation().getLineNr(), "not CSV: nothing behind it is read");
        }
    }

    private static void read(ObjectNode row, String position, WrappedRecords parser, RecordSink sink) {
        try {
            parser.insights(
                    row,
                    new LineParser.Sink() {
                        @Override
                        public void reading(Reading reading) throws UnreadableException {
                            sink.reading(reading);
                        }

                        @Override
                        public void unreadable(String reason) {
                            sink.skip(position, reason);
                        }
                    },
                    0);
        } catch (UnreadableException bad) {
            sink.skip(position, bad.reason());
        }
    }
}
