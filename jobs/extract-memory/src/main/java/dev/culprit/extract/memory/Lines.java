package dev.culprit.extract.memory;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a stream into lines, of which it holds one at a time, and of an overlong one only the beginning. */
final class Lines {
    /** Far beyond any metric record; what is longer is not a file of lines. */
    static final int LONGEST = 1 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private byte[] line = new byte[4096];
    private int length;
    private long number;
    private boolean overlong;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line, ended by a line feed or by the end of the stream; false when there is none. */
    boolean next() throws IOException {
        length = 0;
        overlong = false;
        boolean begun = false;
        while (at < end || fill()) {
            if (!begun) {
                begun = true;
                number++;
            }
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            append(stop);
            at = Math.min(stop + 1, end);
            if (stop < end) {
                return true;
            }
        }
        return begun;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private void append(int stop) {
        int more = Math.min(stop - at, LONGEST - length);
        overlong |= more < stop - at;
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, line.length * 2));
        }
        System.arraycopy(buffer, at, line, length, more);
        length += more;
    }

    /** From 1; after {@link #next} has failed, that of the line that it failed in. */
    long number() {
        return number;
    }

    /** Holds the line in its first {@link #length} bytes until the next call of {@link #next}. */
    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    boolean isOverlong() {
        return overlong;
    }

    boolean isBlank() {
        for (int index = 0; index < length; index++) {
            if (line[index] != ' ' && line[index] != '\t' && line[index] != '\r') {
                return false;
            }
        }
        return true;
    }
}
