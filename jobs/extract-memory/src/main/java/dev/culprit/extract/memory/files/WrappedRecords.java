package dev.culprit.extract.memory.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes records of JSON out of what services wrap them in: the time and the blank that an export of CloudWatch Logs puts before an event;
 * {@code logEvents} of a subscription's message; {@code events} of {@code aws logs filter-log-events} and {@code get-log-events};
 * {@code results} of Logs Insights; and data in base64, gzip or not, as Firehose posts them to an HTTP endpoint
 * ("HTTP endpoint delivery specifications") and Lambda gets them from Firehose, Kinesis and CloudWatch Logs.
 */
public final class WrappedRecords implements LineParser {
    /** ISO 8601 with nanoseconds and an offset has 35 characters. */
    private static final int LONGEST_TIME = 40;
    /** By hand: what a service wraps once, another wraps again. */
    private static final int MOST_WRAPPINGS = 3;
    /** Of unpacked data: a message of a log subscription is up to a megabyte before it is decompressed. */
    private static final int LONGEST_DATA = 1 << 25;

    private final RecordHandler handler;

    public WrappedRecords(RecordHandler handler) {
        this.handler = handler;
    }

    @Override
    public void parse(byte[] record, int length, Sink sink) throws UnreadableException {
        parse(record, length, sink, 0);
    }

    private void parse(byte[] record, int length, Sink sink, int wrappings) throws UnreadableException {
        int from = lengthOfTime(record, length);
        Instant time = from == 0 ? null : time(record, from);
        record(JsonRecords.object(record, from, length - from), time, sink, wrappings);
    }

    private void record(JsonNode root, @Nullable Instant time, Sink sink, int wrappings) throws UnreadableException {
        List<String> data = data(root);
        if (!data.isEmpty()) {
            for (String each : data) {
                unwrap(each, sink, wrappings + 1);
            }
        } else if (root.has("messageType") && root.has("logEvents")) {
            if (root.path("messageType").asText().equals("DATA_MESSAGE")) { // CONTROL_MESSAGE: is anyone there?
                events(root.path("logEvents"), sink, wrappings);
            }
        } else if (root.path("events").isArray() && !root.has("Type")) {
            events(root.path("events"), sink, wrappings);
        } else if (root.path("results").isArray() && !root.has("Type")) {
            for (JsonNode row : root.path("results")) {
                guarded(sink, () -> insights(InsightsRow.of(row), sink, wrappings));
            }
        } else if (root.has("@message") || root.has("@timestamp")) {
            insights(root, sink, wrappings);
        } else {
            handler.record(root, time, sink);
        }
    }

    /** A row of Logs Insights: the event itself, or the fields that the query asked for. */
    void insights(JsonNode row, Sink sink, int wrappings) throws UnreadableException {
        Instant time = InsightsRow.time(row);
        JsonNode message = row.path("@message");
        if (message.isObject()) {
            record(message, time, sink, wrappings);
        } else if (message.isTextual()) {
            record(JsonRecords.object(message.textValue()), time, sink, wrappings);
        } else {
            handler.record(InsightsRow.event(row), time, sink);
        }
    }

    private void events(JsonNode events, Sink sink, int wrappings) {
        for (JsonNode each : events) {
            JsonNode millis = each.path("timestamp");
            Instant time = millis.isIntegralNumber() ? Instant.ofEpochMilli(millis.longValue()) : null;
            guarded(sink, () -> record(JsonRecords.object(JsonRecords.text(each, "message")), time, sink, wrappings));
        }
    }

    private interface Step {
        void run() throws UnreadableException;
    }

    /** One record among others costs no more than itself. */
    private static void guarded(Sink sink, Step step) {
        try {
            step.run();
        } catch (UnreadableException bad) {
            sink.unreadable(bad.reason());
        }
    }

    private static List<String> data(JsonNode root) {
        List<String> data = new ArrayList<>();
        add(root.path("awslogs").path("data"), data);
        root.path("records").forEach(record -> add(record.path("data"), data));
        root.path("Records").forEach(record -> add(record.path("kinesis").path("data"), data));
        return data;
    }

    private static void add(JsonNode text, List<String> data) {
        if (text.isTextual()) {
            data.add(text.textValue());
        }
    }

    private void unwrap(String base64, Sink sink, int wrappings) {
        guarded(sink, () -> {
            if (wrappings > MOST_WRAPPINGS) {
                throw new UnreadableException("wrapped more than %d times".formatted(MOST_WRAPPINGS));
            }
            byte[] data = decoded(base64);
            if (!isText(data)) {
                handler.binary(data, sink);
                return;
            }
            LineReader lines = new LineReader(new ByteArrayInputStream(data), true);
            try {
                while (lines.next()) {
                    if (!lines.isBlank()) {
                        guarded(sink, () -> parse(lines.bytes(), lines.length(), sink, wrappings));
                    }
                }
            } catch (IOException impossible) {
                throw new UnreadableException("unreadable: " + impossible.getMessage());
            }
        });
    }

    private static byte[] decoded(String base64) throws UnreadableException {
        try {
            byte[] data = Base64.getDecoder().decode(base64.strip());
            if (data.length < 2 || data[0] != 0x1f || data[1] != (byte) 0x8b) {
                return data;
            }
            byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(data)).readNBytes(LONGEST_DATA + 1);
            if (unpacked.length > LONGEST_DATA) {
                throw new UnreadableException("data of more than %,d bytes".formatted(LONGEST_DATA));
            }
            return unpacked;
        } catch (IllegalArgumentException | IOException bad) {
            throw new UnreadableException("data are not base64, or damaged gzip");
        }
    }

    private static boolean isText(byte[] data) {
        for (int i = 0; i < Math.min(data.length, 64); i++) {
            if (data[i] >= 0 && data[i] < ' ' && data[i] != '\n' && data[i] != '\r' && data[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** The bytes before the event that give its time, 0 where there are none. */
    private static int lengthOfTime(byte[] record, int length) {
        if (length == 0 || record[0] == '{') {
            return 0;
        }
        int brace = 0;
        while (brace < Math.min(length, LONGEST_TIME) && record[brace] != '{') {
            brace++;
        }
        return time(record, brace) == null ? 0 : brace;
    }

    private static @Nullable Instant time(byte[] record, int length) {
        try {
            return OffsetDateTime.parse(new String(record, 0, length, StandardCharsets.US_ASCII).strip())
                    .toInstant();
        } catch (DateTimeException none) {
            return null;
        }
    }
}
