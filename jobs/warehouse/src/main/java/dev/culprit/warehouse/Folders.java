package dev.culprit.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Makes folders. */
final class Folders {
    private Folders() {}

    /**
     * Makes the folder, and those above it. Hadoop starts a process ({@code chmod}) for each local folder that it makes, so
     * those are left to the JDK; where that fails, Hadoop has the last word, as it says more of the reason.
     */
    static void create(FileSystem files, Path folder) throws IOException {
        if ("file".equals(files.getUri().getScheme())) {
            try {
                Files.createDirectories(java.nio.file.Path.of(folder.toUri().getPath()));
                return;
            } catch (IOException | RuntimeException failure) {
                // Hadoop tells.
            }
        }
        files.mkdirs(folder);
    }
}
