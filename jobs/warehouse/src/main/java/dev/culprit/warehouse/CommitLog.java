package dev.culprit.warehouse;

import dev.culprit.model.CulpritException;
import dev.culprit.warehouse.Commit.Placement;
import dev.culprit.warehouse.Commit.Replacement;
import dev.culprit.warehouse.WriterLock.Held;
import dev.culprit.warehouse.WriterLock.Waiting;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commits of a warehouse that are decided and perhaps not completed: files {@code .commit-TIME-...} in its folder. Such a file
 * exists whole or not at all, as renaming one file is atomic on disks and HDFS, and writing one is a single request on object
 * stores. Completing a commit is idempotent, and any process may do it that holds the writers' lock. Without such a file, the
 * tables are what their folders hold.
 */
final class CommitLog {
    private static final Logger LOG = LoggerFactory.getLogger(CommitLog.class);
    private static final String COMMIT = ".commit-";
    private static final String STAGING = ".staging-";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    /** No job runs this long: a job whose staging folder is older was killed. */
    private static final Duration LONGEST_RUN = Duration.ofDays(7);

    /** Foreign files that were told of: readers ask for the pending commits again and again. */
    private static final Set<Path> TOLD = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final Configuration configuration;
    private final LockHolder process;
    private final Waiting waiting;
    private final Soundness soundness;

    CommitLog(Path root, Configuration configuration, Soundness soundness, LockHolder process, Waiting waiting) {
        this.root = root;
        this.configuration = configuration;
        this.soundness = soundness;
        this.process = process;
        this.waiting = waiting;
    }

    /** A commit and its file. */
    record Decided(Path file, Commit commit) {}

    static String time(Instant time) {
        return TIME.format(time);
    }

    /** A unique name for a staging folder. */
    static String stagingName(String job, Instant now, String unique) {
        return STAGING + TIME.format(now) + "-" + job + "-" + unique;
    }

    /** What the commit of a staging folder is called when it is done. */
    static String journalName(String staging) {
        return staging.substring(STAGING.length());
    }

    /** The lock under which commits are planned, decided and completed. */
    Held lock() throws IOException {
        return new WriterLock(root, files(), process, waiting).acquire();
    }

    Journal journal() throws IOException {
        return new Journal(root, files());
    }

    /** Commits that are decided and perhaps not completed, oldest first. A file that is none of these is told of, and left alone. */
    List<Decided> pending() throws IOException {
        List<Decided> pending = new ArrayList<>();
        for (FileStatus entry : entries(COMMIT)) {
            Path file = entry.getPath();
            try {
                pending.add(new Decided(
                        file, Commit.parse(new String(files().read(file), StandardCharsets.UTF_8), file.toString())));
            } catch (CulpritException foreign) {
                if (TOLD.add(file)) {
                    LOG.warn("{}", foreign.getMessage());
                }
            } catch (FileNotFoundException done) {
                // Another process completed it since the listing.
            }
        }
        return pending;
    }

    /** Files named as commits that are none. */
    List<Path> foreign() throws IOException {
        List<Path> named = entries(COMMIT).stream().map(FileStatus::getPath).toList();
        List<Path> ours = pending().stream().map(Decided::file).toList();
        return named.stream().filter(file -> !ours.contains(file)).toList();
    }

    private List<FileStatus> entries(String prefix) throws IOException {
        return files().list(root).stream()
                .filter(entry -> entry.getPath().getName().startsWith(prefix))
                .sorted(Comparator.comparing(entry -> entry.getPath().getName()))
                .toList();
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
    Decided decide(Commit commit, Held lock) throws IOException {
        CheckedFiles files = files();
        Path staging = new Path(root, commit.staging());
        Path draft = new Path(staging, "commit");
        Path file = new Path(root, COMMIT + commit.staging().substring(STAGING.length()));
        files.write(draft, commit.text().getBytes(StandardCharsets.UTF_8));
        syncFolders(stagedFiles(commit));
        files.sync(staging);
        lock.ensure();
        try {
            files.rename(draft, file);
        } catch (IOException refusal) {
            // The request may have succeeded although its answer was lost.
            if (!files.exists(file)) {
                throw refusal;
            }
        }
        files.sync(root);
        return new Decided(file, commit);
    }

    private List<Path> stagedFiles(Commit commit) {
        return commit.replacements().stream()
                .flatMap(replacement -> replacement.files().stream())
                .map(placement -> new Path(root, placement.staged()))
                .toList();
    }

    /** Completes a commit. Steps that are done already are skipped. To be called under the lock. */
    void complete(Decided decided) throws IOException {
        List<Replacement> replacements = decided.commit().replacements();
        Parallel.forEach(replacements, files().files(), replacement -> complete(replacement, decided));
        syncFolders(replacements.stream()
                .flatMap(replacement ->
                        replacement.files().stream().map(placement -> placed(replacement.folder(), placement)))
                .toList());
        journal().enter(decided.file(), journalName(decided.commit().staging()));
        files().sync(root);
    }

    /** The folders of these files, and those above them up to the warehouse. */
    private void syncFolders(List<Path> inFolders) throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        for (Path file : inFolders) {
            for (Path at = file.getParent(); at != null && !at.equals(root) && folders.add(at); ) {
                at = at.getParent();
            }
        }
        for (Path folder : folders) {
            files().sync(folder);
        }
    }

