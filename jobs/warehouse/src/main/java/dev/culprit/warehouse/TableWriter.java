package dev.culprit.warehouse;

import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Table;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Writes one Parquet file of a table, zstd-compressed. The same rows in the same order give the same bytes. */
public final class TableWriter<R extends Record> implements AutoCloseable {
    private final String file;
    private final DigestedFile digested;
    private final RecordFile<R> records;

    /** @param file created, or overwritten where it exists */
    public TableWriter(Table<R> table, String file, Configuration configuration) {
        this.file = file;
        try {
            CheckedFiles files = CheckedFiles.of(new Path(file), configuration);
            files.createFolder(new Path(file).getParent());
            this.digested = new DigestedFile(files.files(), new Path(file));
            this.records = new RecordFile<>(digested, table.name(), table.row(), configuration);
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    public void write(R row) {
        try {
            records.write(row);
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /** The written file. To be called once, after {@link #close}. */
    public StagedFile staged() {
        return new StagedFile(file, digested.digest());
    }

    private CulpritException failed(IOException failure) {
        return new CulpritException(
                "%s cannot be written: %s: see to room and rights there, and run again"
                        .formatted(file, failure.getMessage()),
                failure);
    }
}
