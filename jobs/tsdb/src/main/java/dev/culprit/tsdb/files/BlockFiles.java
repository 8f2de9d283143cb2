package dev.culprit.tsdb.files;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.RandomBytes;
import dev.culprit.tsdb.bytes.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** A file system that has blocks. Paths are texts as users write them, their parts put together by {@link #child}. */
public interface BlockFiles {
    /**
     * A file or a folder.
     *
     * @param length in bytes, 0 of a folder
     */
    record Entry(String name, boolean isFolder, long length) {}

    /** Whether paths are of this machine; else no log can be read, and each request takes its time. */
    boolean isLocal();

    boolean isFolder(String path) throws IOException;

    /**
     * What is in a folder, by name.
     *
     * @throws NoSuchFileException where there is no such folder
     */
    List<Entry> list(String folder) throws IOException;

    /**
     * All bytes of a file.
     *
     * @throws NoSuchFileException where there is none
     * @throws CorruptException where it has more than so many
     */
    byte[] whole(String path, long most) throws IOException;

    /**
     * A file from its beginning on, to be closed by the caller.
     *
     * @throws NoSuchFileException where there is none
     */
    InputStream stream(String path) throws IOException;

    /**
     * Opens a file that was listed. Of a file that is not local, its reads fail with {@link UnreadableException} where a service
     * does not give it.
     */
    RandomBytes open(String folder, Entry file) throws IOException;

    /** What is another text as soon as the file is another. */
    String stamp(String path) throws IOException;

    static String child(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    /** The last part of a path. */
    static String name(String path) {
        String bare = path.replaceFirst("/+$", "");
        return bare.substring(bare.lastIndexOf('/') + 1);
    }
}
