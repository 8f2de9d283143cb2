package dev.culprit.extract.memory.performancelog;

import dev.culprit.extract.memory.files.InsightsCsv;
import dev.culprit.extract.memory.files.LineReader;
import dev.culprit.extract.memory.files.LineRecords;
import dev.culprit.extract.memory.files.ProtobufFile;
import dev.culprit.extract.memory.files.RecordReader;
import dev.culprit.extract.memory.files.RecordSink;
import dev.culprit.extract.memory.files.SourceDiagnostics;
import dev.culprit.extract.memory.files.WrappedRecords;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads the files of a performance log. */
final class PerformanceLogReader implements RecordReader {
    private final PerformanceLogDiagnostics diagnostics;
    private final WrappedRecords parser;

    PerformanceLogReader(@Nullable String onlyCluster) {
        this.diagnostics = new PerformanceLogDiagnostics(onlyCluster);
        this.parser = new WrappedRecords(new PerformanceLogParser(onlyCluster, diagnostics));
    }

    @Override
    public void read(InputStream in, RecordSink sink) throws IOException {
        BufferedInputStream peeked = new BufferedInputStream(in);
        if (ProtobufFile.isOne(peeked)) {
            sink.skip(null, PerformanceLogParser.BINARY);
        } else if (InsightsCsv.isOne(peeked)) {
            InsightsCsv.read(peeked, parser, sink);
        } else {
            LineRecords.read(new LineReader(peeked, true), parser, sink);
        }
    }

    @Override
    public SourceDiagnostics diagnostics() {
        return diagnostics;
    }
}
