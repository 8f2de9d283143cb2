package dev.culprit.warehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * A file system every answer of which counts. Hadoop's own says {@code false} where it could not delete, rename or make a folder,
 * and a caller that does not look goes on as if it were done; here that is an {@link IOException}. What is written here has reached
 * the disk when the call returns, as far as the file system can say so.
 */
final class CheckedFiles {
    private final FileSystem files;

    private CheckedFiles(FileSystem files) {
        this.files = files;
    }

    static CheckedFiles of(Path path, Configuration configuration) throws IOException {
        FileSystem files = path.getFileSystem(configuration);
        files.setWriteChecksum(false); // else renames leave the files of Hadoop's local checksums behind
        return new CheckedFiles(files);
    }

    FileSystem files() {
        return files;
    }

    /** What is in the folder; nothing where there is none. */
    List<FileStatus> list(Path folder) throws IOException {
        try {
            return Arrays.asList(files.listStatus(folder));
        } catch (FileNotFoundException none) {
            refuseHidden(folder);
            return List.of();
        }
    }

    boolean exists(Path path) throws IOException {
        if (files.exists(path)) {
            return true;
        }
        refuseHidden(path);
        return false;
    }

    /** Hadoop takes what lies in a local folder that the user must not enter for missing. */
    private void refuseHidden(Path path) throws IOException {
        if (!isLocal()) {
            return;
        }
        try {
            Files.readAttributes(local(path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (AccessDeniedException hidden) {
            throw new IOException(
                    "user %s must not look into the folder that %s is in: have its owner grant that"
                            .formatted(
                                    System.getProperty("user.name"),
                                    path.toUri().getPath()),
                    hidden);
        } catch (IOException missing) {
            // as Hadoop says
        }
    }

    /** @throws FileNotFoundException where there is none */
    byte[] read(Path file) throws IOException {
        try (InputStream in = files.open(file)) {
            return in.readAllBytes();
        }
    }

    void write(Path file, byte[] bytes) throws IOException {
        try (FSDataOutputStream out = files.create(file, true)) {
            out.write(bytes);
            sync(out);
        } catch (FSError full) {
            throw failure(full);
        }
    }

    /** Hadoop's local file system throws an Error where the disk refuses to take bytes: full, over quota, broken. */
    static IOException failure(FSError refusal) {
        Throwable cause = refusal.getCause() == null ? refusal : refusal.getCause();
        return new IOException(cause.getMessage(), refusal);
    }

    /** Brings to the disk what was written to a file that is still open; object stores have it when it is closed, or not at all. */
    static void sync(FSDataOutputStream out) throws IOException {
        if (out.hasCapability(StreamCapabilities.HSYNC)) {
            out.hsync();
        }
    }

    /**
     * Brings to the disk which files the folder has, without which a new file may be gone after a power failure although its
     * content was written. Only local folders need it, and only where the system can open one.
     */
    void sync(Path folder) throws IOException {
        if (!isLocal()) {
            return;
        }
        try (FileChannel channel = FileChannel.open(local(folder), StandardOpenOption.READ)) {
            channel.force(true);
        } catch (java.nio.file.NoSuchFileException | AccessDeniedException notOpened) {
            // Gone meanwhile, or Windows, which keeps folders by itself.
        }
    }

    /** @throws IOException where it was not renamed; the request may have succeeded although its answer was lost */
    void rename(Path from, Path to) throws IOException {
        if (!files.rename(from, to)) {
            throw new IOException("%s cannot be renamed to %s".formatted(from, to));
        }
    }

    /** Deletes a file, or a folder with all that is in it. Where there is none, there is nothing to do. */
    void delete(Path path) throws IOException {
        IOException refusal;
        try {
            if (files.delete(path, true)) {
                return;
            }
            refusal = new IOException(
                    "%s cannot be deleted: see to the right to, to its owner and its attributes".formatted(path));
        } catch (IOException failure) {
            refusal = new IOException("%s cannot be deleted: %s".formatted(path, failure.getMessage()), failure);
        }
        if (exists(path)) {
            throw refusal;
        }
    }

    /**
     * Makes the folder, and those above it. Hadoop starts a process ({@code chmod}) for each local folder that it makes, so the
     * JDK makes local ones. Where that fails Hadoop tries again, as its messages name the reason.
     */
    void createFolder(Path folder) throws IOException {
        if (isLocal()) {
            try {
                Files.createDirectories(local(folder));
                return;
            } catch (IOException | RuntimeException failure) {
                // Hadoop tries again below.
            }
        }
        if (!files.mkdirs(folder)) {
            throw new IOException("the folder %s cannot be made".formatted(folder));
        }
    }

    private boolean isLocal() {
        return "file".equals(files.getUri().getScheme());
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }
}
