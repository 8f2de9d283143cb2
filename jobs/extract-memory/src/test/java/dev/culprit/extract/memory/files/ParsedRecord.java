package dev.culprit.extract.memory.files;

import dev.culprit.extract.memory.readings.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a parser makes of a line. */
public record ParsedRecord(List<Reading> readings, List<String> unreadable) {
    public static ParsedRecord of(RecordHandler handler, String line) throws UnreadableException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        ParsedRecord parsed = new ParsedRecord(new ArrayList<>(), new ArrayList<>());
        new WrappedRecords(handler).parse(bytes, bytes.length, new LineParser.Sink() {
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
