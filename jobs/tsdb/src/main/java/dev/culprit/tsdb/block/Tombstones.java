package dev.culprit.tsdb.block;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Crc;
import dev.culprit.tsdb.bytes.Cursor;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.series.Deletions;
import java.io.IOException;

/** Reads which samples were deleted and are still in the chunks ({@code tsdb/tombstones}). */
final class Tombstones {
    private static final int HEADER = 5;
    private static final long MAGIC = 0x0130BA30L;
    /** By hand: ten million deletions. */
    private static final long LONGEST = 256L << 20;

    static final String FILE = "tombstones";

    private Tombstones() {}

    static Deletions read(BlockFiles files, String block) throws IOException {
        Deletions deletions = new Deletions();
        byte[] bytes = files.whole(BlockFiles.child(block, FILE), LONGEST);
        if (bytes.length < HEADER + Integer.BYTES) {
            throw new CorruptException("tombstones are cut");
        }
        int end = bytes.length - Integer.BYTES;
        Cursor cursor = new Cursor(bytes, 0, end);
        if (cursor.u32() != MAGIC || cursor.u8() != 1) {
            throw new CorruptException("tombstones do not begin as such");
        }
        // The sum is of what follows the version, whatever the format's description says.
        if (new Cursor(bytes, end, bytes.length).u32() != Crc.of(bytes, HEADER, end - HEADER)) {
            throw new CorruptException("tombstones have a wrong checksum");
        }
        while (cursor.remaining() > 0) {
            deletions.add(cursor.uvarint(), cursor.varint(), cursor.varint());
        }
        return deletions;
    }
}
