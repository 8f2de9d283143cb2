package dev.culprit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Single bits, flipped in each part that a Parquet file can have, are seen by readers and by {@code culprit check}. */
final class FlippedBitTest {
    private static final Partition PROD = new Partition("prod", LocalDate.parse("2026-11-16"));
    private static final Configuration CONFIGURATION = new Configuration();
    private static final int BITS = 3;
    private static final int MAGIC = 4;

    @TempDir
    private Path folder;

    private final Random random = new Random(20_261_116);
    private Warehouse warehouse;

    /** From a byte on to before another. */
    private record Part(long from, long to) {}

    @BeforeEach
    void publish() {
        warehouse = new Warehouse(folder.toString(), CONFIGURATION);
        try (Publication publication = warehouse.publication("trial")) {
            publication.write(
                    Table.UNREAD_SCRAPES,
                    PROD,
                    IntStream.range(0, 600)
                            .mapToObj(i -> new UnreadRow("file" + i, null, "reason " + i % 7, i))
                            .toList());
            publication.publish();
        }
    }

    @ParameterizedTest
    @EnumSource(WriterVersion.class)
    void inEveryPartOfAFileOfCulprits(WriterVersion version) throws IOException {
        Path file = written(version, true);
        byte[] whole = Files.readAllBytes(file);
        Map<String, Part> parts = parts(file);
        assertThat(parts)
                .containsKeys("dictionary page", "data page", "column index", "offset index", "bloom filter", "footer");
        assertThat(warehouse.read(Table.UNREAD_SCRAPES, PROD)).hasSize(600);
        parts.forEach((name, part) -> {
            for (int i = 0; i < BITS; i++) {
                flip(file, whole, part);
                assertThatThrownBy(() -> warehouse.read(Table.UNREAD_SCRAPES, PROD))
                        .as(name)
                        .isInstanceOf(CulpritException.class)
                        .hasMessageContaining("is damaged");
                assertThatThrownBy(() -> Warehouse.refuseDamaged(file.toString(), CONFIGURATION))
                        .as(name)
                        .isInstanceOf(CulpritException.class);
                assertThat(warehouse.inspect().damage())
                        .as(name)
                        .anySatisfy(line -> assertThat(line).contains(file + ": its bytes are not those"));
            }
        });
    }

    /** Of files of other tools only pages have checksums, and those not of their headers: the later half of a page is none. */
    @ParameterizedTest
    @EnumSource(WriterVersion.class)
    void inEveryKindOfPageOfAFileThatBearsNoDigest(WriterVersion version) throws IOException {
        Path file = written(version, false);
        byte[] whole = Files.readAllBytes(file);
        Map<String, Part> parts = parts(file);
        for (String name : new String[] {"dictionary page", "data page"}) {
            Part part = parts.get(name);
            Part later = new Part((part.from() + part.to()) / 2, part.to());
            for (int i = 0; i < BITS; i++) {
                flip(file, whole, later);
                assertThatThrownBy(() -> warehouse.read(Table.UNREAD_SCRAPES, PROD))
                        .as(name)
                        .isInstanceOf(CulpritException.class)
                        .hasMessageContaining("culprit check");
                assertThat(warehouse.inspect().damage())
                        .as(name)
                        .anySatisfy(line -> assertThat(line).contains(file + " cannot be read"));
            }
        }
    }

    private void flip(Path file, byte[] whole, Part part) {
        byte[] damaged = whole.clone();
        int at = (int) (part.from() + random.nextInt((int) (part.to() - part.from())));
        damaged[at] ^= (byte) (1 << random.nextInt(8));
        try {
            Files.write(file, damaged);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    /** The published file's rows once more, with pages of a version and all that a file may have, in its place. */
    private Path written(WriterVersion version, boolean withDigest) throws IOException {
        Path published;
        Path partition = folder.resolve(Table.UNREAD_SCRAPES.name()).resolve(PROD.folder());
        try (Stream<Path> files = Files.list(partition)) {
            published = files.findFirst().orElseThrow();
        }
        var from = new org.apache.hadoop.fs.Path(published.toUri());
        MessageType schema;
        try (ParquetFileReader footer = ParquetFileReader.open(HadoopInputFile.fromPath(from, CONFIGURATION))) {
            schema = footer.getFileMetaData().getSchema();
        }
        Path fresh = folder.resolve("fresh.parquet");
        try (ParquetReader<Group> rows =
                        ParquetReader.builder(new GroupReadSupport(), from).build();
                ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(fresh.toUri()))
                        .withType(schema)
                        .withWriterVersion(version)
                        .withCompressionCodec(CompressionCodecName.ZSTD)
                        .withPageWriteChecksumEnabled(true)
                        .withBloomFilterEnabled("file", true)
                        .withConf(CONFIGURATION)
                        .build()) {
            for (Group row = rows.read(); row != null; row = rows.read()) {
                writer.write(row);
            }
        }
        Files.delete(published);
        Files.deleteIfExists(folder.resolve(".fresh.parquet.crc"));
        String digest = HexFormat.of().formatHex(FileDigest.algorithm().digest(Files.readAllBytes(fresh)), 0, 8);
        return Files.move(
                fresh, partition.resolve(withDigest ? "part-00000-" + digest + ".parquet" : "another-tools.parquet"));
    }

    /** Where the parts of the file are, by its own footer. */
    private static Map<String, Part> parts(Path file) throws IOException {
        Map<String, Part> parts = new LinkedHashMap<>();
        long length = Files.size(file);
        byte[] bytes = Files.readAllBytes(file);
        int footer = ByteBuffer.wrap(Arrays.copyOfRange(bytes, bytes.length - 8, bytes.length - MAGIC))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        parts.put("first bytes", new Part(0, MAGIC));
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), CONFIGURATION))) {
            for (ColumnChunkMetaData chunk :
                    reader.getFooter().getBlocks().get(0).getColumns()) {
                long end = chunk.getStartingPos() + chunk.getTotalSize();
                if (chunk.hasDictionaryPage()) {
                    parts.put(
                            "dictionary page",
                            new Part(chunk.getDictionaryPageOffset(), chunk.getFirstDataPageOffset()));
                }
                parts.put("data page", new Part(chunk.getFirstDataPageOffset(), end));
                var columns = chunk.getColumnIndexReference();
                if (columns != null) {
                    parts.put("column index", new Part(columns.getOffset(), columns.getOffset() + columns.getLength()));
                }
                var offsets = chunk.getOffsetIndexReference();
                parts.put("offset index", new Part(offsets.getOffset(), offsets.getOffset() + offsets.getLength()));
                if (chunk.getBloomFilterOffset() > 0) {
                    parts.put(
                            "bloom filter",
                            new Part(
                                    chunk.getBloomFilterOffset(),
                                    chunk.getBloomFilterOffset() + chunk.getBloomFilterLength()));
                }
            }
        }
        parts.put("footer", new Part(length - 8 - footer, length - 8));
        parts.put("its length", new Part(length - 8, length - MAGIC));
        parts.put("last bytes", new Part(length - MAGIC, length));
        return parts;
    }
}
