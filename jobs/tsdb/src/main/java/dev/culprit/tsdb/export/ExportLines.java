package dev.culprit.tsdb.export;

import dev.culprit.tsdb.bytes.CorruptException;

/** Reads one kind of export, line by line. */
interface ExportLines {
    /**
     * Takes a line.
     *
     * @throws CorruptException where it cannot be read: the message says why
     */
    void line(String line, ExportedSeries into) throws CorruptException;
}
