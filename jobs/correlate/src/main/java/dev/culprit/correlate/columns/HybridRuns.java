package dev.culprit.correlate.columns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
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
    /** Of the next packed number, from the first byte of all on. */
    private long bit;

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
     * Reads the next numbers, many at once: the loop over packed ones has no branch and no field. To be asked for as many as there are.
     *
     * @param begin where the first one goes; {@code end} behind the last one
     * @throws ParquetDecodingException where there are fewer runs than that takes
     */
    void read(int[] into, int begin, int end) {
        for (int from = begin; from < end; ) {
            if (left == 0) {
                begin();
            }
            int taken = Math.min(left, end - from);
            if (repeated) {
                Arrays.fill(into, from, from + taken, number);
            } else {
                unpack(into, from, from + taken);
            }
            left -= taken;
            from += taken;
        }
    }

    private void unpack(int[] into, int from, int to) {
        byte[] packed = bytes;
        long place = bit;
        for (int i = from; i < to; i++) {
            into[i] = (int) ((long) LONGS.get(packed, (int) (place >>> 3)) >>> (place & 7)) & mask;
            place += width;
        }
        bit = place;
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
            bit = 8L * at;
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
