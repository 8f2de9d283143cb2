package dev.culprit.warehouse;

import dev.culprit.model.CulpritException;
import dev.culprit.warehouse.Commit.Placement;
import dev.culprit.warehouse.Commit.Replacement;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commits of a warehouse that are decided and perhaps not completed: files {@code .commit-TIME-...} in its folder. Such a file
 * exists whole or not at all, as renaming one file is atomic on disks and HDFS, and writing one is a single request on object
 * stores. Completing a commit is idempotent, and any process may do it. Without such a file, the tables are what their folders hold.
 */
final class CommitLog {
    private static final Logger LOG = LoggerFactory.getLogger(CommitLog.class);
    private static final String COMMIT = ".commit-";
    private static final String STAGING = ".staging-";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    /** No job runs this long: a job whose staging folder is older was killed. */
    private static final Duration LONGEST_RUN = Duration.ofDays(7);

    /** Commit files that this process is completing right now: other threads must leave them alone. */
    private static final Set<Path> UNDER_WAY = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final Configuration configuration;

    CommitLog(Path root, Configuration configuration) {
        this.root = root;
        this.configuration = configuration;
    }

    /** A commit and its file. */
    record Decided(Path file, Commit commit) {}

    /** A unique name for a staging folder. */
    static String stagingName(String job, Instant now, String unique) {
        return STAGING + TIME.format(now) + "-" + job + "-" + unique;
    }

    /** Commits that are decided and perhaps not completed, oldest first. */
    List<Decided> pending() throws IOException {
        List<Decided> pending = new ArrayList<>();
        for (FileStatus entry : entries(COMMIT)) {
            try (InputStream in = files().open(entry.getPath())) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                pending.add(new Decided(
                        entry.getPath(), Commit.parse(text, entry.getPath().toString())));
            } catch (FileNotFoundException done) {
                // Another process completed it since the listing.
            }
        }
        return pending;
    }

    private List<FileStatus> entries(String prefix) throws IOException {
        try {
            return Arrays.stream(files().listStatus(root))
                    .filter(entry -> entry.getPath().getName().startsWith(prefix))
                    .sorted(Comparator.comparing(entry -> entry.getPath().getName()))
                    .toList();
        } catch (FileNotFoundException none) {
            return List.of();
        }
    }

    /** The files of a partition by a pending commit; empty where none concerns it, and its folder holds its files. */
    Optional<List<Path>> filesOf(String folder) throws IOException {
        Replacement latest = null;
        for (Decided decided : pending()) {
            latest = decided.commit().of(folder).orElse(latest);
        }
        if (latest == null) {
            return Optional.empty();
        }
        List<Path> paths = new ArrayList<>();
        for (Placement placement : latest.files()) {
            Path placed = placed(folder, placement);
            paths.add(files().exists(placed) ? placed : new Path(root, placement.staged()));
        }
        return Optional.of(paths);
    }

    private Path placed(String folder, Placement placement) {
        return new Path(new Path(root, folder), placement.name());
    }

    /**
     * Decides the commit. Once this returns, it will be completed, whatever becomes of this process.
     *
     * @throws IOException where it is not decided
     */
    Decided decide(Commit commit) throws IOException {
        Path draft = new Path(new Path(root, commit.staging()), "commit");
        Path file = new Path(root, COMMIT + commit.staging().substring(STAGING.length()));
        try (OutputStream out = files().create(draft, true)) {
            out.write(commit.text().getBytes(StandardCharsets.UTF_8));
        }
        IOException refusal = null;
        UNDER_WAY.add(file);
        try {
            if (!files().rename(draft, file)) {
                refusal = new IOException("%s cannot be renamed to %s".formatted(draft, file));
            }
        } catch (IOException failure) {
            refusal = failure;
        }
        // The request may have succeeded although its answer was lost.
        if (refusal != null && !files().exists(file)) {
            UNDER_WAY.remove(file);
            throw refusal;
        }
        return new Decided(file, commit);
    }

    /** Completes a commit. Steps that are done already, by this or another process, are skipped. */
    void complete(Decided decided) throws IOException {
        try {
            Parallel.forEach(decided.commit().replacements(), files(), replacement -> complete(replacement, decided));
            files().delete(decided.file(), false);
        } finally {
            UNDER_WAY.remove(decided.file());
        }
    }

    private void complete(Replacement replacement, Decided decided) throws IOException {
        for (Placement placement : replacement.files()) {
            place(new Path(root, placement.staged()), placed(replacement.folder(), placement), decided);
        }
        Path folder = new Path(root, replacement.folder());
        for (String name : replacement.outdated()) {
            files().delete(new Path(folder, name), false);
        }
        if (replacement.files().isEmpty()) {
            files().delete(folder, true);
        }
    }

    private void place(Path staged, Path placed, Decided decided) throws IOException {
        if (files().exists(placed)) {
            return;
        }
        Folders.create(files(), placed.getParent());
        IOException refusal;
        try {
            if (files().rename(staged, placed)) {
                return;
            }
            refusal = new IOException("%s cannot be renamed to %s".formatted(staged, placed));
        } catch (IOException failure) {
            refusal = failure;
        }
        if (!files().exists(placed) && files().exists(decided.file())) {
            throw refusal;
        }
    }

    /** Completes commits that killed jobs had decided, and removes the staging folders of other killed jobs. */
    void settle(Instant now) {
        try {
            for (Decided decided : pending()) {
                if (UNDER_WAY.contains(decided.file())) {
                    continue;
                }
                LOG.warn("completing {}, which a job that was ended had decided", decided.file());
                complete(decided);
                files().delete(new Path(root, decided.commit().staging()), true);
            }
            for (FileStatus entry : entries(STAGING)) {
                if (isAbandoned(entry.getPath().getName(), now)) {
                    LOG.warn("clearing {}, which a job that was ended has left", entry.getPath());
                    files().delete(entry.getPath(), true);
                }
            }
        } catch (IOException failure) {
            throw new CulpritException(
                    "%s holds a commit that cannot be completed: %s".formatted(root, failure.getMessage()), failure);
        }
    }

    private static boolean isAbandoned(String name, Instant now) {
        int end = name.indexOf('-', STAGING.length());
        try {
            Instant begun = TIME.parse(name.substring(STAGING.length(), end < 0 ? name.length() : end), Instant::from);
            return begun.plus(LONGEST_RUN).isBefore(now);
        } catch (DateTimeParseException notOurs) {
            return false;
        }
    }

    private FileSystem files() throws IOException {
        FileSystem files = root.getFileSystem(configuration);
        files.setWriteChecksum(false); // else renames leave the files of Hadoop's local checksums behind
        return files;
    }
}
