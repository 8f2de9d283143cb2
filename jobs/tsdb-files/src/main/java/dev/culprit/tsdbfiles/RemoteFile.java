package dev.culprit.tsdbfiles;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.RandomBytes;
import dev.culprit.tsdb.bytes.UnreadableException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Options.OpenFileOptions;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;

/** A file that is read by ranges, each of which is asked for once and then kept on this machine's disk for a while. */
final class RemoteFile implements RandomBytes {
    private static final int LONGEST_REASON = 300;

    private final String path;
    private final long length;
    private final Configuration hadoop;
    private final PageCache pages;

    RemoteFile(String path, long length, Configuration hadoop) {
        this.path = path;
        this.length = length;
        this.hadoop = hadoop;
        this.pages = PageCache.shared(hadoop);
    }

    @Override
    public String name() {
        return path;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long position, byte[] into, int count) throws IOException {
        if (position < 0 || count < 0 || position > length - count) {
            throw new CorruptException("ends at byte %d, %d bytes at %d are wanted".formatted(length, count, position));
        }
        int size = pages.pageBytes();
        for (int done = 0; done < count; ) {
            long at = position + done;
            int within = (int) (at % size);
            int part = Math.min(count - done, size - within);
            pages.read(path, at / size, within, into, done, part, this::page);
            done += part;
        }
    }

    private byte[] page(long number) throws IOException {
        long from = number * pages.pageBytes();
        byte[] bytes = new byte[(int) Math.min(pages.pageBytes(), length - from)];
        Path place = new Path(path);
        try (FSDataInputStream in = FutureIO.awaitFuture(place.getFileSystem(hadoop)
                .openFile(place)
                .opt(OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY, "random")
                .opt(OpenFileOptions.FS_OPTION_OPENFILE_LENGTH, Long.toString(length))
                .build())) {
            in.readFully(from, bytes);
            return bytes;
        } catch (FileNotFoundException none) {
            NoSuchFileException gone = new NoSuchFileException(path);
            gone.initCause(none);
            throw gone;
        } catch (EOFException cut) {
            throw new UnreadableException(
                    "%s was listed with %,d bytes and ends before byte %,d"
                            .formatted(place.getName(), length, from + bytes.length),
                    cut);
        } catch (InterruptedIOException stopped) {
            if (Thread.currentThread().isInterrupted()) {
                throw stopped;
            }
            throw refused(place, from, bytes.length, stopped); // a time that has run out
        } catch (IOException | RuntimeException failure) { // runtime: what a store's client throws
            throw refused(place, from, bytes.length, failure);
        }
    }

    private static UnreadableException refused(Path place, long from, int count, Exception failure) {
        String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return new UnreadableException(
                "bytes %,d to %,d of %s were refused: %s"
                        .formatted(
                                from,
                                from + count - 1,
                                place.getName(),
                                reason.substring(0, Math.min(LONGEST_REASON, reason.length()))),
                failure);
    }

    @Override
    public void close() {}
}
