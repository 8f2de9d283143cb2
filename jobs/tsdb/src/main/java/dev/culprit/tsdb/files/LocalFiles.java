package dev.culprit.tsdb.files;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.MappedFile;
import dev.culprit.tsdb.bytes.RandomBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** This machine's own. */
public final class LocalFiles implements BlockFiles {
    public static final LocalFiles HERE = new LocalFiles();

    private LocalFiles() {}

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public boolean isFolder(String path) {
        return Files.isDirectory(Path.of(path));
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> listed = Files.list(Path.of(folder))) {
            for (Path path : listed.sorted().toList()) {
                boolean isFolder = Files.isDirectory(path);
                if (isFolder || Files.exists(path)) { // a server may remove it meanwhile
                    entries.add(new Entry(path.getFileName().toString(), isFolder, isFolder ? 0 : length(path)));
                }
            }
        }
        return entries;
    }

    /** A file's bytes, 0 where it has gone. */
    private static long length(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException gone) {
            return 0;
        }
    }

    @Override
    public byte[] whole(String path, long most) throws IOException {
        Path file = Path.of(path);
        long size = Files.size(file);
        if (size > most) {
            throw new CorruptException("%s of %,d bytes".formatted(file.getFileName(), size));
        }
        return Files.readAllBytes(file);
    }

    @Override
    public InputStream stream(String path) throws IOException {
        return Files.newInputStream(Path.of(path));
    }

    @Override
    public RandomBytes open(String folder, Entry file) throws IOException {
        return MappedFile.open(Path.of(folder, file.name()));
    }

    @Override
    public String stamp(String path) throws IOException {
        Path file = Path.of(path);
        return Files.getLastModifiedTime(file).toMillis() + " " + Files.size(file);
    }
}
