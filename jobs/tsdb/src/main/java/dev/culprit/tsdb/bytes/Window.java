package dev.culprit.tsdb.bytes;

import java.io.IOException;

/** Reads a range of bytes from its beginning to its end, a piece at a time. */
public final class Window {
    private static final int PIECE = 1 << 16;

    private final RandomBytes source;
    private final long end;
    private byte[] buffer = new byte[PIECE];
    /** Place of the buffer's first byte. */
    private long start;

    private int size;
    private int at;

    public Window(RandomBytes source, long from, long to) throws CorruptException {
        if (from < 0 || from > to || to > source.length()) {
            throw new CorruptException(
                    "section from byte %d to %d of a file of %d".formatted(from, to, source.length()));
        }
        this.source = source;
        this.start = from;
        this.end = to;
    }

    public long position() {
        return start + at;
    }

    public long remaining() {
        return end - position();
    }

    /** The next byte, without taking it; -1 at the end. */
    public int peek() throws IOException {
        return fill(1) ? buffer[at] & 0xff : -1;
    }

    public void skip(long count) throws IOException {
        if (count > remaining()) {
            throw new CorruptException("section ends at byte %d, %d more were told".formatted(end, count));
        }
        if (count <= size - at) {
            at += (int) count;
        } else {
            start = position() + count;
            size = 0;
            at = 0;
        }
    }

    public long uvarint() throws IOException {
        fill(10);
        Cursor cursor = new Cursor(buffer, at, size);
        long value = cursor.uvarint();
        at = cursor.position();
        return value;
    }

    /** So many bytes, which stand in {@link #array} from {@link #offset} on until the next call; they are not taken. */
    public void see(long count) throws IOException {
        if (count < 0 || count > remaining() || count > Integer.MAX_VALUE - PIECE) {
            throw new CorruptException(
                    "section ends at byte %d, %s more were told".formatted(end, Long.toUnsignedString(count)));
        }
        fill((int) count);
    }

    public byte[] array() {
        return buffer;
    }

    public int offset() {
        return at;
    }

    /** @return whether so many are there */
    private boolean fill(int count) throws IOException {
        if (size - at >= count) {
            return true;
        }
        long position = position();
        int wanted = (int) Math.min(Math.max(PIECE, count), end - position);
        if (wanted > buffer.length) {
            buffer = new byte[wanted];
        }
        source.read(position, buffer, wanted);
        start = position;
        at = 0;
        size = wanted;
        return size >= count;
    }
}
