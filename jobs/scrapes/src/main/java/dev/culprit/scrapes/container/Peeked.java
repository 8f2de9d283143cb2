package dev.culprit.scrapes.container;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A stream whose first bytes were looked at, and come all the same; so does a failure that came behind them. */
final class Peeked extends InputStream {
    private final InputStream rest;
    private final byte[] first = new byte[ForeignFormat.PEEKED];
    private final int length;
    private final @Nullable IOException failure;
    private int at;

    Peeked(InputStream rest) {
        this.rest = rest;
        int read = 0;
        IOException met = null;
        try {
            for (int more = 0; more >= 0 && read < first.length; read += Math.max(0, more)) {
                more = rest.read(first, read, first.length - read);
            }
        } catch (IOException damaged) {
            met = damaged;
        }
        this.length = read;
        this.failure = met;
    }

    /** The first bytes, as many as {@link #length} says. */
    byte[] first() {
        return first;
    }

    int length() {
        return length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        if (at < length) {
            int given = Math.min(wanted, length - at);
            System.arraycopy(first, at, buffer, offset, given);
            at += given;
            return given;
        }
        if (failure != null) {
            throw failure;
        }
        return rest.read(buffer, offset, wanted);
    }

    @Override
    public void close() throws IOException {
        rest.close();
    }
}
