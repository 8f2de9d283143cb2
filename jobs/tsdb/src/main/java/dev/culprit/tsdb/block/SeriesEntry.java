package dev.culprit.tsdb.block;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Crc;
import dev.culprit.tsdb.bytes.Cursor;
import java.util.Arrays;

/** A series as the index has it: references of its labels' symbols, and its chunks. To be used for one after the other. */
final class SeriesEntry implements IndexedSeries {
    /** No server lets so many labels in. */
    private static final int MOST_LABELS = 1 << 16;

    private long[] symbols = new long[64];
    private int labels;
    private long[] chunks = new long[24];
    private int chunkCount;

    /**
     * Decodes an entry.
     *
     * @param bytes from {@code from} on its content and, behind it, its checksum
     */
    void decode(byte[] bytes, int from, int length) throws CorruptException {
        Cursor cursor = checked(bytes, from, length);
        decodeLabels(cursor);
        decodeChunks(cursor);
    }

    /** The same of the labels alone. */
    void decodeLabels(byte[] bytes, int from, int length) throws CorruptException {
        chunkCount = 0;
        decodeLabels(checked(bytes, from, length));
    }

    /** The same of the chunks alone. */
    void decodeChunks(byte[] bytes, int from, int length) throws CorruptException {
        Cursor cursor = checked(bytes, from, length);
        labels = 0;
        cursor.skipUvarints(2 * cursor.count(2));
        decodeChunks(cursor);
    }

    private static Cursor checked(byte[] bytes, int from, int length) throws CorruptException {
        Cursor checksum = new Cursor(bytes, from + length, from + length + Integer.BYTES);
        if (checksum.u32() != Crc.of(bytes, from, length)) {
            throw new CorruptException("series entry with a wrong checksum");
        }
        return new Cursor(bytes, from, from + length);
    }

    private void decodeLabels(Cursor cursor) throws CorruptException {
        labels = cursor.count(2);
        if (labels > MOST_LABELS) {
            throw new CorruptException("series of %,d labels".formatted(labels));
        }
        if (2 * labels > symbols.length) {
            symbols = new long[4 * labels];
        }
        for (int i = 0; i < 2 * labels; i++) {
            symbols[i] = cursor.uvarint();
        }
    }

    private void decodeChunks(Cursor cursor) throws CorruptException {
        chunkCount = 0;
        int count = cursor.count(3);
        if (3 * count > chunks.length) {
            chunks = Arrays.copyOf(chunks, 6 * count);
        }
        long end = 0;
        long ref = 0;
        for (int i = 0; i < count; i++) {
            // Foreign writers let chunks overlap: the distance is a negative number then, in ten bytes, and wraps
            // around.
            long start = i == 0 ? cursor.varint() : end + cursor.uvarint();
            end = start + cursor.uvarint();
            ref = i == 0 ? cursor.uvarint() : ref + cursor.varint();
            chunks[3 * i] = start;
            chunks[3 * i + 1] = end;
            chunks[3 * i + 2] = ref;
        }
        chunkCount = count;
    }

    @Override
    public long symbol(int place) {
        return symbols[place];
    }

    @Override
    public int labels() {
        return labels;
    }

    @Override
    public int chunks() {
        return chunkCount;
    }

    @Override
    public long firstTime(int chunk) {
        return chunks[3 * chunk];
    }

    @Override
    public long lastTime(int chunk) {
        return chunks[3 * chunk + 1];
    }

    long reference(int chunk) {
        return chunks[3 * chunk + 2];
    }
}
