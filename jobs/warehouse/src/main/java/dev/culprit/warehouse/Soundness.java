package dev.culprit.warehouse;

import dev.culprit.model.CulpritException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Compares files with the digests in their names, which shows a single flipped bit wherever it is: Parquet's own checksums guard
 * pages, but not their headers and not the footer. A file is read for that once, and again when it has changed since.
 */
final class Soundness {
    private record Seen(Path path, long length, long modified) {}

    private final Set<Seen> sound = ConcurrentHashMap.newKeySet();

    /** Whether the file's bytes are those of its name; true where the name tells no digest. */
    boolean isSound(FileSystem files, FileStatus file) throws IOException {
        Seen seen = new Seen(file.getPath(), file.getLen(), file.getModificationTime());
        if (sound.contains(seen)) {
            return true;
        }
        String digest = FileDigest.inName(file.getPath().getName()).orElse(null);
        boolean isSound = digest == null || FileDigest.of(files, file.getPath()).equals(digest);
        if (isSound) {
            sound.add(seen);
        }
        return isSound;
    }

    /** @throws CulpritException where the file is damaged, with the command that makes it anew */
    void refuseDamaged(FileSystem files, Path file) throws IOException {
        if (!isSound(files, files.getFileStatus(file))) {
            throw damaged(file);
        }
    }

    static CulpritException damaged(Path file) {
        return new CulpritException(
                "%s is damaged, its bytes are not those that were written: %s; 'culprit check' tells of all files"
                        .formatted(file, Remaking.of(file)));
    }
}
