package dev.culprit.tsdb.block;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Cursor;
import dev.culprit.tsdb.bytes.RandomBytes;
import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * A part of an index that stands between its length and its checksum.
 *
 * @param from place of its content's first byte, {@code to} of the byte behind it
 */
record Section(long from, long to) {
    private static final int PIECE = 1 << 14;

    /** Finds the section whose length stands at a place, and checks its sum. */
    static Section at(RandomBytes index, long place, String name) throws IOException {
        if (place < 0 || place > index.length() - 2 * Integer.BYTES) {
            throw new CorruptException(
                    "%s would begin at byte %s of %d".formatted(name, Long.toUnsignedString(place), index.length()));
        }
        byte[] head = new byte[Integer.BYTES];
        index.read(place, head, Integer.BYTES);
        long length = new Cursor(head, 0, Integer.BYTES).u32();
        long from = place + Integer.BYTES;
        if (length > index.length() - from - Integer.BYTES) {
            throw new CorruptException("%s of %,d bytes is cut".formatted(name, length));
        }
        byte[] piece = new byte[(int) Math.min(PIECE, Math.max(length, Integer.BYTES))];
        CRC32C crc = new CRC32C();
        for (long done = 0; done < length; ) {
            int part = (int) Math.min(PIECE, length - done);
            index.read(from + done, piece, part);
            crc.update(piece, 0, part);
            done += part;
        }
        index.read(from + length, piece, Integer.BYTES);
        if (new Cursor(piece, 0, Integer.BYTES).u32() != crc.getValue()) {
            throw new CorruptException("%s has a wrong checksum".formatted(name));
        }
        return new Section(from, from + length);
    }

    long length() {
        return to - from;
    }
}
