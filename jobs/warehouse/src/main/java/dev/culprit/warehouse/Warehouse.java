package dev.culprit.warehouse;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Commit.Replacement;
import dev.culprit.warehouse.CommitLog.Decided;
import dev.culprit.warehouse.WriterLock.Waiting;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A folder of tables: {@code TABLE/environment=E/date=D/*.parquet}. Readers see all of a publication or
 * nothing of it, even while one is under way or after one was killed.
 */
public final class Warehouse {
    private static final String ENVIRONMENT = "environment=";

    private final Path root;
    private final Configuration configuration;
    private final CommitLog log;
    private final Soundness soundness = new Soundness();
    /** Commits of the publications that this instance has begun. */
    private final Set<String> own = ConcurrentHashMap.newKeySet();

    /** @param root any path that Hadoop's file systems know */
    public Warehouse(String root, Configuration configuration) {
        this(root, configuration, LockHolder.current(), Waiting.USUAL);
    }

    /** @param process tests put several into one */
    Warehouse(String root, Configuration configuration, LockHolder process, Waiting waiting) {
        this.configuration = configuration;
        try {
            Path path = new Path(root);
            this.root = path.getFileSystem(configuration).makeQualified(path);
            this.log = new CommitLog(this.root, configuration, soundness, process, waiting);
        } catch (IOException | RuntimeException failure) { // runtime: a file system whose class is missing
            throw new CulpritException(
                    "warehouse %s cannot be opened: %s: correct culprit.warehouse, or put the file system's jars on CULPRIT_CLASSPATH"
                            .formatted(root, failure.getMessage()),
                    failure);
        }
    }

    /** The folder of a table, which need not exist. */
    public String folder(Table<?> table) {
        return new Path(root, table.name()).toString();
    }

    @Override
    public String toString() {
        return root.toString();
    }

    /**
     * Finishes commits that killed jobs had decided, so that every engine finds in the folders what this class reads. Call it
     * before another engine reads the folders. Each publication begins with it.
     */
    public void settle() {
        log.settle(Instant.now());
    }

    /** Reads every byte of the tables, and says what is not as it was written. */
    public Inspection.Result inspect() {
        return new Inspection(root, configuration, log).run();
    }

    /** Begins a publication. The tables do not change before {@link Publication#publish}. */
    public Publication publication(String job) {
        settle();
        return new Publication(root, configuration, log, soundness, own, job);
    }

    /**
     * Adds a file with one row to {@code TABLE/date=D}, whole or not at all: for tables that only grow, row by row.
     *
     * @param name of the file, without extension; must be unique
     */
    public <R extends Record> void append(Table<R> table, LocalDate date, String name, R row) {
        Path staging = new Path(root, CommitLog.stagingName(table.name(), Instant.now(), name));
        Path folder = new Path(root, table.name() + "/date=" + date);
        try {
            CheckedFiles files = CheckedFiles.of(root, configuration);
            Path staged = new Path(staging, name + ".parquet");
            TableWriter<R> writer = writer(table, staged.toString());
            try (writer) {
                writer.write(row);
            }
            files.createFolder(folder);
            files.rename(staged, new Path(folder, writer.staged().publishedName()));
            files.sync(folder);
        } catch (IOException failure) {
            throw new CulpritException("%s cannot be written: %s".formatted(folder, failure.getMessage()), failure);
        } finally {
            log.clear(staging);
        }
    }

    /** What {@link #append} has added on that day, in the order of the files' names. */
    public <R extends Record> List<R> appended(Table<R> table, LocalDate date) {
        List<R> rows = new ArrayList<>();
        Path folder = new Path(root, table.name() + "/date=" + date);
        try {
            for (Path file : listing(table.name() + "/date=" + date)) {
                readFile(table, null, file, null, rows::add);
            }
        } catch (IOException failure) {
            throw new CulpritException("%s cannot be read: %s".formatted(folder, failure.getMessage()), failure);
        }
        return rows;
    }

    /**
     * Whether the partition's files have the bytes that were written; true where it does not exist. Who would keep what is there
     * asks first.
     */
    public boolean isSound(Table<?> table, Partition partition) {
        String below = table.name() + "/" + partition.folder();
        try {
            CheckedFiles files = CheckedFiles.of(root, configuration);
            for (FileStatus file : files.list(new Path(root, below))) {
                if (file.isFile() && !soundness.isSound(files.files(), file)) {
                    return false;
                }
            }
            return true;
        } catch (IOException failure) {
            throw new CulpritException(
                    "%s cannot be read: %s".formatted(new Path(root, below), failure.getMessage()), failure);
        }
    }

    /**
     * For callers that read Parquet themselves, on whatever machine.
     *
     * @throws CulpritException where the file's bytes are not those that were written, with the command that makes it anew
     */
    public static void refuseDamaged(String file, Configuration configuration) {
        Path path = new Path(file);
        try {
            new Soundness().refuseDamaged(path.getFileSystem(configuration), path);
        } catch (IOException failure) {
            throw new CulpritException(
                    (TableFile.isGone(failure)
                                    ? "%s was replaced while it was read: run again"
                                    : "%s cannot be read: %s")
                            .formatted(file, failure.getMessage()),
                    failure);
        }
    }

    /** Writes one file with this warehouse's settings; see {@link Publication#replace}. */
    <R extends Record> TableWriter<R> writer(Table<R> table, String file) {
        return new TableWriter<>(table, file, configuration);
    }

    /** The partitions of one environment that lie in the period, by date; none where the table does not exist. */
    public List<Partition> partitions(Table<?> table, String environment, Period period) {
        return dates(table, environment).stream()
                .filter(period.days()::contains)
                .map(date -> new Partition(environment, date))
                .toList();
    }

    /** Every date that the table has for the environment, ascending. */
    public List<LocalDate> dates(Table<?> table, String environment) {
        String below = table.name() + "/environment=" + environment + "/";
        Path folder = new Path(root, below);
        try {
            // Listed before the folders: a commit that completes in between is seen twice, and never missed.
            List<Decided> pending = log.pending();
            Set<LocalDate> dates = new TreeSet<>(listed(folder));
            for (Decided decided : pending) {
                for (Replacement replacement : decided.commit().replacements()) {
                    if (replacement.folder().startsWith(below)) {
                        Optional<LocalDate> date = dateOf(replacement.folder().substring(below.length()));
                        date.ifPresent(replacement.files().isEmpty() ? dates::remove : dates::add);
                    }
                }
            }
            return List.copyOf(dates);
        } catch (IOException failure) {
            throw new CulpritException("%s cannot be listed: %s".formatted(folder, failure.getMessage()), failure);
        }
    }

    private List<LocalDate> listed(Path folder) throws IOException {
        return CheckedFiles.of(root, configuration).list(folder).stream()
                .filter(FileStatus::isDirectory)
                .flatMap(status -> dateOf(status.getPath().getName()).stream())
                .toList();
    }

    private static Optional<LocalDate> dateOf(String name) {
        try {
            return name.startsWith("date=")
                    ? Optional.of(LocalDate.parse(name.substring("date=".length())))
                    : Optional.empty();
        } catch (DateTimeParseException notOurs) {
            return Optional.empty();
        }
    }

    /** All rows of a partition; empty where it does not exist. */
    public <R extends Record> List<R> read(Table<R> table, Partition partition) {
        List<R> rows = new ArrayList<>();
        read(table, partition, null, rows::add);
        return rows;
    }

    /**
     * Hands every row of a partition that the filter lets pass to the consumer, file by file in the order of their names.
     *
     * @param filter by column names, or null for all rows
     */
    public <R extends Record> void read(
            Table<R> table, Partition partition, @Nullable FilterPredicate filter, Consumer<R> rows) {
        Path folder = new Path(new Path(root, table.name()), partition.folder());
        try {
            for (Path file : filesOf(table.name() + "/" + partition.folder())) {
                readFile(table, partition.environment(), file, filter, rows);
            }
        } catch (IOException failure) {
            throw new CulpritException(
                    (TableFile.isGone(failure)
                                    ? "%s was replaced while it was read: run again"
                                    : "%s cannot be read: %s")
                            .formatted(folder, failure.getMessage()),
                    failure);
        }
    }

    /**
     * The files of a partition, in the order of their names, all of one publication: for callers that read Parquet themselves.
     * When a job replaces the partition meanwhile, a file may be gone, and the caller must fail then.
     */
    public List<String> files(Table<?> table, Partition partition) {
        String below = table.name() + "/" + partition.folder();
        try {
            while (true) {
                List<Path> files = filesOf(below);
                if (files.stream().allMatch(file -> file.getParent().equals(new Path(root, below)))) {
                    return files.stream().map(Path::toString).toList();
                }
                settle();
            }
        } catch (IOException failure) {
            throw new CulpritException(
                    "%s cannot be listed: %s".formatted(new Path(root, below), failure.getMessage()), failure);
        }
    }

    /** All files of a table, each partition's of one publication, in the order of their paths. */
    public List<String> files(Table<?> table) {
        Path folder = new Path(root, table.name());
        List<String> all = new ArrayList<>();
        try {
            for (FileStatus status : CheckedFiles.of(root, configuration).list(folder)) {
                String name = status.getPath().getName();
                if (status.isDirectory() && name.startsWith(ENVIRONMENT)) {
                    String environment = name.substring(ENVIRONMENT.length());
                    dates(table, environment)
                            .forEach(date -> all.addAll(files(table, new Partition(environment, date))));
                } else if (status.isDirectory() && dateOf(name).isPresent()) {
                    listing(table.name() + "/" + name).forEach(file -> all.add(file.toString()));
                }
            }
        } catch (IOException failure) {
            throw new CulpritException("%s cannot be listed: %s".formatted(folder, failure.getMessage()), failure);
        }
        return all.stream().sorted().toList();
    }

    /** Files in their places, or staged files where a commit is decided but not yet completed. */
    private List<Path> filesOf(String below) throws IOException {
        List<Path> listed = listing(below);
        while (true) {
            Optional<List<Path>> decided = log.filesOf(below);
            if (decided.isPresent()) {
                return sorted(decided.get());
            }
            // A commit may have begun or ended during the listing: it is valid if nothing has changed since.
            List<Path> again = listing(below);
            if (again.equals(listed)) {
                return listed;
            }
            listed = again;
        }
    }

    private List<Path> listing(String below) throws IOException {
        return sorted(CheckedFiles.of(root, configuration).list(new Path(root, below)).stream()
                .map(FileStatus::getPath)
                .filter(file ->
                        !file.getName().startsWith("_") && !file.getName().startsWith("."))
                .toList());
    }

    private static List<Path> sorted(List<Path> files) {
        return files.stream().sorted(Comparator.comparing(Path::getName)).toList();
    }

    private <R extends Record> void readFile(
            Table<R> table, @Nullable String environment, Path file, @Nullable FilterPredicate filter, Consumer<R> rows)
            throws IOException {
        soundness.refuseDamaged(file.getFileSystem(configuration), file);
        try (TableFile<R> open = new TableFile<>(table, environment, file, configuration, filter)) {
            for (R row = open.next(); row != null; row = open.next()) {
                rows.accept(row);
            }
        }
    }
}
