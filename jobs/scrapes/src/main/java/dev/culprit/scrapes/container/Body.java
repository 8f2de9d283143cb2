package dev.culprit.scrapes.container;

import dev.culprit.scrapes.ScanLimits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.ZipException;

/**
 * The decompressed body of an archived file. What the file is compressed with is read off its first bytes, since names
 * lie. An {@link IOException} from here means a damaged body; trouble of the medium below passes as
 * {@link UncheckedIOException}, for it says nothing about the body and may be gone at the next attempt, unless it is a {@link FileFault}.
 */
public final class Body extends InputStream {
    /** Real bodies compress up to 90 times; the ratio is looked at from here on. */
    public static final long RATIO_FROM = 64L << 20;
    /** What was packed twice is read; more often is nobody's mistake. */
    private static final int MOST_LAYERS = 3;

    private final ScanLimits limits;
    private final Medium medium;
    private final InputStream decompressed;
    private long bytes;

    private Body(ScanLimits limits, Medium medium, InputStream decompressed) {
        this.limits = limits;
        this.medium = medium;
        this.decompressed = decompressed;
    }

    /**
     * Opens a body.
     *
     * @throws ForeignFormat where the file is something else
     */
    public static Body open(InputStream file, ScanLimits limits) throws IOException {
        return open(file, limits, true);
    }

    /** Opens what is packed like a body, and may be anything. */
    static Body openAny(InputStream file, ScanLimits limits) throws IOException {
        return open(file, limits, false);
    }

    private static Body open(InputStream file, ScanLimits limits, boolean isBody) throws IOException {
        Medium medium = new Medium(file);
        Peeked content = new Peeked(medium);
        for (int layer = 0; layer < MOST_LAYERS; layer++) {
            InputStream unpacked = decompress(content.first(), content.length(), content);
            if (unpacked == content) {
                break;
            }
            content = new Peeked(unpacked);
        }
        if (isBody) {
            ForeignFormat.check(content.first(), content.length());
        }
        return new Body(limits, medium, content);
    }

    private static InputStream decompress(byte[] magic, int read, InputStream whole) throws IOException {
        if (read >= 2 && magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b) {
            return new GzipMembers(whole);
        }
        if (read >= 4
                && magic[0] == 0x28
                && (magic[1] & 0xff) == 0xb5
                && magic[2] == 0x2f
                && (magic[3] & 0xff) == 0xfd) {
            return new ZstdFrames(whole);
        }
        return whole;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = decompressed.read(buffer, offset, length);
        if (read > 0) {
            bytes += read;
            if (bytes > limits.bodyBytes()) {
                throw new ZipException("body is larger than %d bytes, limits.body-bytes".formatted(limits.bodyBytes()));
            }
            if (bytes > RATIO_FROM && bytes > limits.expansion() * medium.bytes) {
                throw new ZipException(
                        "body expands more than %d times, limits.expansion".formatted(limits.expansion()));
            }
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        decompressed.close();
    }

    /** The file's own bytes, counted. It stays open: closing is for whoever opened it. */
    private static final class Medium extends FilterInputStream {
        private long bytes;

        Medium(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}

        @Override
        public int read() throws FileFault {
            try {
                int read = in.read();
                bytes += read < 0 ? 0 : 1;
                return read;
            } catch (FileFault fault) {
                throw fault;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws FileFault {
            try {
                int read = in.read(buffer, offset, length);
                bytes += Math.max(0, read);
                return read;
            } catch (FileFault fault) {
                throw fault;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
