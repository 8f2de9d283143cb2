package dev.culprit.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.correlate.PodBlock.Kind;
import dev.culprit.model.Container;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as tasks read them, without Spark. */
final class BlockByBlockTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-17");
    private static final Instant MIDNIGHT = Period.startOf(DAY);
    private static final Period MORNING = new Period(MIDNIGHT, MIDNIGHT.plusSeconds(12 * 3600));

    @TempDir
    private Path folder;

    private final Configuration hadoop = new Configuration();
    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder.toString(), hadoop);
    }

    /** As another tool may have sorted them: by time. */
    private String written(int hours, String... pods) {
        List<MemoryRow> rows = new ArrayList<>();
        for (int hour = 0; hour < hours; hour++) {
            for (String pod : pods) {
                rows.add(new MemoryRow(
                        new Container("prod", null, "web", "shop", pod, "app"),
                        MIDNIGHT.plusSeconds(3600L * hour),
                        300,
                        1e6 + hour,
                        null,
                        null,
                        null,
                        "csv",
                        "p50"));
            }
        }
        Partition partition = new Partition("prod", DAY);
        try (Publication publication = warehouse.publication("test")) {
            publication.write(Table.CONTAINER_MEMORY, partition, rows);
            publication.publish();
        }
        return warehouse.files(Table.CONTAINER_MEMORY, partition).get(0);
    }

    private BlockByBlock blocks(String... files) {
        return new BlockByBlock(
                List.of(files).stream()
                        .map(file -> new TableScan.File(Kind.MEMORY, "prod", file))
                        .iterator(),
                hadoop,
                MORNING);
    }

    @Test
    void rowsOfAPodComeTogetherHoweverTheFileHasThem() {
        String file = written(24, "shop-2", "shop-1");
        List<String> told = new ArrayList<>();
        BlockByBlock blocks = blocks(file, file);
        blocks.forEachRemaining(block -> {
            List<MemoryRow> rows = new ArrayList<>();
            PodRows.MEMORY.read("prod", block._2().rows(), UnaryOperator.identity(), rows::add);
            assertThat(rows)
                    .allMatch(row -> row.container().pod().equals(block._1().pod()))
                    .isSortedAccordingTo((one, other) -> one.time().compareTo(other.time()));
            told.add("%s: %d to %.0f"
                    .formatted(
                            block._1().pod(),
                            rows.size(),
                            rows.get(rows.size() - 1).workingSetBytes()));
        });
        assertThat(told)
                .as("twelve hours lie in the period, twice")
                .containsExactly(
                        "shop-2: 12 to 1000011",
                        "shop-1: 12 to 1000011",
                        "shop-2: 12 to 1000011",
                        "shop-1: 12 to 1000011");
        assertThat(blocks.hasNext()).isFalse();
        assertThatThrownBy(blocks::next).isInstanceOf(NoSuchElementException.class);
    }

    /** Rows as another tool has them, which marks every column as optional. */
    record Loose(
            @Nullable String namespace,
            String pod,
            Instant time,
            int periodSeconds,
            @Nullable Double workingSetBytes,
            String source,
            String derivation) {}

    @Test
    void whatMustBeThereAndIsNotIsToldByItsColumn() {
        assertThatThrownBy(() -> blocks(loose("web", null)).hasNext())
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("container_memory")
                .hasMessageEndingWith(".parquet: column 'working_set_bytes' is null where a number must be");
        assertThatThrownBy(() -> blocks(loose(null, 1e6)).hasNext())
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("table container_memory: column 'namespace' is missing or null in [");
    }

    private String loose(@Nullable String namespace, @Nullable Double bytes) {
        Table<Loose> table = new Table<>(Table.CONTAINER_MEMORY.name(), Loose.class);
        Partition partition = new Partition("prod", DAY);
        try (Publication publication = warehouse.publication("test")) {
            publication.write(
                    table, partition, List.of(new Loose(namespace, "shop-1", MIDNIGHT, 300, bytes, "csv", "p50")));
            publication.publish();
        }
        return warehouse.files(table, partition).get(0);
    }

    @Test
    void aFileThatIsNotAsItWasWrittenIsRefused() throws IOException {
        Path file = Path.of(written(2, "shop-1").replace("file:", ""));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> blocks(file.toString()).hasNext())
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("is damaged, its bytes are not those that were written");
    }
}
