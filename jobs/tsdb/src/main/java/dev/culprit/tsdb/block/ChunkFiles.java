package dev.culprit.tsdb.block;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Crc;
import dev.culprit.tsdb.bytes.Cursor;
import dev.culprit.tsdb.bytes.RandomBytes;
import dev.culprit.tsdb.bytes.UnreadableException;
import dev.culprit.tsdb.chunk.Chunk;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.series.SampleSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The segments in which a block's chunks are ({@code tsdb/chunks/chunks.go}). */
final class ChunkFiles {
    private static final int HEADER = 8;
    private static final long MAGIC = 0x85BD40DDL;
    /** A chunk's length, one to five bytes, and its encoding. */
    private static final int CHUNK_HEADER = 6;
    /** By hand: Prometheus cuts chunks at one kilobyte, others let them grow to some more. */
    private static final int LONGEST = 16 << 20;

    private final List<RandomBytes> files;

    static final String FOLDER = "chunks";

    ChunkFiles(List<RandomBytes> files) {
        this.files = files;
    }

    /** @throws CorruptException where a segment is missing: references count them, whatever their names are */
    static ChunkFiles open(BlockFiles files, String folder) throws IOException {
        List<RandomBytes> segments = new ArrayList<>();
        for (BlockFiles.Entry entry : files.list(folder)) {
            String name = entry.name();
            if (!name.matches("[0-9]{1,18}")) {
                continue;
            }
            if (Long.parseLong(name) != segments.size() + 1) {
                throw new CorruptException("chunks/%06d is missing".formatted(segments.size() + 1));
            }
            RandomBytes file = files.open(folder, entry);
            byte[] header = new byte[HEADER];
            if (file.length() < HEADER) {
                throw new CorruptException("chunks/%s has %d bytes".formatted(name, file.length()));
            }
            file.read(0, header, HEADER);
            Cursor cursor = new Cursor(header, 0, HEADER);
            if (cursor.u32() != MAGIC || cursor.u8() != 1) {
                throw new CorruptException("chunks/%s does not begin as a segment of chunks does".formatted(name));
            }
            segments.add(file);
        }
        return new ChunkFiles(segments);
    }

    long bytes() {
        return files.stream().mapToLong(RandomBytes::length).sum();
    }

    /** Looks whether a chunk can be where the index says. */
    void check(long reference) throws CorruptException {
        long file = reference >>> Integer.SIZE;
        long offset = reference & 0xffffffffL;
        if (file >= files.size()) {
            throw new CorruptException("chunks/%06d is missing".formatted(file + 1));
        }
        if (offset < HEADER || offset > files.get((int) file).length() - Integer.BYTES - 2) {
            throw new CorruptException("chunks/%06d ends before the chunk at byte %d".formatted(file + 1, offset));
        }
    }

    /** @param first time of the chunk's first sample, as the index has it; {@code last} of its last */
    void read(long reference, long first, long last, SampleSink sink) throws IOException {
        try {
            check(reference);
        } catch (CorruptException missing) {
            sink.undecoded(first, last, 0, String.valueOf(missing.getMessage()));
            return;
        }
        try {
            decode(reference, first, last, sink);
        } catch (UnreadableException refused) {
            sink.undecoded(first, last, 0, "chunk that cannot be read: " + refused.getMessage());
        }
    }

    private void decode(long reference, long first, long last, SampleSink sink) throws IOException {
        RandomBytes file = files.get((int) (reference >>> Integer.SIZE));
        long at = reference & 0xffffffffL;
        byte[] head = new byte[CHUNK_HEADER];
        int shown = (int) Math.min(CHUNK_HEADER, file.length() - at);
        file.read(at, head, shown);
        Cursor cursor = new Cursor(head, 0, shown);
        long length;
        try {
            length = cursor.uvarint();
        } catch (CorruptException none) {
            length = -1;
        }
        long from = at + cursor.position();
        if (length < 0 || length > LONGEST || length > file.length() - from - 1 - Integer.BYTES) {
            sink.undecoded(first, last, 0, "damaged chunk: length");
            return;
        }
        int stored = 1 + (int) length;
        byte[] bytes = new byte[stored + Integer.BYTES];
        file.read(from, bytes, bytes.length);
        if (new Cursor(bytes, stored, bytes.length).u32() != Crc.of(bytes, 0, stored)) {
            sink.undecoded(first, last, 0, "damaged chunk: checksum");
            return;
        }
        Chunk.decode(bytes[0] & 0xff, bytes, 1, stored, first, last, sink);
    }
}
