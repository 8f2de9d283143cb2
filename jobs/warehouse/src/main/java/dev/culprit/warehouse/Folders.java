package dev.culprit.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Makes folders. */
final class Folders {
    private Folders() {}

    /**
     * Makes the folder, and those above it. Hadoop starts a process ({@code chmod}) for each local folder that it makes, so the
     * JDK makes local ones. Where that fails Hadoop tries again, as its messages name the reason.
     */
    static void create(FileSystem files, Path folder) throws IOException {
        if ("file".equals(files.getUri().getScheme())) {
            try {
                Files.createDirectories(java.nio.file.Path.of(folder.toUri().getPath()));
                return;
            } catch (IOException | RuntimeException failure) {
                // Hadoop tries again below.
            }
        }
        files.mkdirs(folder);
    }
}
