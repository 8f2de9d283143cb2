package dev.culprit.tsdb.export;

import dev.culprit.tsdb.bytes.CorruptException;
import java.io.BufferedInputStream;
import java.io.IOException;

/** Reads the files of one kind of export, one after the other. */
interface ExportReader {
    /**
     * Reads a file to its end, as far as it can be read.
     *
     * @throws CorruptException where nothing of it can be read: the message is what follows its name
     */
    void read(BufferedInputStream in, ExportFaults faults) throws IOException;

    /** What is known only when all files have been read. */
    default void finish() {}
}
