package dev.culprit.warehouse;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Nullable;
import dev.culprit.model.Period;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;

/** A folder of tables: {@code TABLE/environment=E/date=D/*.parquet}. */
public final class Warehouse {
    private final Path root;
    private final Configuration configuration;

    /** @param root any path that Hadoop's file systems know */
    public Warehouse(String root, Configuration configuration) {
        this.configuration = configuration;
        try {
            Path path = new Path(root);
            this.root = path.getFileSystem(configuration).makeQualified(path);
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

    /** Begins to write; nothing is seen in the tables before {@link Publication#publish}. */
    public Publication publication(String job) {
        return new Publication(root, configuration, job);
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
        Path folder = new Path(new Path(root, table.name()), "environment=" + environment);
        try {
            FileSystem files = folder.getFileSystem(configuration);
            return Arrays.stream(files.listStatus(folder))
                    .filter(FileStatus::isDirectory)
                    .flatMap(status -> dateOf(status.getPath()).stream())
                    .sorted()
                    .toList();
        } catch (FileNotFoundException none) {
            return List.of();
        } catch (IOException failure) {
            throw new CulpritException("%s cannot be listed: %s".formatted(folder, failure.getMessage()), failure);
        }
    }

    private static Optional<LocalDate> dateOf(Path folder) {
        String name = folder.getName();
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
            FileSystem files = folder.getFileSystem(configuration);
            FileStatus[] listed = files.listStatus(
                    folder,
                    path -> !path.getName().startsWith("_") && !path.getName().startsWith("."));
            Arrays.sort(listed, Comparator.comparing(FileStatus::getPath));
            for (FileStatus file : listed) {
                readFile(new RecordReader<>(table.row()), file.getPath(), filter, rows);
            }
        } catch (FileNotFoundException none) {
            return;
        } catch (CulpritException told) {
            throw told;
        } catch (IOException | RuntimeException failure) {
            throw new CulpritException("%s cannot be read: %s".formatted(folder, failure.getMessage()), failure);
        }
    }

    private <R extends Record> void readFile(
            RecordReader<R> reader, Path file, @Nullable FilterPredicate filter, Consumer<R> rows) throws IOException {
        InputFile input = HadoopInputFile.fromPath(file, configuration);
        MessageType inFile;
        try (ParquetFileReader footer = ParquetFileReader.open(input)) {
            inFile = footer.getFileMetaData().getSchema();
        }
        Configuration projected = new Configuration(configuration);
        projected.set(
                ReadSupport.PARQUET_READ_SCHEMA,
                reader.projection(file.toString(), inFile).toString());
        try (var groups = ParquetReader.builder(new GroupReadSupport(), file)
                .withConf(projected)
                .withFilter(filter == null ? FilterCompat.NOOP : FilterCompat.get(filter))
                .build()) {
            for (var group = groups.read(); group != null; group = groups.read()) {
                rows.accept(reader.read(group));
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }
}
