package dev.culprit.tsdb.block;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Cursor;
import dev.culprit.tsdb.bytes.RandomBytes;
import dev.culprit.tsdb.bytes.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The texts of a block's labels, left in the file: four bytes of memory for each. */
final class Symbols {
    /** Most texts are shorter, and come with the first read. */
    private static final int USUAL = 96;

    private final RandomBytes index;
    private final long from;
    private final long to;
    /** By ordinal, from {@link #from} on; none in version 1, where references are places in the file. */
    private final int[] offsets;

    private final boolean ordinals;

    private Symbols(RandomBytes index, long from, long to, int[] offsets, boolean ordinals) {
        this.ordinals = ordinals;
        this.index = index;
        this.from = from;
        this.to = to;
        this.offsets = offsets;
    }

    /** @param section of which the checksum is known to be right */
    static Symbols read(RandomBytes index, Section section, boolean ordinals) throws IOException {
        Window window = new Window(index, section.from(), section.to());
        window.see(Integer.BYTES);
        long count = new Cursor(window.array(), window.offset(), window.offset() + Integer.BYTES).u32();
        window.skip(Integer.BYTES);
        if (count > section.length()) {
            throw new CorruptException("%,d symbols in %,d bytes".formatted(count, section.length()));
        }
        int[] offsets = new int[ordinals ? (int) count : 0];
        for (int i = 0; i < count; i++) {
            if (ordinals) {
                offsets[i] = (int) (window.position() - section.from());
            }
            long length = window.uvarint();
            if (length < 0) {
                throw new CorruptException("symbol %d is longer than the table".formatted(i));
            }
            window.skip(length);
        }
        return new Symbols(index, section.from(), section.to(), offsets, ordinals);
    }

    /** @throws CorruptException where there is no symbol of this reference */
    void check(long reference) throws CorruptException {
        place(reference);
    }

    private long place(long reference) throws CorruptException {
        long at = reference;
        if (ordinals) {
            if (reference < 0 || reference >= offsets.length) {
                throw new CorruptException(
                        "symbol %s of %,d".formatted(Long.toUnsignedString(reference), offsets.length));
            }
            at = from + Integer.toUnsignedLong(offsets[(int) reference]);
        }
        if (at < from || at >= to) {
            throw new CorruptException("symbol at byte %s, outside of the table".formatted(Long.toUnsignedString(at)));
        }
        return at;
    }

    String text(long reference) throws IOException {
        long at = place(reference);
        int length = (int) Math.min(USUAL, to - at);
        byte[] bytes = new byte[length];
        index.read(at, bytes, length);
        Cursor cursor = new Cursor(bytes, 0, length);
        long textLength = cursor.uvarint();
        int start = cursor.position();
        if (textLength < 0 || textLength > to - at - start) {
            throw new CorruptException("symbol at byte %d reaches beyond the table".formatted(at));
        }
        int whole = start + (int) textLength;
        if (whole > length) {
            bytes = new byte[whole];
            index.read(at, bytes, whole);
        }
        return new String(Arrays.copyOfRange(bytes, start, whole), StandardCharsets.UTF_8);
    }
}
