package dev.culprit.app;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Text;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A folder of this process alone for all that Spark, Hadoop and native libraries leave in the machine's temporary folder. A process
 * that is killed with SIGKILL cleans up nothing: so the next one does. A lock on a file in the folder tells whose process still lives; the
 * operating system releases it, whatever ends the process, and other containers that share the folder see it too.
 */
final class TemporaryFolder implements AutoCloseable {
    private static final String PREFIX = "culprit-tmp-";
    /** Of folders in which nobody has a lock yet. */
    private static final String NEW = ".new";

    private static final String LOCK = ".lock";
    /** By hand: a folder that is new for so long is nobody's. */
    private static final Duration STALE = Duration.ofHours(1);

    /** System property: the machine's own temporary folder, once {@code java.io.tmpdir} is another. */
    private static final String MACHINES = "culprit.machine.tmpdir";

    private static final String TMPDIR = "java.io.tmpdir";

    private final Path path;
    private final FileChannel lock;

    private TemporaryFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes a folder in another, and removes what dead processes have left there.
     *
     * @throws CulpritException where none can be made
     */
    static TemporaryFolder in(Path parent) {
        try {
            Path fresh = Files.createTempDirectory(parent, PREFIX);
            Path hidden = Files.move(fresh, fresh.resolveSibling(fresh.getFileName() + NEW));
            FileChannel channel =
                    FileChannel.open(hidden.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel.lock();
            Path path = Files.move(hidden, fresh);
            removeDead(parent, path);
            return new TemporaryFolder(path, channel);
        } catch (IOException failure) {
            throw new CulpritException(
                    MachineFault.noTemporary(
                            parent,
                            Text.printable(
                                    failure.getClass().getSimpleName() + ": " + String.valueOf(failure.getMessage()),
                                    300)),
                    failure);
        }
    }

    /** Makes the process use a folder of its own from now on, until the JVM ends. To be called before anything is put there. */
    static void use() {
        Path machines = ofMachine();
        TemporaryFolder own = in(machines);
        System.setProperty(MACHINES, machines.toString());
        System.setProperty(TMPDIR, own.path.toString());
        Runtime.getRuntime().addShutdownHook(new Thread(own::close, "temporary folder"));
    }

    /** What was the temporary folder before. */
    static Path ofMachine() {
        return Path.of(System.getProperty(MACHINES, System.getProperty(TMPDIR)));
    }

    Path path() {
        return path;
    }

    private static void removeDead(Path parent, Path own) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : left) {
                // To look at the own lock would give it up: POSIX frees a file's locks with the first of its
                // descriptors.
                if (!folder.equals(own) && Files.isDirectory(folder) && isDead(folder)) {
                    remove(folder);
                }
            }
        }
    }

    private static boolean isDead(Path folder) {
        try {
            if (folder.toString().endsWith(NEW) || !Files.exists(folder.resolve(LOCK))) {
                return Files.getLastModifiedTime(folder)
                        .toInstant()
                        .isBefore(Instant.now().minus(STALE));
            }
            try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                    @Nullable FileLock gained = channel.tryLock()) {
                return gained != null;
            }
        } catch (IOException | OverlappingFileLockException othersOrOurs) {
            return false;
        }
    }

    /** Deletes what can be deleted: it is not this process's work that would suffer. */
    private static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    return deleted(file);
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException vanished) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path done, @Nullable IOException failure) {
                    return deleted(done);
                }

                private FileVisitResult deleted(Path path) {
                    try {
                        Files.deleteIfExists(path);
                    } catch (IOException stays) {
                        return FileVisitResult.CONTINUE;
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException stays) {
            return;
        }
    }

    @Override
    public void close() {
        remove(path);
        try {
            lock.close();
        } catch (IOException ended) {
            return;
        }
    }
}
