package dev.culprit.scrapefiles;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The files of one tar or zip, one behind the other in a file that has no name any more, so that nothing stays behind whatever ends the
 * process. No channel: an interrupt of one task would close it for all.
 */
final class EntrySpool {
    /** By hand: what a read of the disk brings at once. */
    private static final int BUFFER = 1 << 16;

    private final RandomAccessFile file;
    /** Where each ends. */
    private final long[] ends;

    private int users;
    private boolean retired;

    private EntrySpool(RandomAccessFile file, long[] ends) {
        this.file = file;
        this.ends = ends;
    }

    /** @param most bytes that it may have */
    static Writer into(Path folder, long most) throws IOException {
        Path path = Files.createTempFile(folder, "culprit-entries-", null);
        try {
            return new Writer(new RandomAccessFile(path.toFile(), "rw"), most);
        } finally {
            Files.delete(path);
        }
    }

    /** Takes the files in their order. */
    static final class Writer {
        private final RandomAccessFile file;
        private final OutputStream out;
        private final long most;
        private final byte[] buffer = new byte[BUFFER];
        private long[] ends = new long[64];
        private int entries;
        private long bytes;

        private Writer(RandomAccessFile file, long most) throws IOException {
            this.file = file;
            this.most = most;
            this.out = new BufferedOutputStream(new FileOutputStream(file.getFD()), BUFFER);
        }

        /** @throws IOException where it cannot be read or written to its end: then it is not one of the files */
        void add(InputStream content) throws IOException {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                bytes += read;
                if (bytes > most) {
                    throw new IOException("more than %,d bytes".formatted(most));
                }
                out.write(buffer, 0, read);
            }
            if (entries == ends.length) {
                ends = Arrays.copyOf(ends, entries * 2);
            }
            ends[entries++] = bytes;
        }

        EntrySpool finish() throws IOException {
            out.flush();
            return new EntrySpool(file, Arrays.copyOf(ends, entries));
        }

        void abandon() {
            EntrySpool.close(file);
        }
    }

    /**
     * One of the files.
     *
     * @param entry its place, from 0
     * @throws EOFException where there are not so many
     */
    InputStream open(int entry) throws EOFException {
        if (entry >= ends.length) {
            throw new EOFException("has changed since it was listed");
        }
        long from = entry == 0 ? 0 : ends[entry - 1];
        int length = (int) Math.max(1, Math.min(BUFFER, ends[entry] - from));
        return new BufferedInputStream(new Part(from, ends[entry]), length);
    }

    private final class Part extends InputStream {
        private final long end;
        private long at;

        Part(long from, long end) {
            this.at = from;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (at >= end) {
                return length == 0 ? 0 : -1;
            }
            int read = readAt(at, into, offset, (int) Math.min(length, end - at));
            at += Math.max(0, read);
            return read;
        }
    }

    private synchronized int readAt(long at, byte[] into, int offset, int length) throws IOException {
        file.seek(at);
        return file.read(into, offset, length);
    }

    long bytes() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    synchronized void use() {
        users++;
    }

    /** By each that has used it, once. */
    synchronized void release() {
        users--;
        closeIfDone();
    }

    synchronized boolean isIdle() {
        return users == 0;
    }

    /** No more users will come. */
    synchronized void retire() {
        retired = true;
        closeIfDone();
    }

    private void closeIfDone() {
        if (retired && users == 0) {
            close(file);
        }
    }

    private static void close(Closeable file) {
        try {
            file.close();
        } catch (IOException nothingToLose) {
            // It has no name, and is gone with the process at the latest.
        }
    }
}
