package dev.culprit.scrapes.container;

import static java.util.Objects.requireNonNull;

import dev.culprit.scrapes.ScanLimits;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The files in a tar (plain, gzip or zstd) or zip, one after the other. */
public final class ArchiveEntries implements AutoCloseable {
    private static final List<String> SUFFIXES = List.of(".tar", ".tar.gz", ".tgz", ".tar.zst", ".zip");

    private final @Nullable TarStream tar;
    private final @Nullable ZipInputStream zip;
    private final InputStream file;
    private final long mostBytes;

    private ArchiveEntries(@Nullable TarStream tar, @Nullable ZipInputStream zip, InputStream file, long mostBytes) {
        this.file = file;
        this.tar = tar;
        this.zip = zip;
        this.mostBytes = mostBytes;
    }

    /**
     * A file.
     *
     * @param name its path
     * @param bytes its size; 0 where a zip does not say it
     * @param modified null where that is no time from 1970 to 9999
     */
    public record Entry(String name, long bytes, @Nullable Instant modified) {}

    /** Year 10000 begins. */
    private static final long LATEST_SECONDS = 253_402_300_800L;

    /** A time as headers have it, who may say anything; null where it is none from 1970 to 9999. */
    static @Nullable Instant time(double seconds) {
        return seconds >= 0 && seconds < LATEST_SECONDS ? Instant.ofEpochMilli(Math.round(seconds * 1e3)) : null;
    }

    /** Whether a file of this name is one of files. */
    public static boolean isContainer(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SUFFIXES.stream().anyMatch(lower::endsWith);
    }

    /**
     * @param name of the file, which tells tar from zip
     * @param file is closed with them
     * @throws IOException for what is neither
     */
    public static ArchiveEntries open(String name, InputStream file, ScanLimits limits) throws IOException {
        if (name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
            return new ArchiveEntries(null, new ZipInputStream(file), file, limits.bodyBytes());
        }
        // A tar of many bodies may be larger than any of them.
        ScanLimits ofWhole = new ScanLimits(
                limits.lineBytes(),
                limits.labels(),
                limits.labelBytes(),
                1L << 40,
                limits.expansion(),
                limits.series());
        return new ArchiveEntries(new TarStream(Body.openAny(file, ofWhole)), null, file, limits.bodyBytes());
    }

    /**
     * Goes on to the next file.
     *
     * @return null when there is none
     * @throws IOException where the container is damaged
     */
    public @Nullable Entry next() throws IOException {
        if (tar != null) {
            return tar.next();
        }
        try {
            ZipInputStream files = requireNonNull(zip);
            for (ZipEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                if (!entry.isDirectory()) {
                    Instant modified = entry.getLastModifiedTime() == null
                            ? Instant.EPOCH
                            : time(entry.getLastModifiedTime().toMillis() / 1e3);
                    return new Entry(entry.getName(), Math.max(0, entry.getSize()), modified);
                }
            }
            return null;
        } catch (IllegalArgumentException badName) {
            throw new ZipException("a name in the zip cannot be read");
        }
    }

    /** The content of the file that {@link #next} gave, to be read before the next one; not to be closed. */
    public InputStream content() {
        return tar != null ? tar : requireNonNull(zip);
    }

    /**
     * Passes over the content, so that what is damaged is found.
     *
     * @return its size
     * @throws IOException where it cannot be read to its end, or is larger than a body may be
     */
    public long skipContent() throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        for (int read = content().read(buffer); read >= 0; read = content().read(buffer)) {
            bytes += read;
            if (bytes > mostBytes) {
                throw new ZipException("a file of more than %d bytes, limits.body-bytes".formatted(mostBytes));
            }
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        content().close();
        file.close();
    }
}
