package dev.culprit.warehouse;

import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Table;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * One Parquet file of a table, of ours or of another tool's, row by row. Whether its bytes are those that were written is the caller's
 * to ask ({@link Warehouse#refuseDamaged}).
 */
public final class TableFile<R extends Record> implements AutoCloseable {
    private final Path file;
    private final RecordReader<R> reader;
    private final ParquetReader<Group> groups;

    /**
     * For callers who take a row as the values of its columns.
     *
     * @throws CulpritException where the file cannot be read, or lacks a column that the table must have
     */
    public TableFile(Table<R> table, String file, Configuration configuration) {
        this(table, null, new Path(file), configuration, null);
    }

    /**
     * @param environment of the partition, null in tables without environments
     * @param filter by column names, or null for all rows
     */
    TableFile(
            Table<R> table,
            @Nullable String environment,
            Path file,
            Configuration configuration,
            @Nullable FilterPredicate filter) {
        this.file = file;
        this.reader = new RecordReader<>(file.toString(), table.row(), environment);
        try {
            Configuration projected = new Configuration(configuration);
            projected.setBoolean(ParquetInputFormat.PAGE_VERIFY_CHECKSUM_ENABLED, true);
            projected.set(
                    ReadSupport.PARQUET_READ_SCHEMA,
                    reader.projection(schema(configuration)).toString());
            this.groups = new Groups(HadoopInputFile.fromPath(file, projected), projected)
                    .withFilter(filter == null ? FilterCompat.NOOP : FilterCompat.get(filter))
                    .build();
        } catch (CulpritException told) {
            throw told;
        } catch (IOException | RuntimeException failure) {
            throw unreadable(failure);
        }
    }

    private MessageType schema(Configuration configuration) throws IOException {
        try (ParquetFileReader footer = ParquetFileReader.open(
                HadoopInputFile.fromPath(file, configuration),
                HadoopReadOptions.builder(configuration, file).build())) {
            return footer.getFileMetaData().getSchema();
        }
    }

    /** The next row, null behind the last. */
    @Nullable
    R next() {
        Group group = group();
        return group == null ? null : reader.read(group);
    }

    /** What the next row has in the table's columns, flattened ones in their places; null behind the last. */
    public @Nullable Object @Nullable [] nextValues() {
        Group group = group();
        return group == null ? null : reader.values(group);
    }

    private @Nullable Group group() {
        try {
            return groups.read();
        } catch (IOException | RuntimeException failure) {
            throw unreadable(failure);
        }
    }

    @Override
    public void close() {
        try {
            groups.close();
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    private CulpritException unreadable(Exception failure) {
        String what = isGone(failure)
                ? "%s was replaced while it was read: run again".formatted(file)
                : "%s cannot be read: %s; 'culprit check' says what is damaged, and how it is made anew"
                        .formatted(file, failure.getMessage());
        return new CulpritException(what, failure);
    }

    /** A file is opened more than once, and in different ways. */
    static boolean isGone(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof FileNotFoundException || at instanceof NoSuchFileException) {
                return true;
            }
        }
        return false;
    }

    /** Parquet's own begins with Hadoop's defaults, whose XML is read for each: most of what a small file takes. */
    private static final class Groups extends ParquetReader.Builder<Group> {
        private Groups(InputFile file, Configuration configuration) {
            super(file, new HadoopParquetConfiguration(configuration));
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
