package dev.culprit.warehouse;

import dev.culprit.model.AnotherRunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one process at a time plan, decide and complete a commit. It needs nothing of a file system but that a listing shows what
 * was written before it, as disks, HDFS and S3 do: each who wants the lock writes a file {@code .lock-TIME-ID} and then lists them.
 * Who finds only its own holds the lock. Of two that find each other at least one has not held it yet: the one whose name comes
 * first waits, the other takes its file away and tries again later.
 *
 * <p>A holder writes its file again every {@link Waiting#renewal}. One that does not do so for {@link Waiting#stale}, or whose process
 * is known to be gone, has lost the lock.
 */
final class WriterLock {
    private static final Logger LOG = LoggerFactory.getLogger(WriterLock.class);
    private static final String PREFIX = ".lock-";
    private static final AtomicLong NUMBER = new AtomicLong();
    private static final ScheduledExecutorService RENEWALS = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "warehouse-lock");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Times.
     *
     * @param renewal how often a holder shows that it lives
     * @param stale how long a lock that is not renewed is respected; many renewals, as a machine may be at its limits
     * @param longest how long a lock is waited for that is renewed
     */
    record Waiting(Duration renewal, Duration stale, Duration longest) {
        /** By hand: a commit takes seconds, of thousands of files on S3 some minutes. */
        static final Waiting USUAL = new Waiting(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(30));
    }

    private final Path root;
    private final CheckedFiles files;
    private final LockHolder process;
    private final Waiting waiting;

    WriterLock(Path root, CheckedFiles files, LockHolder process, Waiting waiting) {
        this.root = root;
        this.files = files;
        this.process = process;
        this.waiting = waiting;
    }

    private record Sight(long length, long modified, long since) {}

    /** @throws AnotherRunException where another process keeps the lock for too long */
    Held acquire() throws IOException {
        // Tests put several processes into one.
        ReentrantLock amongThreads =
                process.equals(LockHolder.current()) ? LockHolder.amongThreads(root) : new ReentrantLock();
        amongThreads.lock();
        Held held = new Held(amongThreads);
        try {
            held.waitForOthers();
            return held;
        } catch (IOException | RuntimeException failure) {
            held.close();
            throw failure;
        }
    }

    private List<FileStatus> locks() throws IOException {
        return files.list(root).stream()
                .filter(entry -> entry.getPath().getName().startsWith(PREFIX))
                .toList();
    }

    /** The lock, or a place in the queue for it. */
    final class Held implements AutoCloseable {
        private final Path file = new Path(
                root, PREFIX + CommitLog.time(Instant.now()) + "-" + process.text() + "-" + NUMBER.incrementAndGet());
        private final ReentrantLock amongThreads;
        private final Map<Path, Sight> watched = new HashMap<>();
        private @Nullable ScheduledFuture<?> renewals;
        private volatile long renewed;
        private long beats;

        Held(ReentrantLock amongThreads) {
            this.amongThreads = amongThreads;
        }

        private void waitForOthers() throws IOException {
            long begun = System.nanoTime();
            boolean told = false;
            while (true) {
                List<FileStatus> locks = locks();
                List<Path> others = locks.stream()
                        .map(FileStatus::getPath)
                        .filter(path -> !path.equals(file))
                        .toList();
                if (others.isEmpty() && locks.size() == 1) {
                    return;
                }
                if (others.isEmpty()) {
                    begin();
                    continue;
                }
                if (others.stream().anyMatch(other -> other.getName().compareTo(file.getName()) < 0)) {
                    end();
                }
                clearStale(locks);
                long waited = System.nanoTime() - begun;
                if (waited > waiting.longest().toNanos()) {
                    throw new AnotherRunException(
                            "warehouse %s: another run writes since %d minutes (%s): run again when it is done"
                                    .formatted(root, waiting.longest().toMinutes(), others.get(0)));
                }
                if (!told && waited > waiting.renewal().toNanos()) {
                    LOG.info(
                            "another run writes into {} ({}): waiting for it",
                            root,
                            others.get(0).getName());
                    told = true;
                }
                pause();
            }
        }

        private static void pause() throws IOException {
            try {
                Thread.sleep(ThreadLocalRandom.current().nextLong(5, 60));
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", ending);
            }
        }

        private void begin() throws IOException {
            files.createFolder(root);
            try {
                write();
            } catch (IOException full) {
                // The file may be there, and empty; others would wait for it.
                try {
                    files.delete(file);
                } catch (IOException stays) {
                    full.addSuppressed(stays);
                } finally {
                    LockHolder.releases(file.getName());
                }
                throw full;
            }
            if (renewals == null) {
                renewals = RENEWALS.scheduleWithFixedDelay(
                        this::renew,
                        waiting.renewal().toMillis(),
                        waiting.renewal().toMillis(),
                        TimeUnit.MILLISECONDS);
            }
        }

        private void write() throws IOException {
            LockHolder.holds(file.getName());
            beats++;
            files.write(file, "%d\n".formatted(beats).getBytes(StandardCharsets.UTF_8));
            renewed = System.nanoTime();
        }

        private synchronized void renew() {
            try {
                if (!isOver() && files.exists(file)) {
                    write();
                }
            } catch (IOException | RuntimeException failure) {
                LOG.debug("{} cannot be renewed", file, failure);
            }
        }

        private boolean isOver() {
            return System.nanoTime() - renewed > waiting.stale().toNanos() / 2;
        }

        /** To be called right before what must not be done by two. */
        void ensure() throws IOException {
            if (isOver() || !files.exists(file)) {
                throw new IOException("this run was stopped for so long that another may have taken over");
            }
        }

        private void clearStale(List<FileStatus> locks) throws IOException {
            for (FileStatus lock : locks) {
                if (lock.getPath().equals(file)) {
                    continue;
                }
                Sight sight = new Sight(lock.getLen(), lock.getModificationTime(), System.nanoTime());
                Sight before = watched.putIfAbsent(lock.getPath(), sight);
                boolean isRenewed =
                        before != null && (before.length() != sight.length() || before.modified() != sight.modified());
                boolean isStale = before != null
                        && sight.since() - before.since() > waiting.stale().toNanos();
                if (isRenewed) {
                    watched.put(lock.getPath(), sight);
                } else if (isStale || LockHolder.isGone(lock.getPath().getName())) {
                    LOG.warn("clearing {}, whose run was ended", lock.getPath());
                    files.delete(lock.getPath());
                }
            }
        }

        private synchronized void end() throws IOException {
            if (renewals != null) {
                renewals.cancel(false);
                renewals = null;
                try {
                    files.delete(file);
                } finally {
                    LockHolder.releases(file.getName());
                }
            }
        }

        @Override
        public void close() {
            try {
                end();
            } catch (IOException failure) {
                LOG.warn(
                        "{} cannot be deleted, others wait {} for it: {}", file, waiting.stale(), failure.getMessage());
            } finally {
                LockHolder.releases(file.getName());
                amongThreads.unlock();
            }
        }
    }
}
