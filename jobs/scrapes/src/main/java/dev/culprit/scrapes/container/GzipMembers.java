package dev.culprit.scrapes.container;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Gzip (RFC 1952), any number of members one after the other. The JDK's {@code GZIPInputStream} takes what
 * {@code available()} says for the end of the file, which network streams get wrong, and passes over a damaged second
 * member without a word; both would lose series silently.
 */
final class GzipMembers extends InputStream {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] input = new byte[32 * 1024];
    private int next;
    private int limit;
    private boolean ended;

    GzipMembers(InputStream in) throws IOException {
        this.in = in;
        readHeader();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (!ended && length > 0) {
            try {
                int inflated = inflater.inflate(buffer, offset, length);
                if (inflated > 0) {
                    checksum.update(buffer, offset, inflated);
                    return inflated;
                }
            } catch (DataFormatException damaged) {
                throw new ZipException("damaged gzip data: " + damaged.getMessage());
            }
            if (inflater.finished()) {
                nextMember();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("damaged gzip data: asks for a dictionary");
            } else if (inflater.needsInput()) {
                refill();
                inflater.setInput(input, next, limit - next);
            }
        }
        return length == 0 ? 0 : -1;
    }

    private void nextMember() throws IOException {
        next = limit - inflater.getRemaining();
        long crc = readInt();
        long size = readInt();
        if (crc != checksum.getValue() || size != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new ZipException("damaged gzip data: checksum differs");
        }
        // Tape and block tools pad files with zeros.
        int first;
        do {
            first = tryReadByte();
        } while (first == 0);
        if (first < 0) {
            ended = true;
            return;
        }
        next--;
        readHeader();
    }

    private void readHeader() throws IOException {
        if (readByte() != 0x1f || readByte() != 0x8b || readByte() != 8) {
            throw new ZipException("no gzip member where one should begin");
        }
        int flags = readByte();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(readByte() | readByte() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        checksum.reset();
        inflater.reset();
        inflater.setInput(input, next, limit - next);
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            readByte();
        }
    }

    private void skipText() throws IOException {
        while (readByte() != 0) {}
    }

    private long readInt() throws IOException {
        return readByte() | readByte() << 8 | readByte() << 16 | (long) readByte() << 24;
    }

    private int readByte() throws IOException {
        int read = tryReadByte();
        if (read < 0) {
            throw new EOFException("gzip data end early");
        }
        return read;
    }

    private int tryReadByte() throws IOException {
        if (next == limit) {
            next = 0;
            limit = Math.max(0, in.read(input));
            if (limit == 0) {
                return -1;
            }
        }
        return input[next++] & 0xff;
    }

    private void refill() throws IOException {
        next = 0;
        limit = Math.max(0, in.read(input));
        if (limit == 0) {
            throw new EOFException("gzip data end early");
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
