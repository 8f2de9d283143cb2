package dev.culprit.tsdb.block;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Crc;
import dev.culprit.tsdb.bytes.Cursor;
import dev.culprit.tsdb.bytes.RandomBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where the parts of an index are ({@code tsdb/index/index.go}), as places in the file.
 *
 * @param version 1 to 3
 * @param seriesEnd the byte behind the last series
 */
record Toc(int version, long symbols, long series, long seriesEnd, long postingsTable) {
    private static final int HEADER = 5;
    private static final long MAGIC = 0xBAAAD700L;
    private static final int NEWEST = 3;
    /** Six places and a checksum. */
    private static final int LENGTH = 6 * Long.BYTES + Integer.BYTES;

    private static final byte[] LFS = "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);

    /** @param twoByAccident whether a version of 1 is a 2 ({@code tsdb/repair.go}) */
    static Toc read(RandomBytes index, boolean twoByAccident) throws IOException {
        long length = index.length();
        byte[] head = new byte[LFS.length];
        int shown = (int) Math.min(head.length, length);
        index.read(0, head, shown);
        if (Arrays.equals(head, LFS)) {
            throw new CorruptException("is a pointer of Git LFS: fetch the file itself");
        }
        if (length < HEADER + LENGTH) {
            throw new CorruptException("has %d bytes, which is too short for an index".formatted(length));
        }
        Cursor header = new Cursor(head, 0, HEADER);
        if (header.u32() != MAGIC) {
            throw new CorruptException("does not begin as an index does");
        }
        int version = header.u8();
        if (version < 1 || version > NEWEST) {
            throw new CorruptException("index of the version %d, which is not known".formatted(version));
        }
        byte[] toc = new byte[LENGTH];
        index.read(length - LENGTH, toc, LENGTH);
        Cursor cursor = new Cursor(toc, 0, LENGTH);
        long symbols = cursor.i64();
        long series = cursor.i64();
        long labelIndices = cursor.i64();
        cursor.i64(); // label offset table
        long postings = cursor.i64();
        long postingsTable = cursor.i64();
        if (cursor.u32() != Crc.of(toc, 0, LENGTH - Integer.BYTES)) {
            throw new CorruptException("table of contents has a wrong checksum: is the file cut?");
        }
        long seriesEnd = labelIndices != 0 ? labelIndices : postings;
        if (symbols < HEADER || series < symbols || seriesEnd < series || seriesEnd > length - LENGTH) {
            throw new CorruptException("table of contents is out of order");
        }
        return new Toc(version == 1 && twoByAccident ? 2 : version, symbols, series, seriesEnd, postingsTable);
    }

    /** By how much a series' number is multiplied for its place. */
    int alignment() {
        return version == 1 ? 1 : 16;
    }
}
