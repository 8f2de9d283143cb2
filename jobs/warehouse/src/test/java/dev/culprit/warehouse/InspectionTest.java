package dev.culprit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code culprit check} tells. */
final class InspectionTest {
    private static final Partition PROD = new Partition("prod", LocalDate.parse("2026-11-16"));

    @TempDir
    private Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void publish() {
        warehouse = new Warehouse(folder.toString(), new Configuration());
        try (Publication publication = warehouse.publication("trial")) {
            for (Table<UnreadRow> table : List.of(Table.UNREAD_SCRAPES, Table.UNREAD_MEMORY)) {
                publication.write(
                        table,
                        PROD,
                        Stream.iterate(0, i -> i + 1)
                                .limit(500)
                                .map(i -> new UnreadRow("file" + i, null, "reason", i))
                                .toList());
            }
            publication.publish();
        }
    }

    @Test
    void whatIsNoWarehouseIsToldAsSuch() throws IOException {
        Path archive = Files.createDirectories(folder.resolve("archive"));
        assertThatThrownBy(() -> at(archive).inspect())
                .hasMessageEndingWith("is no warehouse: nothing is there: see culprit.warehouse");
        Files.writeString(
                Files.createDirectories(archive.resolve("namespace=web")).resolve("a.prom"), "up 1");
        assertThatThrownBy(() -> at(archive).inspect())
                .hasMessageEndingWith(
                        "is no warehouse: what lies there are no tables of Culprit's: see culprit.warehouse");
        assertThatThrownBy(() -> at(folder.resolve("nowhere")).inspect()).hasMessageContaining("nothing is there");
        Path begun = Files.createDirectories(folder.resolve("begun/.staging-1"));
        assertThat(at(begun.getParent()).inspect().damage()).isEmpty();
    }

    private static Warehouse at(Path root) {
        return new Warehouse(root.toString(), new Configuration());
    }

    @Test
    void soundTablesAreSound() {
        Inspection.Result result = warehouse.inspect();
        assertThat(result.damage()).isEmpty();
        assertThat(result.files()).isEqualTo(2);
        assertThat(result.bytes()).isPositive();
    }

    @Test
    void aFlippedBitIsToldWithTheCommandThatMendsIt() throws IOException {
        Path file = only("unread_memory");
        byte[] bytes = Files.readAllBytes(file);
        bytes[new Random(1).nextInt(bytes.length)] ^= 1;
        Files.write(file, bytes);
        assertThat(warehouse.inspect().damage())
                .singleElement()
                .asString()
                .contains(file.toString(), "'culprit extract-memory --from 2026-11-16 --to 2026-11-17'");
    }

    @Test
    void pagesOfAFileThatBearsNoDigestAreVerified() throws IOException {
        Path file = only("unread_scrapes");
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        bytes[bytes.length / 3] ^= 1;
        Path renamed = Files.write(file.resolveSibling("tool.parquet"), bytes);
        assertThat(warehouse.inspect().damage())
                .anySatisfy(line -> assertThat(line).contains(renamed.toString(), "cannot be read"))
                .anySatisfy(line -> assertThat(line).contains(file.toString(), "is missing", "culprit extract-series"))
                .anySatisfy(line -> assertThat(line).contains("put there by no job"));
    }

    @Test
    void aFileThatIsNoCommitIsTold() throws IOException {
        Path foreign = Files.createFile(folder.resolve(".commit-20261116T000000000Z-x"));
        assertThat(warehouse.inspect().damage()).singleElement().asString().contains(foreign.toString());
    }

    @Test
    void allFilesOfATableAreListed() throws IOException {
        assertThat(warehouse.files(Table.UNREAD_SCRAPES))
                .containsExactly(only("unread_scrapes").toUri().toString().replace("file:///", "file:/"));
    }

    private Path only(String table) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(table).resolve(PROD.folder()))) {
            return files.findFirst().orElseThrow();
        }
    }
}
