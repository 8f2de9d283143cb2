package dev.culprit.warehouse;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A file system that refuses what it is told to refuse, in either of the two ways that Hadoop's file systems have, and notes what it
 * was asked for. Class names are settings ({@code fs.file.impl}), so faults are the class's own.
 */
public final class FaultyFileSystem extends FilterFileSystem {
    private static final List<Fault> FAULTS = new CopyOnWriteArrayList<>();
    private static final List<String> DONE = new CopyOnWriteArrayList<>();

    /** @param message null for an answer {@code false} */
    private record Fault(String operation, Predicate<String> path, String message) {}

    public FaultyFileSystem() {
        super(new RawLocalFileSystem());
    }

    static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set("fs.file.impl", FaultyFileSystem.class.getName());
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        return configuration;
    }

    /** The operation, {@code delete}, {@code rename} or {@code create}, answers {@code false}. */
    static void refuse(String operation, Predicate<String> path) {
        FAULTS.add(new Fault(operation, path, null));
    }

    static void fail(String operation, Predicate<String> path, String message) {
        FAULTS.add(new Fault(operation, path, message));
    }

    static void heal() {
        FAULTS.clear();
        DONE.clear();
    }

    /** What was done: {@code OPERATION PATH}, in order. */
    static List<String> done() {
        return List.copyOf(DONE);
    }

    private static boolean isRefused(String operation, Path path) throws IOException {
        for (Fault fault : FAULTS) {
            if (fault.operation().equals(operation)
                    && fault.path().test(path.toUri().getPath())) {
                if (fault.message() == null) {
                    return true;
                }
                throw new IOException(fault.message());
            }
        }
        DONE.add(operation + " " + path.toUri().getPath());
        return false;
    }

    /** Only Hadoop's own classes may make one. */
    private static FSError error(IOException cause) {
        try {
            Constructor<FSError> constructor = FSError.class.getDeclaredConstructor(Throwable.class);
            constructor.setAccessible(true);
            return constructor.newInstance(cause);
        } catch (ReflectiveOperationException changed) {
            throw new LinkageError(changed.getMessage(), changed);
        }
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return !isRefused("rename", to) && super.rename(from, to);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return !isRefused("delete", path) && super.delete(path, recursive);
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
        if (isRefused("create", file)) {
            throw new IOException("refused");
        }
        FSDataOutputStream out =
                super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
        return new FSDataOutputStream(out.getWrappedStream(), (FileSystem.Statistics) null) {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    isRefused("write", file);
                } catch (IOException full) {
                    throw error(full);
                }
                super.write(bytes, offset, length);
            }

            @Override
            public void hsync() throws IOException {
                isRefused("sync", file);
                super.hsync();
            }
        };
    }
}
