package dev.culprit.extract.memory.metricstream;

import dev.culprit.extract.memory.files.LineReader;
import dev.culprit.extract.memory.files.LineRecords;
import dev.culprit.extract.memory.files.RecordReader;
import dev.culprit.extract.memory.files.RecordSink;
import dev.culprit.extract.memory.files.SourceDiagnostics;
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
    public void read(InputStream in, RecordSink sink) {
        LineRecords.read(new LineReader(in, false), parser, sink);
    }

    @Override
    public SourceDiagnostics diagnostics() {
        return diagnostics;
    }
}
