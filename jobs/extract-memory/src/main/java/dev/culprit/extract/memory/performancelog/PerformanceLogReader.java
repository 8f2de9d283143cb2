package dev.culprit.extract.memory.performancelog;

import dev.culprit.extract.memory.files.LineReader;
import dev.culprit.extract.memory.files.LineRecords;
import dev.culprit.extract.memory.files.RecordReader;
import dev.culprit.extract.memory.files.RecordSink;
import dev.culprit.extract.memory.files.SourceDiagnostics;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads the files of a performance log. */
final class PerformanceLogReader implements RecordReader {
    private final PerformanceLogDiagnostics diagnostics;
    private final PerformanceLogParser parser;

    PerformanceLogReader(@Nullable String onlyCluster) {
        this.diagnostics = new PerformanceLogDiagnostics(onlyCluster);
        this.parser = new PerformanceLogParser(onlyCluster, diagnostics);
    }

    @Override
    public void read(InputStream in, RecordSink sink) {
        LineRecords.read(new LineReader(in, true), parser, sink);
    }

    @Override
    public SourceDiagnostics diagnostics() {
        return diagnostics;
    }
}
