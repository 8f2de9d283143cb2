package dev.culprit.scrapes;

import dev.culprit.model.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A window over a body that always begins at a line and, up to {@link #end}, holds whole lines only. The bytes are public
 * to the scanner: it reads them where they lie.
 */
final class LineBuffer {
    static final int MAX_LINE = 1 << 20;
    private static final int START_SIZE = 256 * 1024;

    private byte[] bytes = new byte[START_SIZE];
    private InputStream in = InputStream.nullInputStream();
    /** Bytes {@code [0, filled)} are read; lines up to {@code end} are whole. */
    private int filled;

    private int end;
    /** Offset in the body of {@code bytes[0]}. */
    private long base;

    private long overlong;
    private boolean exhausted;
    private @Nullable String failure;
    private boolean lastLineOpen;

    void open(InputStream body) {
        in = body;
        filled = 0;
        end = 0;
        base = 0;
        overlong = 0;
        exhausted = false;
        failure = null;
        lastLineOpen = false;
    }

    /**
     * Moves the window on to the lines that come next.
     *
     * @return whether there are any
     */
    boolean advance() {
        int rest = filled - end;
        System.arraycopy(bytes, end, bytes, 0, rest);
        base += end;
        filled = rest;
        end = 0;
        while (true) {
            end = lastNewlineEnd();
            if (end > 0) {
                return true;
            }
            if (exhausted) {
                return lastLine();
            }
            if (filled < bytes.length) {
                fill();
            } else if (bytes.length < MAX_LINE) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            } else {
                skipLine();
            }
        }
    }

    /** The last line has no newline. Where the body broke off, nobody knows what it would have said. */
    private boolean lastLine() {
        if (filled > 0 && failure == null) {
            lastLineOpen = true;
            end = filled;
            return true;
        }
        base += filled;
        filled = 0;
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
        overlong++;
        boolean ended = false;
        while (!ended && !exhausted) {
            base += filled;
            filled = 0;
            fill();
            int newline = indexOfNewline();
            if (newline >= 0) {
                ended = true;
                System.arraycopy(bytes, newline + 1, bytes, 0, filled - newline - 1);
                base += newline + 1;
                filled -= newline + 1;
            }
        }
        if (!ended) {
            base += filled;
            filled = 0;
        }
    }

    private int indexOfNewline() {
        for (int i = 0; i < filled; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private int lastNewlineEnd() {
        for (int i = filled; i > 0; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return 0;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the whole lines of the window end. */
    int end() {
        return end;
    }

    /** The offset in the body of a place in the window. */
    long offset(int index) {
        return base + index;
    }

    /** Lines left out since the last call because they are longer than {@link #MAX_LINE}. */
    long takeOverlongLines() {
        long taken = overlong;
        overlong = 0;
        return taken;
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
