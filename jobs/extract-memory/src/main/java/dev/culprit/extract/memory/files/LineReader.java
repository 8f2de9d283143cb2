package dev.culprit.extract.memory.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream into lines, of which it holds one at a time, and of an overlong one only the beginning. Where objects of JSON
 * are asked for, each is a line of its own, however it was written: one behind the other, as Firehose joins what a log subscription
 * sends, in an array, or over several lines, as printed for people. The latter begin with a brace that a line feed follows, so that a damaged
 * line costs no more than itself.
 */
public final class LineReader {
    /** By hand: far beyond any metric record; what is longer is not a file of lines. */
    public static final int LONGEST = 1 << 20;

    /** A message of a log subscription is up to a megabyte before it is decompressed. */
    static final int LONGEST_OBJECT = 1 << 25;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private byte[] line = new byte[4096];
    private int length;
    private long number;
    private boolean overlong;
    private final boolean splitObjects;
    private boolean continued;
    private int depth;
    private boolean inObject;
    private boolean quoted;
    private boolean escaped;
    private boolean opened;
    private boolean printed;

    /** @param splitObjects whether a line ends with an object that is closed, too, and not within one that is printed for people */
    public LineReader(InputStream in, boolean splitObjects) {
        this.in = in;
        this.splitObjects = splitObjects;
    }

    /** Goes to the next line, ended by a line feed or by the end of the stream; false when there is none. */
    public boolean next() throws IOException {
        length = 0;
        overlong = false;
        depth = 0;
        inObject = false;
        quoted = false;
        escaped = false;
        opened = false;
        printed = false;
        boolean begun = false;
        while (at < end || fill()) {
            if (!begun) {
                begun = true;
                number += continued ? 0 : 1;
            }
            if (length == 0 && depth == 0) {
                skipArray();
            }
            int stop = at;
            boolean closed = false;
            while (stop < end && !closed && !endsLine(buffer[stop])) {
                closed = splitObjects && closesObject(buffer[stop]);
                stop++;
            }
            append(stop);
            boolean ended = !closed && stop < end;
            at = ended ? stop + 1 : stop;
            if (closed || ended) {
                continued = closed;
                return true;
            }
        }
        return begun;
    }

    /** What an array has between its objects. */
    private void skipArray() {
        while (splitObjects && at < end && (buffer[at] == '[' || buffer[at] == ',' || buffer[at] == ']')) {
            at++;
        }
    }

    private boolean endsLine(byte next) {
        if (next != '\n') {
            return false;
        }
        printed |= opened;
        number += printed && depth > 0 ? 1 : 0;
        return !printed || depth == 0;
    }

    /** Whether the outermost object ends with this byte. */
    private boolean closesObject(byte next) {
        opened &= next == ' ' || next == '\t' || next == '\r' || next == '\n';
        if (escaped) {
            escaped = false;
        } else if (quoted) {
            escaped = next == '\\';
            quoted = next != '"';
        } else if (next == '"') {
            quoted = depth > 0;
        } else if (next == '{') {
            opened = depth == 0;
            inObject = true;
            depth++;
        } else if (next == '}' && depth > 0) {
            depth--;
            return depth == 0;
        }
        return false;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private void append(int stop) {
        int more = Math.min(stop - at, longest() - length);
        overlong |= more < stop - at;
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, line.length * 2));
        }
        System.arraycopy(buffer, at, line, length, more);
        length += more;
    }

    /** From 1; after {@link #next} has failed, that of the line that it failed in. */
    public long number() {
        return number;
    }

    /** Holds the line in its first {@link #length} bytes until the next call of {@link #next}. */
    public byte[] bytes() {
        return line;
    }

    public int length() {
        return length;
    }

    /** Bytes that a line is held of. */
    public int longest() {
        return splitObjects && inObject ? LONGEST_OBJECT : LONGEST;
    }

    public boolean isOverlong() {
        return overlong;
    }

    public boolean isBlank() {
        for (int index = 0; index < length; index++) {
            if (line[index] != ' ' && line[index] != '\t' && line[index] != '\r') {
                return false;
            }
        }
        return true;
    }
}
