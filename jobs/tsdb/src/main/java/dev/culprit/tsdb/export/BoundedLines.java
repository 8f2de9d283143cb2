package dev.culprit.tsdb.export;

import dev.culprit.tsdb.bytes.CorruptException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of text, of which none fills the memory: a small packed file may hold an endless one. */
final class BoundedLines {
    private final Reader in;
    private final int longest;
    private final char[] read = new char[1 << 13];
    private long number;
    private int from;
    private int to;

    /** @param longest characters of a line */
    BoundedLines(InputStream in, int longest) {
        this.in = new InputStreamReader(in, StandardCharsets.UTF_8);
        this.longest = longest;
    }

    /** The next line that is not too long, without its end; null where there is none. */
    @Nullable
    String next(ExportFaults faults) throws IOException {
        while (true) {
            number++;
            try {
                return line();
            } catch (CorruptException endless) {
                faults.add("line %d: %s".formatted(number, endless.getMessage()));
            }
        }
    }

    /** Of the line that was read last, from 1 on. */
    long number() {
        return number;
    }

    private @Nullable String line() throws IOException {
        if (!fill()) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        long length = 0;
        boolean ends = false;
        while (!ends && fill()) {
            int end = from;
            while (end < to && read[end] != '\n') {
                end++;
            }
            ends = end < to;
            length += end - from;
            if (length <= longest) {
                line.append(read, from, end - from);
            }
            from = ends ? end + 1 : end;
        }
        if (length > longest) {
            throw new CorruptException("longer than %,d characters".formatted(longest));
        }
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
        }
        return line.toString();
    }

    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, in.read(read));
        }
        return from < to;
    }

    /** What was read, and all behind it. No value in it may be longer than a line. */
    Rest again(String first) {
        return new Rest(first);
    }

    /** Text that is not read by lines. */
    final class Rest extends Reader {
        private final String first;
        private int at;
        private long value;

        private Rest(String first) {
            this.first = first;
        }

        /** Begins another value. */
        void another() {
            value = 0;
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            if (value > longest) {
                throw new CorruptException("a request of more than %,d characters".formatted(longest));
            }
            int count = Math.min(length, first.length() - at);
            value += Math.max(0, count);
            if (count > 0) {
                first.getChars(at, at + count, into, offset);
                at += count;
                return count;
            }
            if (!fill()) {
                return -1;
            }
            count = Math.min(length, to - from);
            System.arraycopy(BoundedLines.this.read, from, into, offset, count);
            from += count;
            value += count;
            return count;
        }

        @Override
        public void close() {
            // the file is closed by who has opened it
        }
    }
}
