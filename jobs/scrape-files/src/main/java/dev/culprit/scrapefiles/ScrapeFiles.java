package dev.culprit.scrapefiles;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Text;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.container.ArchiveEntries;
import dev.culprit.scrapes.container.FileFault;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.Objects;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Opens scrapes, one at a time. A tar or zip stays open between its entries, since it can only be read onwards: entries in
 * its order cost one pass, each step back another, until it has been begun so often that it is laid on the disk.
 */
public final class ScrapeFiles implements AutoCloseable {
    private final Configuration configuration;
    private final ScanLimits limits;
    private @Nullable ArchiveEntries entries;
    private @Nullable EntrySpool spool;
    private String path = "";
    /** Entries passed so far, the one at hand included. */
    private int passed;

    public ScrapeFiles(Configuration configuration, ScanLimits limits) {
        this.configuration = configuration;
        this.limits = limits;
    }

    /** What is done with an opened scrape. */
    public interface Use {
        void of(InputStream in) throws IOException;
    }

    /**
     * Opens a scrape. A file that is gone or forbidden fails at its first byte, with a {@link FileFault}.
     *
     * @throws CulpritException where the medium fails
     */
    public void open(ScrapeFile scrape, Use use) {
        try (InputStream in = opened(scrape)) {
            use.of(in);
        } catch (IOException failure) {
            throw unreadable(scrape, failure);
        } catch (UncheckedIOException failure) {
            throw unreadable(scrape, Objects.requireNonNull(failure.getCause()));
        }
    }

    private InputStream opened(ScrapeFile scrape) throws IOException {
        try {
            return scrape.entry() == ScrapeFile.ALONE ? open(new Path(scrape.path()), configuration) : entry(scrape);
        } catch (FileNotFoundException | AccessDeniedException | EOFException | ZipException fault) {
            close();
            return new InputStream() {
                @Override
                public int read() throws FileFault {
                    throw new FileFault(reason(fault), fault);
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws FileFault {
                    throw new FileFault(reason(fault), fault);
                }
            };
        }
    }

    private static String reason(IOException fault) {
        return fault instanceof FileNotFoundException
                ? "it is gone since it was listed, or must not be read"
                : "it cannot be read any more: " + Text.printable(String.valueOf(fault.getMessage()), 200);
    }

    /** Hadoop's checksums of local files cannot be had where a name has a colon, as times do (HADOOP-14217). */
    public static InputStream open(Path path, Configuration configuration) throws IOException {
        FileSystem files = path.getFileSystem(configuration);
        return (files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files).open(path);
    }

    private InputStream entry(ScrapeFile scrape) throws IOException {
        if (spool != null && path.equals(scrape.path())) {
            return spool.open(scrape.entry());
        }
        if (entries == null || !path.equals(scrape.path()) || passed > scrape.entry()) {
            close();
            path = scrape.path();
            spool = EntrySpools.OF_PROCESS.of(path, this::fromTheStart);
            if (spool != null) {
                return spool.open(scrape.entry());
            }
            passed = 0;
            entries = fromTheStart();
        }
        while (passed <= scrape.entry()) {
            if (entries.next() == null) {
                throw new EOFException("has changed since it was listed");
            }
            passed++;
        }
        return new FilterInputStream(entries.content()) {
            @Override
            public void close() {}
        };
    }

    private ArchiveEntries fromTheStart() throws IOException {
        return ArchiveEntries.open(path, open(new Path(path), configuration), limits);
    }

    @Override
    public void close() {
        if (spool != null) {
            spool.release();
            spool = null;
        }
        if (entries != null) {
            try {
                entries.close();
            } catch (IOException readToItsEnd) {
                // All that was wanted of it has been read.
            }
            entries = null;
        }
    }

    private static CulpritException unreadable(ScrapeFile scrape, IOException failure) {
        return new CulpritException(
                "%s cannot be read: %s"
                        .formatted(
                                Text.printable(scrape.path(), 300),
                                Text.printable(String.valueOf(failure.getMessage()), 300)),
                failure);
    }
}
