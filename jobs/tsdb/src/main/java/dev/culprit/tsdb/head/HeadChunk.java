package dev.culprit.tsdb.head;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Crc;
import dev.culprit.tsdb.bytes.Cursor;
import dev.culprit.tsdb.bytes.MappedFile;
import dev.culprit.tsdb.bytes.Window;
import dev.culprit.tsdb.chunk.Chunk;
import dev.culprit.tsdb.head.HeadFiles.LogFile;
import dev.culprit.tsdb.series.SampleSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/** A chunk that a server has put aside in {@code chunks_head} ({@code tsdb/chunks/head_chunks.go}). */
record HeadChunk(long reference, long firstTime, long lastTime, int encoding, byte[] data) {
    private static final int FILE_HEADER = 8;
    private static final long MAGIC = 0x0130BC91L;
    /** Reference, two times, encoding. */
    private static final int HEADER = 3 * Long.BYTES + 1;

    private static final int OUT_OF_ORDER = 0x80;

    /** @throws CorruptException for the first chunk that is damaged, when those before it are told */
    static void read(LogFile file, Consumer<HeadChunk> chunks) throws IOException {
        MappedFile bytes = MappedFile.open(file.file());
        long end = Math.min(file.bytes(), bytes.length());
        if (end < FILE_HEADER) {
            return; // as after a crash
        }
        Window window = new Window(bytes, 0, end);
        window.see(FILE_HEADER);
        Cursor header = new Cursor(window.array(), window.offset(), window.offset() + FILE_HEADER);
        long magic = header.u32();
        if (magic == 0) {
            return; // reserved, and nothing written yet
        }
        if (magic != MAGIC || header.u8() != 1) {
            throw new CorruptException("does not begin as a file of head chunks does");
        }
        window.skip(FILE_HEADER);
        while (window.remaining() >= HEADER) {
            long at = window.position();
            window.see(Math.min(window.remaining(), HEADER + 10));
            int from = window.offset();
            Cursor cursor = new Cursor(window.array(), from, from + (int) Math.min(window.remaining(), HEADER + 10));
            long reference = cursor.i64();
            long first = cursor.i64();
            long last = cursor.i64();
            if (reference == 0 && first == 0 && last == 0) {
                return;
            }
            int encoding = cursor.u8() & ~OUT_OF_ORDER;
            long length = cursor.uvarint();
            int headerLength = cursor.position() - from;
            if (length < 0 || length > window.remaining() - headerLength - Integer.BYTES) {
                throw new CorruptException("chunk at byte %d is cut".formatted(at));
            }
            int summed = headerLength + (int) length;
            window.see(summed + Integer.BYTES);
            int start = window.offset();
            Cursor checksum = new Cursor(window.array(), start + summed, start + summed + Integer.BYTES);
            if (checksum.u32() != Crc.of(window.array(), start, summed)) {
                throw new CorruptException("chunk at byte %d has a wrong checksum".formatted(at));
            }
            chunks.accept(new HeadChunk(
                    reference,
                    first,
                    last,
                    encoding,
                    Arrays.copyOfRange(window.array(), start + headerLength, start + summed)));
            window.skip(summed + Integer.BYTES);
        }
    }

    void read(SampleSink sink) {
        Chunk.decode(encoding, data, 0, data.length, firstTime, lastTime, sink);
    }
}
