package dev.culprit.scrapefiles;

import dev.culprit.model.Text;
import dev.culprit.scrapes.container.ArchiveEntries;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tars and zips that this process has opened often, on the disk of the machine. A compressed one can only be read onwards, and each
 * target and day begins anew: without, one of a thousand targets would be unpacked some thousand times.
 */
final class EntrySpools {
    static final EntrySpools OF_PROCESS = new EntrySpools();

    private static final Logger LOG = LoggerFactory.getLogger(EntrySpools.class);
    /** By hand: one of few targets is unpacked as often sooner than it is laid on a disk. */
    private static final int OPENED_FROM_THE_START = 4;
    /** Of all together. By hand: what machines have free beside Spark's own files. */
    private static final long MOST_BYTES = 8L << 30;

    /** In the order of their first use. */
    private final Map<String, Opened> opened = new LinkedHashMap<>();

    /** Unpacks the tar or zip from its start. */
    interface Opener {
        ArchiveEntries open() throws IOException;
    }

    /** What is known of one path. */
    private static final class Opened {
        private final Object laying = new Object();
        private int times;
        private boolean tooLarge;
        private @Nullable EntrySpool spool;
    }

    /** What was kept of a path is of no use any more, for the file may have changed. */
    void forget(String path) {
        synchronized (opened) {
            Opened known = opened.remove(path);
            if (known != null && known.spool != null) {
                known.spool.retire();
            }
        }
    }

    /**
     * Its files, to be released by whoever uses them.
     *
     * @return null where it is to be read from its start, as it was opened seldom or is too large for the disk
     */
    @Nullable
    EntrySpool of(String path, Opener opener) {
        Opened known;
        synchronized (opened) {
            known = opened.computeIfAbsent(path, none -> new Opened());
        }
        // Whoever comes while it is laid out waits for it: all of them would unpack it else.
        synchronized (known.laying) {
            synchronized (opened) {
                known.times++;
                if (known.spool != null || known.tooLarge || known.times <= OPENED_FROM_THE_START) {
                    return used(known.spool);
                }
            }
            @Nullable EntrySpool made = laidOut(path, opener);
            synchronized (opened) {
                known.spool = made;
                known.tooLarge = made == null;
                return used(made);
            }
        }
    }

    private static @Nullable EntrySpool used(@Nullable EntrySpool spool) {
        if (spool != null) {
            spool.use();
        }
        return spool;
    }

    private @Nullable EntrySpool laidOut(String path, Opener opener) {
        long others = makeRoom();
        EntrySpool.@Nullable Writer writer = null;
        try {
            Path folder = Path.of(System.getProperty("java.io.tmpdir"));
            long most = Math.min(
                    Math.max(0, MOST_BYTES - others), Files.getFileStore(folder).getUsableSpace() / 2);
            writer = EntrySpool.into(folder, most);
            try (ArchiveEntries entries = opener.open()) {
                while (entries.next() != null) {
                    writer.add(entries.content());
                }
            } catch (EOFException | ZipException damaged) {
                // The listing has told it; what comes before the damage counts.
            }
            return writer.finish();
        } catch (IOException failure) {
            if (writer != null) {
                writer.abandon();
            }
            LOG.warn(
                    "{}: is unpacked anew for each target and day, since it cannot be laid on the disk: {}: unpack it, or keep a tar for each target",
                    Text.printable(path, 300),
                    Text.printable(String.valueOf(failure.getMessage()), 200));
            return null;
        }
    }

    /** Lets go of what nobody reads at the moment, the oldest first, as far as half of the room is taken. Returns what stays. */
    private long makeRoom() {
        synchronized (opened) {
            long bytes = 0;
            for (Opened each : opened.values()) {
                bytes += each.spool == null ? 0 : each.spool.bytes();
            }
            for (Opened each : opened.values()) {
                EntrySpool spool = each.spool;
                if (spool != null && bytes > MOST_BYTES / 2 && spool.isIdle()) {
                    bytes -= spool.bytes();
                    each.spool = null;
                    spool.retire();
                }
            }
            return bytes;
        }
    }
}
