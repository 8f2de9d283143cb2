package dev.culprit.extract.memory.files;

import dev.culprit.extract.memory.readings.Reading;
import dev.culprit.model.Text;
import java.io.EOFException;
import java.io.IOException;

/** Files of a record a line: what cannot be read is counted with its line, and the next line goes on. */
public final class LineRecords {
    private LineRecords() {}

    /** Reads the lines that are left. */
    public static void read(LineReader lines, LineParser parser, RecordSink sink) {
        try {
            while (lines.next()) {
                readLine(lines, parser, sink);
            }
            if (lines.number() == 0) {
                sink.skip(null, "empty file");
            }
        } catch (IOException broken) {
            sink.skip("line " + Math.max(1, lines.number()), reasonOf(broken));
        }
    }

    private static void readLine(LineReader lines, LineParser parser, RecordSink sink) {
        if (lines.isBlank()) {
            return;
        }
        try {
            if (lines.isOverlong()) {
                throw new UnreadableException("line of more than %,d bytes".formatted(lines.longest()));
            }
            parser.parse(lines.bytes(), lines.length(), new LineParser.Sink() {
                @Override
                public void reading(Reading reading) throws UnreadableException {
                    sink.reading(reading);
                }

                @Override
                public void unreadable(String reason) {
                    sink.skip("line " + lines.number(), reason);
                }
            });
        } catch (UnreadableException bad) {
            sink.skip("line " + lines.number(), bad.reason());
        }
    }

    /** What is wrong with a file that breaks off. */
    static String reasonOf(IOException broken) {
        if (broken instanceof ForeignFileException) {
            return String.valueOf(broken.getMessage());
        }
        return broken instanceof EOFException
                ? "compressed data end too early"
                : "unreadable: " + Text.printable(String.valueOf(broken.getMessage()), 200);
    }
}
