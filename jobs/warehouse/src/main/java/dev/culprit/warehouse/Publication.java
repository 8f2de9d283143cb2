package dev.culprit.warehouse;

import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * One job's output, gathered out of sight in a folder {@code WAREHOUSE/.staging-...} of its own and then moved into the tables,
 * partition by partition: a partition is replaced as a whole, never mixed from two runs. What is not published is deleted on
 * {@link #close}; what a killed run left behind stays out of every reader's sight, as its folder begins with a dot.
 * Publications share no folder, so that one may be closed while others are written.
 */
public final class Publication implements AutoCloseable {
    private final Path root;
    private final Path staging;
    private final Configuration configuration;
    private final Map<Path, List<Path>> replacements = new LinkedHashMap<>();

    Publication(Path root, Configuration configuration, String job) {
        this.root = root;
        this.configuration = configuration;
        this.staging = new Path(root, ".staging-" + job + "-" + UUID.randomUUID());
    }

    /** Where tasks on other machines may stage files of their own, to be handed to {@link #replace}. */
    public String stagingFolder() {
        return staging.toString();
    }

    /**
     * Writes the partition's rows, in the order given, to one file that will replace the partition. No rows: the partition
     * will be gone.
     */
    public <R extends Record> void write(Table<R> table, Partition partition, Iterable<R> rows) {
        if (!rows.iterator().hasNext()) {
            replace(table, partition, List.of());
            return;
        }
        Path file = new Path(staging, table.name() + "/" + partition.folder() + "/part-00000.parquet");
        try (TableWriter<R> writer = new TableWriter<>(table, file.toString(), configuration)) {
            rows.forEach(writer::write);
        }
        replace(table, partition, List.of(file.toString()));
    }

    /**
     * Has the staged files replace the partition on publication, under the names that they have.
     *
     * @param stagedFiles files below {@link #stagingFolder}, with different names; none to empty the partition
     */
    public void replace(Table<?> table, Partition partition, List<String> stagedFiles) {
        Path folder = new Path(new Path(root, table.name()), partition.folder());
        if (replacements.put(folder, stagedFiles.stream().map(Path::new).toList()) != null) {
            throw new IllegalStateException(folder + " is replaced twice");
        }
    }

    /** Moves everything into the tables. A failure says what it concerns; partitions moved before it stay moved. */
    public void publish() {
        replacements.forEach((folder, files) -> {
            try {
                swap(folder, files);
            } catch (IOException failure) {
                throw new CulpritException("%s cannot be written: %s".formatted(folder, failure.getMessage()), failure);
            }
        });
        replacements.clear();
    }

    /** Two renames next to each other: the shortest time without the partition that a file system without swap allows. */
    private void swap(Path folder, List<Path> files) throws IOException {
        FileSystem fileSystem = root.getFileSystem(configuration);
        Path incoming = new Path(staging, "incoming-" + UUID.randomUUID());
        Path outgoing = new Path(staging, "outgoing-" + UUID.randomUUID());
        Folders.create(fileSystem, incoming);
        for (Path file : files) {
            rename(fileSystem, file, new Path(incoming, file.getName()));
        }
        Folders.create(fileSystem, folder.getParent());
        boolean replaced = fileSystem.exists(folder);
        if (replaced) {
            rename(fileSystem, folder, outgoing);
        }
        try {
            if (!files.isEmpty()) {
                rename(fileSystem, incoming, folder);
            }
        } catch (IOException failure) {
            if (replaced) {
                rename(fileSystem, outgoing, folder);
            }
            throw failure;
        }
        fileSystem.delete(outgoing, true);
    }

    private static void rename(FileSystem fileSystem, Path from, Path to) throws IOException {
        if (!fileSystem.rename(from, to)) {
            throw new IOException("%s cannot be renamed to %s".formatted(from, to));
        }
    }

    @Override
    public void close() {
        try {
            root.getFileSystem(configuration).delete(staging, true);
        } catch (IOException failure) {
            throw new CulpritException("%s cannot be cleared: %s".formatted(staging, failure.getMessage()), failure);
        }
    }
}