    private void complete(Replacement replacement, Decided decided) throws IOException {
        for (Placement placement : replacement.files()) {
            place(new Path(root, placement.staged()), placed(replacement.folder(), placement), decided);
        }
        Path folder = new Path(root, replacement.folder());
        for (String name : replacement.outdated()) {
            files().delete(new Path(folder, name));
        }
        if (replacement.files().isEmpty()) {
            files().delete(folder);
        }
    }

    private void place(Path staged, Path placed, Decided decided) throws IOException {
        if (files().exists(placed)) {
            if (isWhole(placed)) {
                return;
            }
            // A rename to another disk is a copy, and one that was cut short leaves a part of the file.
            files().delete(placed);
        }
        files().createFolder(placed.getParent());
        try {
            files().rename(staged, placed);
        } catch (IOException refusal) {
            if (!files().exists(placed) && files().exists(decided.file())) {
                throw refusal;
            }
        }
    }

    private boolean isWhole(Path placed) throws IOException {
        return soundness.isSound(files().files(), files().files().getFileStatus(placed));
    }

    /** Completes commits that killed jobs had decided, and removes the staging folders of other killed jobs. */
    void settle(Instant now) {
        try {
            if (pending().isEmpty() && abandoned(now).isEmpty()) {
                return;
            }
            try (Held lock = lock()) {
                settle(now, lock);
            }
        } catch (IOException failure) {
            throw unsettled(failure);
        }
    }

    /** {@link #settle(Instant)} by who holds the lock. */
    void settle(Instant now, Held lock) {
        try {
            for (Decided decided : pending()) {
                LOG.warn("completing {}, which a job that was ended had decided", decided.file());
                lock.ensure();
                complete(decided);
                clear(new Path(root, decided.commit().staging()));
            }
            for (Path staging : abandoned(now)) {
                LOG.warn("clearing {}, which a job that was ended has left", staging);
                clear(staging);
            }
            journal().clear(now, LONGEST_RUN);
        } catch (IOException failure) {
            throw unsettled(failure);
        }
    }

    private CulpritException unsettled(IOException failure) {
        return new CulpritException(
                "%s holds a commit that cannot be completed: %s: mend that and run again"
                        .formatted(root, failure.getMessage()),
                failure);
    }

    /** What lies in a staging folder is in nobody's way: it is told and cleared by a later job. */
    void clear(Path staging) {
        try {
            files().delete(staging);
        } catch (IOException failure) {
            LOG.warn("{}; a job clears it in seven days", failure.getMessage());
        }
    }

    private List<Path> abandoned(Instant now) throws IOException {
        return entries(STAGING).stream()
                .map(FileStatus::getPath)
                .filter(staging -> isOlder(staging.getName().substring(STAGING.length()), now, LONGEST_RUN))
                .toList();
    }

    /** Whether the time that a name begins with is so long ago; false for names that begin otherwise. */
    static boolean isOlder(String name, Instant now, Duration age) {
        int end = name.indexOf('-');
        try {
            Instant begun = TIME.parse(name.substring(0, end < 0 ? name.length() : end), Instant::from);
            return begun.plus(age).isBefore(now);
        } catch (DateTimeParseException notOurs) {
            return false;
        }
    }

    private CheckedFiles files() throws IOException {
        return CheckedFiles.of(root, configuration);
    }
}
