package dev.culprit.warehouse;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A file system whose process dies: after so many changes nothing more is done to it, as after SIGKILL. Class names are
 * settings ({@code fs.file.impl}), and Hadoop makes instances as it likes, so the number is the class's own.
 */
public class CrashingFileSystem extends FilterFileSystem {
    private static final AtomicInteger LEFT = new AtomicInteger(Integer.MAX_VALUE);
    private static volatile boolean answersLost;

    public CrashingFileSystem() {
        this(new RawLocalFileSystem());
    }

    protected CrashingFileSystem(FileSystem survivor) {
        super(survivor);
    }

    /**
     * Lets that many changes through.
     *
     * @param lost whether the change after them is done too, and only its answer does not come
     */
    public static void crashAfter(int changes, boolean lost) {
        answersLost = lost;
        LEFT.set(changes);
    }

    /** Whether the process has died. */
    public static boolean hasCrashed() {
        return LEFT.get() < 0;
    }

    public static void recover() {
        LEFT.set(Integer.MAX_VALUE);
    }

    private interface Change<T> {
        T run() throws IOException;
    }

    private static <T> T change(Change<T> change) throws IOException {
        int left = LEFT.getAndUpdate(n -> Math.max(-1, n - 1));
        if (left > 0) {
            return change.run();
        }
        if (left == 0 && answersLost) {
            change.run();
        }
        throw new IOException("crashed");
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return change(() -> super.rename(from, to));
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return change(() -> super.delete(path, recursive));
    }

    @Override
    public boolean mkdirs(Path folder, FsPermission permission) throws IOException {
        return change(() -> super.mkdirs(folder, permission));
    }

    @Override
    public boolean mkdirs(Path folder) throws IOException {
        return change(() -> super.mkdirs(folder));
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        return change(() -> super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress));
    }
}
