package dev.culprit.extract.memory.files;

import java.io.IOException;
import java.io.InputStream;

/** Makes readings of one source's files. */
public interface RecordReader {
    /**
     * Reads one file, decompressed.
     *
     * @throws IOException where the file breaks off; what came before it counts
     */
    void read(InputStream in, RecordSink sink) throws IOException;

    SourceDiagnostics diagnostics();
}
