package dev.culprit.warehouse;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.factory.DefaultV1ValuesWriterFactory;
import org.apache.parquet.column.values.factory.ValuesWriterFactory;
import org.apache.parquet.column.values.fallback.FallbackValuesWriter;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A Parquet file of records. Pages, encodings, statistics, row groups and the footer are Parquet's; what stands between
 * records and its columns in {@code ParquetWriter} is {@link RecordShredder}'s here.
 */
final class RecordFile<R extends Record> implements AutoCloseable {
    private static final CompressionCodecName CODEC = CompressionCodecName.ZSTD;
    /** How often the size of a row group is asked for, which takes a walk over its columns. */
    private static final long ROWS_BETWEEN_LOOKS = 1000;

    private final MessageType schema;
    private final ParquetProperties properties;
    private final CompressionCodecFactory codecs;
    private final ParquetFileWriter file;
    private final RecordShredder<R> shredder;
    private ColumnChunkPageWriteStore pages;
    private ColumnWriteStore columns;
    private long rows;

    RecordFile(OutputFile file, String name, Class<R> row, Configuration configuration) throws IOException {
        this.schema = RecordSchema.of(name, row);
        this.properties = properties(schema);
        this.codecs = new CodecFactory(configuration, ParquetProperties.DEFAULT_PAGE_SIZE);
        this.shredder = new RecordShredder<>(schema, row);
        this.file = new ParquetFileWriter(
                file,
                schema,
                ParquetFileWriter.Mode.OVERWRITE,
                ParquetWriter.DEFAULT_BLOCK_SIZE,
                ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
                ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
                ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
                properties.getPageWriteChecksumEnabled());
        this.file.start();
        begin();
    }

    private static ParquetProperties properties(MessageType schema) {
        ParquetProperties.Builder builder = ParquetProperties.builder()
                .withValuesWriterFactory(new Encodings())
                // Sizes of texts and counts of levels, which no engine that reads these tables asks for.
                .withSizeStatisticsEnabled(false)
                .withPageWriteChecksumEnabled(true);
        entries(schema).forEach(column -> builder.withStatisticsEnabled(column, false));
        return builder.build();
    }

    /** Keys and values of maps: no least and no greatest of them tells a reader what to pass over. */
    private static List<String> entries(MessageType schema) {
        return schema.getPaths().stream()
                .map(path -> String.join(".", path))
                .filter(path -> path.contains(".key_value."))
                .toList();
    }

    void write(R row) throws IOException {
        shredder.write(row);
        columns.endRecord();
        rows++;
        if (rows % ROWS_BETWEEN_LOOKS == 0 && columns.getBufferedSize() > ParquetWriter.DEFAULT_BLOCK_SIZE) {
            end();
            begin();
        }
    }

    private void begin() {
        pages = new ColumnChunkPageWriteStore(
                codecs.getCompressor(CODEC),
                schema,
                properties.getAllocator(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        columns = properties.newColumnWriteStore(schema, pages, pages);
        shredder.to(columns);
        rows = 0;
    }

    private void end() throws IOException {
        try (ColumnChunkPageWriteStore filled = pages;
                ColumnWriteStore closing = columns) {
            if (rows > 0) {
                file.startBlock(rows);
                closing.flush();
                filled.flushToFileWriter(file);
                file.endBlock();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            end();
            file.end(Map.of(ParquetWriter.OBJECT_MODEL_NAME_PROP, "culprit"));
        } finally {
            codecs.release();
            file.close();
        }
    }

    /** Parquet's own choices, but for the dictionaries of texts. */
    private static final class Encodings implements ValuesWriterFactory {
        private final DefaultV1ValuesWriterFactory others = new DefaultV1ValuesWriterFactory();

        @SuppressWarnings("NullAway.Init") // Parquet calls initialize before anything else.
        private ParquetProperties properties;

        @Override
        public void initialize(ParquetProperties ofFile) {
            properties = ofFile;
            others.initialize(ofFile);
        }

        @Override
        public ValuesWriter newValuesWriter(ColumnDescriptor column) {
            return column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                    ? FallbackValuesWriter.of(
                            new TextDictionary(properties.getDictionaryPageSizeThreshold(), properties.getAllocator()),
                            new PlainValuesWriter(
                                    properties.getInitialSlabSize(),
                                    properties.getPageSizeThreshold(),
                                    properties.getAllocator()))
                    : others.newValuesWriter(column);
        }
    }
}
