package dev.culprit.prometheus.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A decompressed body that may have so many bytes. */
final class BodyStream extends FilterInputStream {
    private final long most;
    private long count;

    /** More came than may. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(long most) {
            super("an answer of more than %,d bytes".formatted(most));
        }
    }

    BodyStream(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    long count() {
        return count;
    }

    private int counted(int read) throws IOException {
        count += Math.max(0, read);
        if (count > most) {
            throw new TooLargeException(most);
        }
        return read;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        counted(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        return counted(super.read(buffer, from, length));
    }
}
