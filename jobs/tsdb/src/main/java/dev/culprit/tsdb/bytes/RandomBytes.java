package dev.culprit.tsdb.bytes;

import java.io.Closeable;
import java.io.IOException;

/** Bytes that can be read at any place, by several threads at once. */
public interface RandomBytes extends Closeable {
    /** For messages. */
    String name();

    long length();

    /**
     * Reads into the beginning of an array.
     *
     * @throws CorruptException where the bytes do not reach so far
     */
    void read(long position, byte[] into, int length) throws IOException;
}
