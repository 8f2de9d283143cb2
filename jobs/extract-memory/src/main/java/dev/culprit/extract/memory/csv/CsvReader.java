package dev.culprit.extract.memory.csv;

import dev.culprit.extract.memory.files.LineReader;
import dev.culprit.extract.memory.files.LineRecords;
import dev.culprit.extract.memory.files.RecordReader;
import dev.culprit.extract.memory.files.RecordSink;
import dev.culprit.extract.memory.files.SourceDiagnostics;
import dev.culprit.extract.memory.files.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV line by line: a quote that is not closed costs one line and not the rest of the file, and no name of Kubernetes has
 * a line feed in it.
 */
final class CsvReader implements RecordReader {
    private final @Nullable String onlyCluster;
    private final ZoneId zone;
    private final CsvDiagnostics diagnostics;

    CsvReader(@Nullable String onlyCluster, ZoneId zone) {
        this.onlyCluster = onlyCluster;
        this.zone = zone;
        this.diagnostics = new CsvDiagnostics(onlyCluster);
    }

    @Override
    public void read(InputStream in, RecordSink sink) throws IOException {
        LineReader lines = new LineReader(in, false);
        boolean begun = lines.next();
        while (begun && lines.isBlank()) {
            begun = lines.next();
        }
        if (!begun) {
            sink.skip(null, "empty file");
            return;
        }
        try {
            CsvParser parser = parser(lines);
            LineRecords.read(lines, parser, sink);
        } catch (UnreadableException unnamed) {
            diagnostics.withoutColumns(unnamed.reason());
            sink.skip("line " + lines.number(), unnamed.reason());
        }
    }

    /** @throws UnreadableException where the line that the reader stands on names no usable columns */
    private CsvParser parser(LineReader lines) throws UnreadableException {
        if (lines.isOverlong()) {
            throw new UnreadableException("first line of more than %,d bytes".formatted(lines.longest()));
        }
        String text = CsvLines.decode(lines.bytes(), lines.length());
        CsvLines fields = CsvLines.separatedAs(text);
        List<String> names = fields.split(text);
        return new CsvParser(fields, names, CsvColumns.named(names), onlyCluster, zone, diagnostics);
    }

    @Override
    public SourceDiagnostics diagnostics() {
        return diagnostics;
    }
}
