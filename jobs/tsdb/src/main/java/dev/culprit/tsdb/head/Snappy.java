package dev.culprit.tsdb.head;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Cursor;

/** Snappy's block format (google/snappy, {@code format_description.txt}), which has no frames and no checksums. */
final class Snappy {
    /** What an element of three bytes can copy at most is 64. */
    private static final int MOST_EXPANSION = 64;

    private Snappy() {}

    static byte[] decompress(byte[] bytes, int length) throws CorruptException {
        Cursor cursor = new Cursor(bytes, 0, length);
        long told = cursor.uvarint();
        if (told < 0 || told > (long) MOST_EXPANSION * length) {
            throw new CorruptException("%s bytes are told to be in %d that snappy compressed"
                    .formatted(Long.toUnsignedString(told), length));
        }
        byte[] out = new byte[(int) told];
        int size = 0;
        while (cursor.remaining() > 0) {
            int tag = cursor.u8();
            int kind = tag & 3;
            if (kind == 0) {
                size = literal(tag >> 2, bytes, cursor, out, size);
                continue;
            }
            int count = kind == 1 ? 4 + (tag >> 2 & 7) : 1 + (tag >> 2);
            long distance = switch (kind) {
                case 1 -> (tag & 0xe0) << 3 | cursor.u8();
                case 2 -> little(cursor, 2);
                default -> little(cursor, 4);
            };
            if (distance == 0 || distance > size || count > out.length - size) {
                throw new CorruptException("snappy copies from outside of what it wrote");
            }
            // Byte by byte, as a copy may reach into what it writes.
            for (int from = size - (int) distance, end = size + count; size < end; ) {
                out[size++] = out[from++];
            }
        }
        if (size != out.length) {
            throw new CorruptException("snappy tells of %d bytes and has %d".formatted(out.length, size));
        }
        return out;
    }

    private static int literal(int code, byte[] bytes, Cursor cursor, byte[] out, int size) throws CorruptException {
        long count = 1 + (code < 60 ? code : little(cursor, code - 59));
        if (count > cursor.remaining() || count > out.length - size) {
            throw new CorruptException("snappy's literal of %d bytes is cut".formatted(count));
        }
        System.arraycopy(bytes, cursor.position(), out, size, (int) count);
        cursor.skip((int) count);
        return size + (int) count;
    }

    private static long little(Cursor cursor, int count) throws CorruptException {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (long) cursor.u8() << (8 * i);
        }
        return value;
    }
}
