package dev.culprit.warehouse;

import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Table;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;

/** Writes one Parquet file of a table, zstd-compressed. The same rows in the same order give the same bytes. */
public final class TableWriter<R extends Record> implements AutoCloseable {
    private final String file;
    private final DigestedFile digested;
    private final ParquetWriter<R> writer;

    /** @param file to be created; one that exists is overwritten */
    public TableWriter(Table<R> table, String file, Configuration configuration) {
        this.file = file;
        try {
            // The checksum files of Hadoop's local file system would be left in the tables after renames.
            FileSystem files = new Path(file).getFileSystem(configuration);
            files.setWriteChecksum(false);
            Folders.create(files, new Path(file).getParent());
            this.digested = new DigestedFile(HadoopOutputFile.fromPath(new Path(file), configuration));
            Builder<R> builder = new Builder<>(digested, table);
            entries(table).forEach(column -> builder.withStatisticsEnabled(column, false));
            this.writer = builder.withConf(configuration)
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                    // Sizes of texts and counts of levels, which no engine that reads these tables asks for.
                    .withSizeStatisticsEnabled(false)
                    .build();
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /** Keys and values of maps: no least and no greatest of them tells a reader what to pass over. */
    private static List<String> entries(Table<?> table) {
        return RecordSchema.of(table.name(), table.row()).getPaths().stream()
                .map(path -> String.join(".", path))
                .filter(path -> path.contains(".key_value."))
                .toList();
    }

    public void write(R row) {
        try {
            writer.write(row);
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /** What was written, once {@link #close} has returned, and once only. */
    public StagedFile staged() {
        return new StagedFile(file, digested.digest());
    }

    private CulpritException failed(IOException failure) {
        return new CulpritException("%s cannot be written: %s".formatted(file, failure.getMessage()), failure);
    }

    private static final class Builder<R extends Record> extends ParquetWriter.Builder<R, Builder<R>> {
        private final Table<R> table;

        Builder(OutputFile file, Table<R> table) {
            super(file);
            this.table = table;
        }

        @Override
        protected Builder<R> self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract, and its successor falls back to it
        protected WriteSupport<R> getWriteSupport(Configuration configuration) {
            return new RecordWriteSupport<>(table.name(), table.row());
        }
    }
}
