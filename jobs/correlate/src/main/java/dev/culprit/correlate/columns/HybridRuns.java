package dev.culprit.correlate.columns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * Small whole numbers as Parquet writes levels and numbers of dictionaries: runs of one number, and groups of eight with their bits side by
 * side, the lowest first (Parquet's encodings, "Run Length Encoding / Bit-Packing Hybrid"). Parquet's own decoder does the same by a call
 * through two interfaces for each number, which was a third of all that reading took.
 */
final class HybridRuns {
    /** So many bytes must follow those of the runs, whatever they hold: a number is cut out of eight bytes at once. */
    static final int PADDING = Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private final int width;
    private final int mask;
    private int at;
    private int left;
    private boolean repeated;
    private int number;
    private int packedAt;
    private int bit;

    /**
     * @param bytes with {@link #PADDING}
     * @param at where the runs begin
     * @param end where they end
     * @param width of a number in bits, at most 32
     */
    HybridRuns(byte[] bytes, int at, int end, int width) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
        this.width = width;
        this.mask = (int) ((1L << width) - 1);
    }

    /**
     * To be asked as often as there are numbers.
     *
     * @throws ParquetDecodingException where there are fewer runs than that takes
     */
    int next() {
        if (left == 0) {
            begin();
        }
        left--;
        if (repeated) {
            return number;
        }
        int next = (int) ((long) LONGS.get(bytes, packedAt + (bit >>> 3)) >>> (bit & 7)) & mask;
        bit += width;
        return next;
    }

    private void begin() {
        if (at >= end) {
            throw new ParquetDecodingException("a page has fewer numbers than it says");
        }
        int header = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[at++];
            header |= (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        if (header >>> 1 == 0) {
            throw new ParquetDecodingException("a page has a run of no number");
        }
        repeated = (header & 1) == 0;
        if (repeated) {
            left = header >>> 1;
            number = 0;
            for (int i = 0; i < width; i += 8) {
                number |= (bytes[at++] & 0xFF) << i;
            }
        } else {
            int groups = header >>> 1;
            left = 8 * groups;
            packedAt = at;
            bit = 0;
            at += groups * width;
        }
    }

    /** The same numbers, each of at most eight bits, as if they had been written so. */
    static HybridRuns of(int[] levels) {
        int groups = (levels.length + 7) / 8;
        byte[] bytes = new byte[5 + 8 * groups + PADDING];
        int at = 0;
        int header = groups << 1 | 1;
        for (; header >>> 7 != 0; header >>>= 7) {
            bytes[at++] = (byte) (header | 0x80);
        }
        bytes[at++] = (byte) header;
        for (int level : levels) {
            bytes[at++] = (byte) level;
        }
        return new HybridRuns(bytes, 0, at, Byte.SIZE);
    }
}
