package dev.culprit.scrapes.text;

import dev.culprit.scrapes.ScanLimits;
import java.util.Arrays;

/** Append-only storage of byte strings, each in one piece, in chunks, so that growing never copies; at most 2 GiB. */
final class Arena {
    /** The longest string. */
    private static final int CHUNK = ScanLimits.LONGEST_TEXT;

    private static final int CHUNK_BITS = Integer.numberOfTrailingZeros(CHUNK);

    private static final int MAX_CHUNKS = 1 << (Integer.SIZE - 1 - CHUNK_BITS);
    /** What a small target needs; the first chunk alone grows. */
    private static final int SMALL = 1 << 14;

    private byte[][] chunks = {new byte[SMALL]};
    private int count = 1;
    private int used;

    boolean isFull(int bytes) {
        return count == MAX_CHUNKS && used + bytes > CHUNK;
    }

    /** @return the address of {@code bytes[from, to)} in the arena */
    int add(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return 0;
        }
        if (used + length > CHUNK) {
            if (count == chunks.length) {
                chunks = Arrays.copyOf(chunks, 2 * count);
            }
            chunks[count++] = new byte[CHUNK];
            used = 0;
        } else if (used + length > chunks[count - 1].length) {
            int grown = Math.min(CHUNK, Math.max(used + length, 4 * chunks[count - 1].length));
            chunks[count - 1] = Arrays.copyOf(chunks[count - 1], grown);
        }
        System.arraycopy(bytes, from, chunks[count - 1], used, length);
        int address = ((count - 1) << CHUNK_BITS) | used;
        used += length;
        return address;
    }

    byte[] chunk(int address) {
        return chunks[address >>> CHUNK_BITS];
    }

    static int offset(int address) {
        return address & (CHUNK - 1);
    }
}
