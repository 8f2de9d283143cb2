package dev.culprit.scrapes.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes at a time, in one long (SIMD within a register; Hacker's Delight, 6-1). The JDK's Vector API is an
 * incubator in 17, needs a flag on every JVM, and was slower on these bodies.
 */
final class Swar {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ZEROS = '0' * ONES;
    private static final long NEWLINES = '\n' * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    private Swar() {}

    /** The eight bytes from {@code index} on, the first in the lowest bits. */
    static long word(byte[] bytes, int index) {
        return (long) LONG.get(bytes, index);
    }

    /**
     * Copies a short text by words. Up to seven bytes beyond it are written too, and read, where the arrays have them.
     *
     * @param target with room for {@code length} and seven more
     */
    static void copy(byte[] source, int from, byte[] target, int at, int length) {
        if (length > 64 || from + length + Long.BYTES > source.length) {
            System.arraycopy(source, from, target, at, length);
            return;
        }
        for (int i = 0; i < length; i += Long.BYTES) {
            LONG.set(target, at + i, (long) LONG.get(source, from + i));
        }
    }

    /** How many of the word's bytes, from the first on, are decimal digits. */
    static int digits(long word) {
        long values = word ^ ZEROS;
        long others = ((values + 0x76 * ONES) | values) & HIGH_BITS;
        return Long.numberOfTrailingZeros(others) >>> 3;
    }

    /**
     * The number that the word's first {@code digits} bytes write, which must be digits.
     *
     * @param digits from 1 to 8
     */
    static long number(long word, int digits) {
        long values = (word ^ ZEROS) << ((8 - digits) * 8);
        values = values * 10 + (values >>> 8);
        return ((values & 0x000000ff000000ffL) * 0x000f424000000064L
                        + ((values >>> 16) & 0x000000ff000000ffL) * 0x0000271000000001L)
                >>> 32;
    }

    /** Where the next newline is, or {@code to}. */
    static int newline(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long found = zeroBytes(word(bytes, at) ^ NEWLINES);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /** How many newlines there are. */
    static int newlines(byte[] bytes, int from, int to) {
        int count = 0;
        for (int at = newline(bytes, from, to); at < to; at = newline(bytes, at + 1, to)) {
            count++;
        }
        return count;
    }

    /** Where the next quote, backslash or byte beyond ASCII is, or {@code to}. */
    static int endOfPlainText(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = word(bytes, at);
            long found = zeroBytes(word ^ QUOTES) | zeroBytes(word ^ BACKSLASHES) | (word & HIGH_BITS);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < to && bytes[at] != '"' && bytes[at] != '\\' && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The high bit of the first byte that is zero; those above it may be wrong. */
    private static long zeroBytes(long word) {
        return (word - ONES) & ~word & HIGH_BITS;
    }
}
