package dev.culprit.warehouse;

import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Commit.Placement;
import dev.culprit.warehouse.Commit.Replacement;
import dev.culprit.warehouse.CommitLog.Decided;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * One job's output. It is staged in a folder {@code WAREHOUSE/.staging-...} of its own and then moved into the tables: all of it or
 * nothing, and each partition as a whole, never mixed from two runs. If the process dies, a {@link Warehouse} reads either the old
 * tables or all of the new ones, and the next publication completes a commit that was begun. Protocol, and what other engines see
 * meanwhile: docs/decisions/0009-commits-by-one-file.md. Publications share no folder, so one may be closed while others are written.
 */
public final class Publication implements AutoCloseable {
    private final Path root;
    private final Path staging;
    private final Configuration configuration;
    private final CommitLog log;
    private final Map<String, List<StagedFile>> replacements = new LinkedHashMap<>();
    /** Whether a commit is decided but not completed: then the staged files must stay, as another process completes it. */
    private boolean halfDone;

    Publication(Path root, Configuration configuration, String job) {
        this.root = root;
        this.configuration = configuration;
        this.log = new CommitLog(root, configuration);
        this.staging = new Path(
                root,
                CommitLog.stagingName(job, Instant.now(), UUID.randomUUID().toString()));
    }

    /** Folder in which tasks on other machines may stage files, to be passed to {@link #replace}. */
    public String stagingFolder() {
        return staging.toString();
    }

    /**
     * Writes the partition's rows, in the given order, to one file that will replace the partition. Without rows the partition
     * will be removed.
     */
    public <R extends Record> void write(Table<R> table, Partition partition, Iterable<R> rows) {
        if (!rows.iterator().hasNext()) {
            replace(table, partition, List.of());
            return;
        }
        Path file = new Path(staging, table.name() + "/" + partition.folder() + "/part-00000.parquet");
        TableWriter<R> writer = new TableWriter<>(table, file.toString(), configuration);
        try (writer) {
            rows.forEach(writer::write);
        }
        replace(table, partition, List.of(writer.staged()));
    }

    /**
     * Replaces the partition by the staged files on publication. Their names get their digests appended.
     *
     * @param stagedFiles files below {@link #stagingFolder} with distinct names; none to remove the partition
     */
    public void replace(Table<?> table, Partition partition, List<StagedFile> stagedFiles) {
        String folder = table.name() + "/" + partition.folder();
        if (replacements.put(folder, List.copyOf(stagedFiles)) != null) {
            throw new IllegalStateException(folder + " is replaced twice");
        }
    }

    /** Moves everything into the tables, or nothing. */
    public void publish() {
        try {
            Commit commit = plan();
            if (!commit.replacements().isEmpty()) {
                Decided decided = log.decide(commit);
                halfDone = true;
                log.complete(decided);
                halfDone = false;
            }
            replacements.clear();
        } catch (IOException failure) {
            throw new CulpritException(
                    (halfDone
                                    ? "warehouse %s holds the new tables, but not yet in their places: %s: run again"
                                    : "warehouse %s cannot be written: %s")
                            .formatted(root, failure.getMessage()),
                    failure);
        }
    }

    /** The differences from what is there: a run that leaves the same tables touches nothing. */
    private Commit plan() throws IOException {
        FileSystem files = root.getFileSystem(configuration);
        ConcurrentLinkedQueue<Replacement> changes = new ConcurrentLinkedQueue<>();
        Parallel.forEach(List.copyOf(replacements.entrySet()), files, entry -> {
            Replacement replacement = replacement(files, entry.getKey(), entry.getValue());
            if (replacement != null) {
                changes.add(replacement);
            }
        });
        return new Commit(
                staging.getName(),
                changes.stream()
                        .sorted(Comparator.comparing(Replacement::folder))
                        .toList());
    }

    private @Nullable Replacement replacement(FileSystem files, String folder, List<StagedFile> staged)
            throws IOException {
        Map<String, FileStatus> existing = existing(files, new Path(root, folder));
        List<Placement> placements = new ArrayList<>();
        boolean isNew = false;
        for (StagedFile file : staged) {
            Path path = new Path(file.path());
            String name = file.publishedName();
            placements.add(new Placement(below(path), name));
            FileStatus same = existing.remove(name);
            isNew |= same == null;
            if (same != null && same.getLen() != files.getFileStatus(path).getLen()) {
                // Cut off by a disk or a power failure: no reader can use it, and it must not pass for what it was.
                files.delete(same.getPath(), false);
                isNew = true;
            }
        }
        return isNew || !existing.isEmpty()
                ? new Replacement(folder, placements, List.copyOf(existing.keySet()))
                : null;
    }

    private static Map<String, FileStatus> existing(FileSystem files, Path folder) throws IOException {
        Map<String, FileStatus> existing = new LinkedHashMap<>();
        try {
            for (FileStatus file : files.listStatus(folder)) {
                if (file.isFile()) {
                    existing.put(file.getPath().getName(), file);
                }
            }
        } catch (FileNotFoundException none) {
            return existing;
        }
        return existing;
    }

    private String below(Path path) {
        String whole = path.toUri().getPath();
        return whole.substring(whole.lastIndexOf(staging.getName()));
    }

    @Override
    public void close() {
        if (halfDone) {
            return;
        }
        try {
            root.getFileSystem(configuration).delete(staging, true);
        } catch (IOException failure) {
            throw new CulpritException("%s cannot be cleared: %s".formatted(staging, failure.getMessage()), failure);
        }
    }
}
