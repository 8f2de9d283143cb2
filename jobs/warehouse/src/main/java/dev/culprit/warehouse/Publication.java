package dev.culprit.warehouse;

import dev.culprit.model.AnotherRunException;
import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Commit.Placement;
import dev.culprit.warehouse.Commit.Replacement;
import dev.culprit.warehouse.CommitLog.Decided;
import dev.culprit.warehouse.WriterLock.Held;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job's output. It is staged in a folder {@code WAREHOUSE/.staging-...} of its own and then moved into the tables: all of it or
 * nothing, and each partition as a whole, never mixed from two runs. If the process dies, a {@link Warehouse} reads either the old
 * tables or all of the new ones, and the next publication completes a commit that was begun. Protocol, and what other engines see
 * meanwhile: docs/decisions/0009-commits-by-one-file.md. Publications share no folder, so one may be closed while others are written.
 */
public final class Publication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final Path root;
    private final Path staging;
    private final Configuration configuration;
    private final CommitLog log;
    private final Soundness soundness;
    private final Map<String, List<StagedFile>> replacements = new LinkedHashMap<>();
    /** Whether a commit is decided but not completed: then the staged files must stay, as another process completes it. */
    private boolean halfDone;

    /** Commits that were completed before this publication began. */
    private final Set<String> known;
    /** Commits of the same run, which its publications follow one another with. */
    private final Set<String> own;

    /** @param own names of the commits of this run; this one's is added to it */
    Publication(
            Path root, Configuration configuration, CommitLog log, Soundness soundness, Set<String> own, String job) {
        this.root = root;
        this.configuration = configuration;
        this.log = log;
        this.soundness = soundness;
        this.own = own;
        try {
            this.known = Set.copyOf(log.journal().names());
        } catch (IOException failure) {
            throw new CulpritException(
                    "warehouse %s cannot be listed: %s".formatted(root, failure.getMessage()), failure);
        }
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
     * Replaces the partition by the staged files on publication. Their names get their digests appended. What notes that the
     * partition was fetched is removed, unless this publication replaces that too.
     *
     * @param stagedFiles files below {@link #stagingFolder} with distinct names; none to remove the partition
     */
    public void replace(Table<?> table, Partition partition, List<StagedFile> stagedFiles) {
        String folder = table.name() + "/" + partition.folder();
        if (replacements.put(folder, List.copyOf(stagedFiles)) != null) {
            throw new IllegalStateException(folder + " is replaced twice");
        }
    }

    /**
     * Moves everything into the tables, or nothing.
     *
     * @throws AnotherRunException where another run has replaced one of the partitions since this publication began
     * @throws CulpritException where the warehouse cannot be written
     */
    public void publish() {
        try (Held lock = log.lock()) {
            log.settle(Instant.now(), lock);
            FetchMarks.of(Set.copyOf(replacements.keySet())).forEach(mark -> replacements.putIfAbsent(mark, List.of()));
            refuseConflict();
            Commit commit = plan();
            if (!commit.replacements().isEmpty()) {
                Decided decided = log.decide(commit, lock);
                halfDone = true;
                own.add(name());
                log.complete(decided);
                halfDone = false;
            }
            replacements.clear();
        } catch (IOException failure) {
            throw new CulpritException(
                    (halfDone
                                    ? "warehouse %s holds the new tables, but not yet in their places: %s: mend that and run again"
                                    : "warehouse %s cannot be written, and its tables are the old ones: %s")
                            .formatted(root, failure.getMessage()),
                    failure);
        }
    }

    /** What the commit is called in the journal. */
    private String name() {
        return CommitLog.journalName(staging.getName());
    }

    /** Two runs that replace the same partition have both read what was there before: the one that is done first counts. */
    private void refuseConflict() throws IOException {
        Journal journal = log.journal();
        for (String name : journal.names()) {
            if (known.contains(name) || own.contains(name)) {
                continue;
            }
            Commit other = journal.read(name).orElse(null);
            if (other == null) {
                continue;
            }
            String folder = other.replacements().stream()
                    .map(Replacement::folder)
                    .filter(replacements::containsKey)
                    .findFirst()
                    .orElse(null);
            if (folder != null) {
                throw new AnotherRunException(
                        "another run (%s) has replaced %s in %s since this one began: its tables are kept, and of this run none; let one run at a time write a period"
                                .formatted(name, folder, root));
            }
        }
    }

    /** The differences from what is there: a run that leaves the same tables touches nothing. */
    private Commit plan() throws IOException {
        CheckedFiles files = CheckedFiles.of(root, configuration);
        ConcurrentLinkedQueue<Replacement> changes = new ConcurrentLinkedQueue<>();
        Parallel.forEach(List.copyOf(replacements.entrySet()), files.files(), entry -> {
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

    private @Nullable Replacement replacement(CheckedFiles files, String folder, List<StagedFile> staged)
            throws IOException {
        Map<String, FileStatus> existing = new LinkedHashMap<>();
        for (FileStatus file : files.list(new Path(root, folder))) {
            if (file.isFile()) {
                existing.put(file.getPath().getName(), file);
            }
        }
        List<Placement> placements = new ArrayList<>();
        boolean isNew = false;
        for (StagedFile file : staged) {
            String name = nameOf(file, files, existing);
            placements.add(new Placement(below(new Path(file.path())), name));
            isNew |= existing.remove(name) == null;
        }
        return isNew || !existing.isEmpty()
                ? new Replacement(folder, placements, List.copyOf(existing.keySet()))
                : null;
    }

    /**
     * The name of a file that has the staged one's bytes already, or a free one. A file of the right name whose bytes are others is
     * damaged: it stays until the commit is decided, and is outdated then.
     */
    private String nameOf(StagedFile staged, CheckedFiles files, Map<String, FileStatus> existing) throws IOException {
        for (int attempt = 0; ; attempt++) {
            String name = staged.publishedName(attempt);
            FileStatus same = existing.get(name);
            if (same == null || soundness.isSound(files.files(), same)) {
                return name;
            }
            LOG.warn("{} is damaged, and is replaced", same.getPath());
        }
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
        log.clear(staging);
    }
}
