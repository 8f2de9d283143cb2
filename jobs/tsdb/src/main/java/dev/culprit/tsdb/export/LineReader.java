package dev.culprit.tsdb.export;

import dev.culprit.tsdb.bytes.CorruptException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what stands in lines that need nothing of each other. */
final class LineReader implements ExportReader {
    private final ExportLines lines;
    private final ExportedSeries series;

    LineReader(ExportLines lines, ExportedSeries series) {
        this.lines = lines;
        this.series = series;
    }

    @Override
    public void read(BufferedInputStream in, ExportFaults faults) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        long number = 0;
        for (@Nullable String line = next(reader, faults); line != null; line = next(reader, faults)) {
            number++;
            try {
                lines.line(line, series);
            } catch (CorruptException malformed) {
                faults.add("line %d: %s".formatted(number, malformed.getMessage()));
            }
        }
    }

    /** Null at the end, also where a file was cut while it was compressed. */
    private static @Nullable String next(BufferedReader reader, ExportFaults faults) {
        try {
            return reader.readLine();
        } catch (IOException broken) {
            faults.add("it breaks off: " + broken.getMessage());
            return null;
        }
    }
}
