package dev.culprit.scrapes.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A window over a body: from {@link #from} to {@link #end} it holds whole lines only, and before them what the scanner
 * wants to look back at. The bytes are public to the scanner: it reads them where they lie, and decompression writes them
 * there.
 */
final class LineBuffer {
    /** Some of the second-level cache: what is decompressed should still be there when it is read. */
    private static final int START_SIZE = 256 * 1024;

    private final int maxLine;
    private byte[] bytes = new byte[START_SIZE];
    private InputStream in = InputStream.nullInputStream();
    /** Bytes {@code [0, filled)} are read; lines up to {@code end} are whole. */
    private int filled;

    private int from;
    private int end;
    /** Offset in the body of {@code bytes[0]}. */
    private long base;

    private long overlong;
    private long overlongOffset;
    /** Whether the last of them ended within quotes. */
    private boolean overlongOpen;

    private boolean exhausted;
    private @Nullable String failure;
    private boolean lastLineOpen;

    /** @param maxLine in bytes; longer lines are skipped */
    LineBuffer(int maxLine) {
        this.maxLine = maxLine;
    }

    void open(InputStream body) {
        in = body;
        filled = 0;
        from = 0;
        end = 0;
        base = 0;
        overlong = 0;
        overlongOpen = false;
        exhausted = false;
        failure = null;
        lastLineOpen = false;
    }

    /**
     * Moves the window on to the lines that come next.
     *
     * @param kept where in it what is still looked back at begins, at most {@link #end}
     * @return whether there are any lines
     */
    boolean advance(int kept) {
        System.arraycopy(bytes, kept, bytes, 0, filled - kept);
        base += kept;
        filled -= kept;
        from = end - kept;
        end = from;
        int searched = from;
        while (true) {
            end = lastNewlineEnd(searched);
            if (end > from) {
                return true;
            }
            searched = filled;
            if (exhausted) {
                return lastLine();
            }
            if (filled - from > maxLine) {
                skipLine();
                searched = from;
            } else {
                if (filled == bytes.length) {
                    bytes = Arrays.copyOf(bytes, bytes.length * 2);
                }
                fill();
            }
        }
    }

    /**
     * Moves the window on to {@code at}, and adds at least one line that comes next. Nothing before is looked back at.
     *
     * @param at where a line begins in the window
     * @return false where no line comes, or one that is too long: all from {@code at} on stays
     */
    boolean extend(int at) {
        System.arraycopy(bytes, at, bytes, 0, filled - at);
        base += at;
        filled -= at;
        from = 0;
        end -= at;
        int whole = end;
        int searched = filled;
        while (end == whole && !exhausted && filled - whole <= maxLine) {
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            fill();
            end = Math.max(whole, lastNewlineEnd(searched));
            searched = filled;
        }
        if (end == whole && exhausted && failure == null && filled > whole && filled - whole <= maxLine) {
            lastLineOpen = true;
            end = filled;
        }
        return end > whole;
    }

    /** The last line has no newline. Where the body broke off, its rest is unknown. */
    private boolean lastLine() {
        end = filled;
        if (filled > from && failure == null && filled - from <= maxLine) {
            lastLineOpen = true;
            return true;
        }
        if (filled - from > maxLine) {
            skipping();
        }
        base += filled;
        filled = 0;
        from = 0;
        end = 0;
        return false;
    }

    private void fill() {
        try {
            // A stream may give little at a time; a window of few lines would cost more in moves than in reads.
            while (filled < bytes.length) {
                int read = in.read(bytes, filled, bytes.length - filled);
                if (read < 0) {
                    exhausted = true;
                    return;
                }
                filled += read;
            }
        } catch (IOException damaged) {
            exhausted = true;
            failure = String.valueOf(damaged.getMessage());
        }
    }

    private void skipLine() {
        skipping();
        QuoteParity quotes = new QuoteParity();
        quotes.pass(bytes, from, filled);
        int newline = filled;
        while (newline == filled) {
            base += filled;
            filled = 0;
            if (exhausted) {
                break;
            }
            fill();
            newline = Swar.newline(bytes, 0, filled);
            quotes.pass(bytes, 0, newline);
        }
        overlongOpen = quotes.isOpen();
        int next = Math.min(filled, newline + 1);
        System.arraycopy(bytes, next, bytes, 0, filled - next);
        base += next;
        filled -= next;
        from = 0;
        end = 0;
    }

    private void skipping() {
        overlongOffset = overlong++ == 0 ? base + from : overlongOffset;
    }

    /** The end of the last whole line; {@code from} where there is none, {@code searched} being known to hold no newline. */
    private int lastNewlineEnd(int searched) {
        for (int i = filled; i > searched; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return from;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the lines of the window begin; before it lies what was kept, if no line had to be skipped. */
    int from() {
        return from;
    }

    /** Where the whole lines of the window end. */
    int end() {
        return end;
    }

    /** The offset in the body of a place in the window. */
    long offset(int index) {
        return base + index;
    }

    /** Lines left out since the last call because they are too long. */
    long takeOverlongLines() {
        long taken = overlong;
        overlong = 0;
        return taken;
    }

    /** Whether the last of them ended within quotes, so that nobody knows what comes next. */
    boolean overlongOpen() {
        return overlongOpen;
    }

    /** Where the first of them begins in the body. */
    long overlongOffset() {
        return overlongOffset;
    }

    /** Why the body broke off, or null where it is whole. */
    @Nullable
    String failure() {
        return failure;
    }

    /** Whether the last line of the body has no newline. */
    boolean lastLineOpen() {
        return lastLineOpen;
    }
}
