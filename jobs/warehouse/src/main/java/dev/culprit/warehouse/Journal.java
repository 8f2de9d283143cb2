package dev.culprit.warehouse;

import dev.culprit.model.CulpritException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * The commits that were completed in the last days, {@code WAREHOUSE/_commits/TIME-JOB-ID}: each the commit's own file, moved there
 * as its last step. A publication that finds one it did not know when it began, and which touches its partitions, has worked on
 * tables that are no longer those.
 */
final class Journal {
    static final String FOLDER = "_commits";

    private final Path folder;
    private final CheckedFiles files;

    Journal(Path root, CheckedFiles files) {
        this.folder = new Path(root, FOLDER);
        this.files = files;
    }

    /** Oldest first. */
    List<String> names() throws IOException {
        return files.list(folder).stream()
                .map(entry -> entry.getPath().getName())
                .sorted()
                .toList();
    }

    /** Empty where it was cleared since the listing, or is none of ours. */
    Optional<Commit> read(String name) throws IOException {
        Path file = new Path(folder, name);
        try {
            return Optional.of(Commit.parse(new String(files.read(file), StandardCharsets.UTF_8), file.toString()));
        } catch (FileNotFoundException | CulpritException cleared) {
            return Optional.empty();
        }
    }

    /** The last known commit of each partition, by the partition's folder. */
    Map<String, Commit.Replacement> latest() throws IOException {
        Map<String, Commit.Replacement> latest = new LinkedHashMap<>();
        for (String name : names()) {
            read(name).ifPresent(commit -> commit.replacements().forEach(each -> latest.put(each.folder(), each)));
        }
        return latest;
    }

    /** Ends a commit: its file is gone from where it made the commit count. May be done again. */
    void enter(Path commit, String name) throws IOException {
        Path entry = new Path(folder, name);
        files.createFolder(folder);
        try {
            files.rename(commit, entry);
        } catch (IOException refusal) {
            if (!files.exists(entry) && files.exists(commit)) {
                throw refusal;
            }
            files.delete(commit);
        }
        files.sync(folder);
    }

    void clear(Instant now, Duration age) throws IOException {
        for (String name : names()) {
            if (CommitLog.isOlder(name, now, age)) {
                files.delete(new Path(folder, name));
            }
        }
    }
}
