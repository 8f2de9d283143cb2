package dev.culprit.extract.memory.metricstream;

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

/** Reads the files of a metric stream. */
final class MetricStreamReader implements RecordReader {
    private final MetricStreamDiagnostics diagnostics;
    private final MetricStreamParser parser;

    MetricStreamReader(@Nullable String onlyCluster) {
        this.diagnostics = new MetricStreamDiagnostics(onlyCluster);
        this.parser = new MetricStreamParser(onlyCluster, diagnostics);
    }

    @Override
    public void read(InputStream in, RecordSink sink) throws IOException {
        BufferedInputStream peeked = new BufferedInputStream(in);
        if (ProtobufFile.isOne(peeked)) {
            parser.openTelemetry().file(peeked, sink);
        } else {
            LineRecords.read(new LineReader(peeked, true), new WrappedRecords(parser), sink);
        }
    }

    @Override
    public SourceDiagnostics diagnostics() {
        return diagnostics;
    }
}
