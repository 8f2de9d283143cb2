package dev.culprit.correlate.columns;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopCodecs;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** One Parquet file of table {@code series}, of ours or of another tool's. */
public final class SeriesFile implements AutoCloseable {
    static final String LABELS = "labels";
    private static final List<String> TEXTS = List.of("namespace", "pod", "container", "metric", "type");
    private static final List<String> TIMES = List.of("first_seen", "last_seen");

    private final String file;
    private final Period period;
    private final ParquetFileReader reader;
    private final MessageType schema;
    private final BlockWriter writer = new BlockWriter();

    /** @throws CulpritException where the file cannot be read, or lacks a column that it must have */
    public SeriesFile(String file, Configuration configuration, Period period) {
        this.file = file;
        this.period = period;
        Path path = new Path(file);
        try {
            this.reader = ParquetFileReader.open(
                    HadoopInputFile.fromPath(path, configuration),
                    HadoopReadOptions.builder(configuration, path)
                            .usePageChecksumVerification(true)
                            .withCodecFactory(new PageCodecs(HadoopCodecs.newFactory(configuration, 0)))
                            .build());
        } catch (IOException failure) {
            throw unreadable(failure);
        }
        this.schema = projection(file, reader.getFileMetaData().getSchema());
        reader.setRequestedSchema(schema);
    }

    /**
     * Hands on the rows of the next row group that speak of the period, those of neighbouring rows of one container together.
     *
     * @return whether there was one
     * @throws CulpritException where a value is missing that must be there, or the file is damaged
     */
    public boolean readRowGroup(Consumer<SeriesBlock> blocks) {
        try (PageReadStore pages = reader.readNextRowGroup()) {
            if (pages == null) {
                return false;
            }
            new RowGroup(file, schema, pages, writer, period, blocks).read();
            writer.forgetNumbers();
            return true;
        } catch (IOException | UncheckedIOException | ParquetDecodingException | IndexOutOfBoundsException failure) {
            throw unreadable(failure);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    private CulpritException unreadable(Exception failure) {
        return new CulpritException(
                "%s cannot be read: %s; 'culprit check' says what is damaged, and how it is made anew"
                        .formatted(file, failure.getMessage()),
                failure);
    }

    private static MessageType projection(String file, MessageType inFile) {
        List<Type> wanted = new ArrayList<>();
        for (List<String> names : List.of(TEXTS, List.of(LABELS), TIMES)) {
            for (String name : names) {
                if (!inFile.containsField(name)) {
                    throw missing(file, name);
                }
                wanted.add(inFile.getType(name));
            }
        }
        return new MessageType(inFile.getName(), wanted);
    }

    static CulpritException missing(String file, String column) {
        return new CulpritException(
                "table series: column '%s' is missing or null in %s, which it must not be".formatted(column, file));
    }
}
