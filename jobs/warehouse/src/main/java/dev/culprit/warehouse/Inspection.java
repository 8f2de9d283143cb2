package dev.culprit.warehouse;

import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Commit.Placement;
import dev.culprit.warehouse.Commit.Replacement;
import dev.culprit.warehouse.CommitLog.Decided;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** Reads every byte of a warehouse's tables and says what is not as it was written. It changes nothing. */
public final class Inspection {
    private final Path root;
    private final Configuration configuration;
    private final CommitLog log;
    private final List<String> damage = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long files;
    private long bytes;

    Inspection(Path root, Configuration configuration, CommitLog log) {
        this.root = root;
        this.configuration = configuration;
        this.log = log;
    }

    /**
     * What was found.
     *
     * @param damage a line for each thing that is not as it was written, with how to mend it
     * @param notes what is no damage and worth a word
     */
    public record Result(long files, long bytes, List<String> damage, List<String> notes) {}

    Result run() {
        try {
            CheckedFiles checked = CheckedFiles.of(root, configuration);
            List<Decided> pending = log.pending();
            List<FileStatus> entries = checked.list(root);
            requireWarehouse(entries);
            for (FileStatus entry : entries) {
                String name = entry.getPath().getName();
                if (entry.isDirectory() && !name.startsWith(".") && !name.startsWith("_")) {
                    inspectFolder(checked, entry.getPath());
                }
            }
            for (Path foreign : log.foreign()) {
                damage.add(
                        "%s is no commit that this version follows: see who wrote it, run that once more or delete the file"
                                .formatted(foreign));
            }
            for (Decided decided : pending) {
                notes.add("%s is decided and not yet completed: the next job completes it".formatted(decided.file()));
                decided.commit().replacements().forEach(each -> inspect(checked, each));
            }
            inspectJournal(checked, pending);
            return new Result(files, bytes, List.copyOf(damage), List.copyOf(notes));
        } catch (IOException failure) {
            throw new CulpritException(
                    "warehouse %s cannot be read: %s".formatted(root, failure.getMessage()), failure);
        }
    }

    /** A wrong path is told, and not that all is well there, or that all that lies there is damaged. */
    private void requireWarehouse(List<FileStatus> entries) {
        // What a job left that was ended before its first table is hidden.
        Set<String> shown = entries.stream()
                .map(entry -> entry.getPath().getName())
                .filter(name -> !name.startsWith("."))
                .collect(Collectors.toSet());
        boolean isOne = shown.isEmpty()
                ? !entries.isEmpty()
                : shown.contains(Journal.FOLDER)
                        || Stream.concat(Table.RESULTS.stream(), Stream.of(Table.RUNS))
                                .anyMatch(table -> shown.contains(table.name()));
        if (!isOne) {
            throw new CulpritException("%s is no warehouse: %s: see culprit.warehouse"
                    .formatted(
                            root,
                            entries.isEmpty() ? "nothing is there" : "what lies there are no tables of Culprit's"));
        }
    }

    private void inspectFolder(CheckedFiles checked, Path folder) throws IOException {
        for (FileStatus entry : checked.list(folder)) {
            String name = entry.getPath().getName();
            if (name.startsWith(".") || name.startsWith("_")) {
                continue;
            }
            if (entry.isDirectory()) {
                inspectFolder(checked, entry.getPath());
            } else {
                inspectFile(checked, entry);
            }
        }
    }

    private void inspectFile(CheckedFiles checked, FileStatus file) {
        files++;
        bytes += file.getLen();
        try {
            if (!new Soundness().isSound(checked.files(), file)) {
                damage.add("%s: its bytes are not those that were written: %s"
                        .formatted(file.getPath(), Remaking.of(file.getPath())));
                return;
            }
            readPages(file.getPath());
        } catch (IOException | RuntimeException failure) { // Parquet throws what it likes at broken bytes
            damage.add("%s cannot be read (%s): %s"
                    .formatted(file.getPath(), failure.getMessage(), Remaking.of(file.getPath())));
        }
    }

    private void readPages(Path file) throws IOException {
        var options = HadoopReadOptions.builder(configuration)
                .usePageChecksumVerification()
                .build();
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration), options)) {
            List<ColumnDescriptor> columns =
                    reader.getFileMetaData().getSchema().getColumns();
            for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                for (ColumnDescriptor column : columns) {
                    PageReader pages = group.getPageReader(column);
                    pages.readDictionaryPage();
                    while (pages.readPage() != null) {
                        // That it can be verified and decompressed is all that is asked.
                    }
                }
            }
        }
    }

    /** A pending commit's files must be somewhere. */
    private void inspect(CheckedFiles checked, Replacement replacement) {
        for (Placement placement : replacement.files()) {
            Path placed = new Path(new Path(root, replacement.folder()), placement.name());
            try {
                if (!checked.exists(placed) && !checked.exists(new Path(root, placement.staged()))) {
                    damage.add("%s is missing: %s".formatted(placed, Remaking.of(placed)));
                }
            } catch (IOException failure) {
                damage.add("%s cannot be read: %s".formatted(placed, failure.getMessage()));
            }
        }
    }

    /** What the last commit of a partition has put there must be there still, and nothing else. */
    private void inspectJournal(CheckedFiles checked, List<Decided> pending) throws IOException {
        Set<String> underWay = pending.stream()
                .flatMap(decided -> decided.commit().replacements().stream())
                .map(Replacement::folder)
                .collect(Collectors.toSet());
        for (Map.Entry<String, Replacement> latest : log.journal().latest().entrySet()) {
            if (underWay.contains(latest.getKey())) {
                continue;
            }
            Path folder = new Path(root, latest.getKey());
            Set<String> found = new TreeSet<>();
            for (FileStatus file : checked.list(folder)) {
                if (!file.getPath().getName().startsWith(".")
                        && !file.getPath().getName().startsWith("_")) {
                    found.add(file.getPath().getName());
                }
            }
            Set<String> committed = new HashSet<>();
            latest.getValue().files().forEach(placement -> committed.add(placement.name()));
            for (String name : new TreeSet<>(committed)) {
                if (!found.contains(name)) {
                    Path missing = new Path(folder, name);
                    damage.add("%s is missing: %s".formatted(missing, Remaking.of(missing)));
                }
            }
            found.removeAll(committed);
            for (String name : found) {
                damage.add("%s was put there by no job, and its rows are read with the others: delete it"
                        .formatted(new Path(folder, name)));
            }
        }
    }
}
