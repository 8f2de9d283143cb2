package dev.culprit.extract.memory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a parser makes of a line. */
record ParsedRecord(List<Reading> readings, List<String> unreadable) {
    static ParsedRecord of(RecordParser parser, String line) throws UnreadableException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        ParsedRecord parsed = new ParsedRecord(new ArrayList<>(), new ArrayList<>());
        parser.parse(bytes, bytes.length, new RecordParser.Sink() {
            @Override
            public void reading(Reading reading) {
                parsed.readings.add(reading);
            }

            @Override
            public void unreadable(String reason) {
                parsed.unreadable.add(reason);
            }
        });
        return parsed;
    }
}
