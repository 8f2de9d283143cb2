package dev.culprit.tsdb.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads numbers one after the other from an array: fixed ones big endian, variable ones as Go's {@code encoding/binary}
 * writes them.
 */
public final class Cursor {
    private static final int LONGEST_VARINT = 10;

    private byte[] bytes;
    private int position;
    private int limit;

    public Cursor(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.position = from;
        this.limit = to;
    }

    public void reset(byte[] array, int from, int to) {
        bytes = array;
        position = from;
        limit = to;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return limit - position;
    }

    public int u8() throws CorruptException {
        need(1);
        return bytes[position++] & 0xff;
    }

    public int u16() throws CorruptException {
        return u8() << 8 | u8();
    }

    public long u32() throws CorruptException {
        need(Integer.BYTES);
        long value = ByteBuffer.wrap(bytes).getInt(position) & 0xffffffffL;
        position += Integer.BYTES;
        return value;
    }

    public long i64() throws CorruptException {
        need(Long.BYTES);
        long value = ByteBuffer.wrap(bytes).getLong(position);
        position += Long.BYTES;
        return value;
    }

    /** All 64 bits of it: above {@code Long.MAX_VALUE} it is negative. */
    public long uvarint() throws CorruptException {
        if (limit - position >= 3) { // most are short
            int first = bytes[position];
            if (first >= 0) {
                position++;
                return first;
            }
            int second = bytes[position + 1];
            if (second >= 0) {
                position += 2;
                return (first & 0x7f) | (second << 7);
            }
            int third = bytes[position + 2];
            if (third >= 0) {
                position += 3;
                return (first & 0x7f) | ((second & 0x7f) << 7) | (third << 14);
            }
        }
        return longUvarint();
    }

    private long longUvarint() throws CorruptException {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            int next = u8();
            value |= (long) (next & 0x7f) << (7 * i);
            if (next < 0x80) {
                if (i == LONGEST_VARINT - 1 && next > 1) {
                    break;
                }
                return value;
            }
        }
        throw new CorruptException("number of more than 64 bits");
    }

    /** Goes behind so many variable numbers. */
    public void skipUvarints(int count) throws CorruptException {
        int at = position;
        for (int left = count; left > 0; at++) {
            if (at >= limit) {
                throw new CorruptException("%d numbers more were told than there are".formatted(left));
            }
            left -= bytes[at] >= 0 ? 1 : 0;
        }
        position = at;
    }

    public long varint() throws CorruptException {
        long value = uvarint();
        return value >>> 1 ^ -(value & 1);
    }

    /**
     * A number of things that follow, each of which takes bytes.
     *
     * @param least bytes that each takes
     */
    public int count(int least) throws CorruptException {
        long value = uvarint();
        if (value < 0 || value > remaining() / least) {
            throw new CorruptException(
                    "%s things are told, and %d bytes follow".formatted(Long.toUnsignedString(value), remaining()));
        }
        return (int) value;
    }

    /** A text behind its length. */
    public String text() throws CorruptException {
        int length = count(1);
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    public void skip(int count) throws CorruptException {
        need(count);
        position += count;
    }

    private void need(int count) throws CorruptException {
        if (count < 0 || limit - position < count) {
            throw new CorruptException("%d bytes are left, %d are wanted".formatted(limit - position, count));
        }
    }
}
