package dev.culprit.tsdbfiles;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages of remote files on this machine's disk: those that were used last. They are in one file that has no name from its beginning
 * on, so whatever ends the process, the operating system gives its bytes back. Read by several threads at once.
 */
final class PageCache {
    private static final Logger LOG = LoggerFactory.getLogger(PageCache.class);

    /** Setting of Hadoop's, for a JVM: how many bytes of disk it may take. */
    static final String BYTES = "culprit.block.cache.bytes";
    /** By hand: the indices and chunks of some days of a million series. Never more than half of what is free. */
    private static final long MOST = 4L << 30;
    /** By hand: a request to S3 takes as long as two megabytes do. */
    private static final int PAGE = 1 << 22;

    private static final int SLICE = 1 << 30;
    private static final int STRIPES = 64;

    private static @Nullable PageCache shared;

    private final Path folder;
    private final int pageBytes;
    private final int capacity;
    private final Object[] fetching = new Object[STRIPES];
    private final Map<Key, Integer> places = new LinkedHashMap<>(16, 0.75f, true);
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final List<MappedByteBuffer> slices = new ArrayList<>();
    private @Nullable RandomAccessFile file;
    private int used;
    private boolean isFull;

    private record Key(String file, long page) {}

    /** Gets a page from where it is. */
    interface Remote {
        byte[] page(long number) throws IOException;
    }

    /**
     * A cache that takes no disk until it is used.
     *
     * @param folder on whose disk it is
     * @param pageBytes a power of two, up to a GiB
     * @param bytes at most, and a page at least
     */
    PageCache(Path folder, int pageBytes, long bytes) {
        this.folder = folder;
        this.pageBytes = pageBytes;
        this.capacity = (int) Math.max(1, Math.min(bytes / pageBytes, Integer.MAX_VALUE));
        for (int i = 0; i < STRIPES; i++) {
            fetching[i] = new Object();
        }
    }

    /** The JVM's own, on the disk of its temporary files; the first who asks decides how large it is. */
    static synchronized PageCache shared(Configuration hadoop) {
        if (shared == null) {
            Path folder = Path.of(System.getProperty("java.io.tmpdir"));
            long most = hadoop.getLongBytes(BYTES, MOST);
            shared = new PageCache(folder, PAGE, Math.min(most, folder.toFile().getUsableSpace() / 2));
        }
        return shared;
    }

    int pageBytes() {
        return pageBytes;
    }

    /**
     * Reads a part of a page.
     *
     * @param remote asked where the page is not here; two do not ask for one page at once
     */
    void read(String path, long page, int within, byte[] into, int at, int count, Remote remote) throws IOException {
        Key key = new Key(path, page);
        if (isCopied(key, within, into, at, count)) {
            return;
        }
        synchronized (fetching[Math.floorMod(key.hashCode(), STRIPES)]) {
            if (!isCopied(key, within, into, at, count)) {
                byte[] bytes = remote.page(page);
                System.arraycopy(bytes, within, into, at, count);
                keep(key, bytes);
            }
        }
    }

    private synchronized boolean isCopied(Key key, int within, byte[] into, int at, int count) {
        @Nullable Integer place = places.get(key);
        if (place == null) {
            return false;
        }
        long position = (long) place * pageBytes + within;
        slices.get((int) (position / SLICE)).get((int) (position % SLICE), into, at, count);
        return true;
    }

    private synchronized void keep(Key key, byte[] bytes) {
        int place = place();
        try {
            RandomAccessFile open = open();
            // Through the file, not through memory: where the disk is full, the one fails and the other ends the
            // process.
            open.seek((long) place * pageBytes);
            open.write(bytes);
            places.put(key, place);
        } catch (IOException full) {
            free.add(place);
            if (!isFull) {
                isFull = true;
                LOG.warn(
                        "no room in {} for what is read of buckets ({}): it is read anew each time, which takes long",
                        folder,
                        String.valueOf(full.getMessage()));
            }
        }
    }

    /** A place that is free, or that of the page that was used longest ago. */
    private int place() {
        @Nullable Integer unused = free.poll();
        if (unused != null) {
            return unused;
        }
        if (used < capacity) {
            return used++;
        }
        Iterator<Integer> eldest = places.values().iterator();
        int place = eldest.next();
        eldest.remove();
        return place;
    }

    private RandomAccessFile open() throws IOException {
        RandomAccessFile open = file;
        if (open == null) {
            File fresh =
                    Files.createTempFile(folder, "culprit-blocks-", ".pages").toFile();
            open = new RandomAccessFile(fresh, "rw");
            Files.delete(fresh.toPath());
            file = open;
        }
        long bytes = (long) used * pageBytes;
        while ((long) slices.size() * SLICE < bytes) {
            long from = (long) slices.size() * SLICE;
            long to = Math.min(from + SLICE, (long) capacity * pageBytes);
            open.setLength(to); // a hole, until there are pages
            slices.add(open.getChannel().map(MapMode.READ_ONLY, from, to - from));
        }
        return open;
    }
}
