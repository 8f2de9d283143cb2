package dev.culprit.tsdb.block;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Cursor;
import dev.culprit.tsdb.bytes.RandomBytes;
import dev.culprit.tsdb.bytes.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The texts of a block's labels, left in the file: four bytes of memory for each. */
final class Symbols {
    /** Most texts are shorter, and come with the first read. */
    private static final int USUAL = 96;

    /** By hand, a power of two: series that follow one another have nearly all texts in common. */
    private static final int RECENT = 1 << 12;

    /** By hand, bytes: so what is kept of a block's texts takes some megabytes at most, whoever chose them. */
    private static final int LONGEST_RECENT = 512;

    private final RandomBytes index;
    private final long from;
    private final long to;
    /** By ordinal, from {@link #from} on; none in version 1, where references are places in the file. */
    private final int[] offsets;

    private final boolean ordinals;

    /** Texts that were read last, each at the place that its reference's lowest bits name. Any thread may write any of them. */
    private final @Nullable Text[] recent = new Text[RECENT];

    private record Text(long reference, String text) {}

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
        int slot = (int) reference & (RECENT - 1);
        @Nullable Text known = recent[slot];
        if (known != null && known.reference() == reference) {
            return known.text();
        }
        String text = read(reference);
        if (text.length() <= LONGEST_RECENT) {
            recent[slot] = new Text(reference, text);
        }
        return text;
    }

    private String read(long reference) throws IOException {
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
        return new String(bytes, start, (int) textLength, StandardCharsets.UTF_8);
    }
}
