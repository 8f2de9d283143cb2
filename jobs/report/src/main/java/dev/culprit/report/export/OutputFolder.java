package dev.culprit.report.export;

import dev.culprit.model.CulpritException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where the report goes. Files are written under other names first: nobody ever finds half a report. */
public final class OutputFolder {
    /** Writes one file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(FileSystem files, Path file) throws IOException;

        static Content of(String text) {
            return (files, file) -> {
                try (OutputStream out = files.create(file, true)) {
                    out.write(text.getBytes(StandardCharsets.UTF_8));
                }
            };
        }
    }

    private final String folder;
    private final Configuration configuration;

    public OutputFolder(String folder, Configuration configuration) {
        this.folder = folder;
        this.configuration = configuration;
    }

    /** Writes the contents under their names, replacing what was there: all of them, or none. */
    public void write(SortedMap<String, Content> contents) {
        List<Path> begun = new ArrayList<>();
        try {
            FileSystem files = new Path(folder).getFileSystem(configuration);
            // The checksum files of Hadoop's local file system would be left next to the report.
            files.setWriteChecksum(false);
            try {
                for (Map.Entry<String, Content> content : contents.entrySet()) {
                    Path hidden = hidden(content.getKey());
                    begun.add(hidden);
                    content.getValue().writeTo(files, hidden);
                }
                for (String name : contents.keySet()) {
                    replace(files, hidden(name), new Path(folder, name));
                }
            } finally {
                for (Path hidden : begun) {
                    remove(files, hidden);
                }
            }
        } catch (IOException | IllegalArgumentException | FSError failure) { // FSError: Hadoop's word for a full disk
            throw new CulpritException(
                    "report %s cannot be written: %s: see to space and rights there, and run report again"
                            .formatted(folder, failure.getMessage()),
                    failure);
        }
    }

    /** Whether a file of this name is there. */
    public boolean has(String name) {
        try {
            Path path = new Path(folder, name);
            return path.getFileSystem(configuration).exists(path);
        } catch (IOException failure) {
            throw new CulpritException("report %s: %s".formatted(folder, failure.getMessage()), failure);
        }
    }

    private Path hidden(String name) {
        return new Path(folder, ".%s.unfinished".formatted(name));
    }

    /** Most file systems refuse to rename onto a file. */
    private static void replace(FileSystem files, Path from, Path to) throws IOException {
        remove(files, to);
        if (!files.rename(from, to)) {
            throw new IOException("%s cannot be renamed to %s".formatted(from, to));
        }
    }

    /** What is there no more; a file system that cannot delete says so by an exception, or by {@code false} as it does where nothing is. */
    private static void remove(FileSystem files, Path file) throws IOException {
        if (!files.delete(file, false) && files.exists(file)) {
            throw new IOException("%s cannot be deleted".formatted(file));
        }
    }

    /** A plain path on the local file system, elsewhere a URI. */
    public String locate(String name) {
        Path path = new Path(folder, name);
        try {
            FileSystem files = path.getFileSystem(configuration);
            return files.getScheme().equals("file")
                    ? path.toUri().getPath()
                    : files.makeQualified(path).toString();
        } catch (IOException failure) {
            throw new CulpritException("report %s: %s".formatted(folder, failure.getMessage()), failure);
        }
    }
}
