package dev.culprit.warehouse;

import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Table;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
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
    private final ParquetWriter<R> writer;

    /** @param file to be created; one that exists is overwritten */
    public TableWriter(Table<R> table, String file, Configuration configuration) {
        this.file = file;
        try {
            // The checksum files of Hadoop's local file system would be left in the tables after renames.
            new Path(file).getFileSystem(configuration).setWriteChecksum(false);
            this.writer = new Builder<>(HadoopOutputFile.fromPath(new Path(file), configuration), table)
                    .withConf(configuration)
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                    .build();
        } catch (IOException failure) {
            throw failed(failure);
        }
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
