package dev.culprit.tsdb.export;

import dev.culprit.tsdb.bytes.CorruptException;
import java.io.BufferedInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads what stands in lines that need nothing of each other. */
final class LineReader implements ExportReader {
    private final ExportLines lines;
    private final ExportedSeries series;
    private final int longest;

    /** @param longest characters of a line */
    LineReader(ExportLines lines, ExportedSeries series, int longest) {
        this.lines = lines;
        this.series = series;
        this.longest = longest;
    }

    @Override
    public void read(BufferedInputStream in, ExportFaults faults) {
        BoundedLines text = new BoundedLines(in, longest);
        for (@Nullable String line = next(text, faults); line != null; line = next(text, faults)) {
            try {
                lines.line(line, series);
            } catch (CorruptException malformed) {
                faults.add("line %d: %s".formatted(text.number(), malformed.getMessage()));
            }
        }
    }

    /** Null at the end, also where a file was cut while it was compressed. */
    private static @Nullable String next(BoundedLines text, ExportFaults faults) {
        try {
            return text.next(faults);
        } catch (IOException broken) {
            faults.add("it breaks off: " + broken.getMessage());
            return null;
        }
    }
}
