package dev.culprit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** File systems that do not do what they are told, and files that are no longer what was written. */
final class FaultTest {
    private static final Partition PROD = new Partition("prod", LocalDate.parse("2026-11-16"));
    private static final String TABLE = "unread_scrapes/environment=prod/date=2026-11-16/";

    @TempDir
    private Path folder;

    @AfterEach
    void heal() {
        FaultyFileSystem.heal();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Input/output error"})
    void anOutdatedFileThatCannotBeDeletedIsToldAndIsNoPartOfTheTable(String message) {
        publish(healthy(), row("old", 1));
        refuse("delete", TABLE, message);
        assertThatThrownBy(() -> publish(faulty(), row("new", 1)))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("holds the new tables, but not yet in their places")
                .hasMessageContaining(TABLE + "part-00000-")
                .hasMessageContaining("cannot be deleted");
        assertThat(healthy().read(Table.UNREAD_SCRAPES, PROD)).containsExactly(row("new", 1));
        assertThat(healthy().files(Table.UNREAD_SCRAPES, PROD)).hasSize(1);
        assertThatThrownBy(() -> publish(faulty(), row("newest", 1)))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("cannot be deleted");
        FaultyFileSystem.heal();
        publish(faulty(), row("newest", 1));
        assertThat(healthy().read(Table.UNREAD_SCRAPES, PROD)).containsExactly(row("newest", 1));
        assertThat(folder.resolve(TABLE)).isDirectoryNotContaining("glob:**/.commit*");
        assertThat(list(TABLE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "No space left on device"})
    void aFileThatCannotBePlacedIsReadWhereItIsStaged(String message) {
        publish(healthy(), row("old", 1));
        refuse("rename", TABLE, message);
        assertThatThrownBy(() -> publish(faulty(), row("new", 1)))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("not yet in their places");
        assertThat(healthy().read(Table.UNREAD_SCRAPES, PROD)).containsExactly(row("new", 1));
        FaultyFileSystem.heal();
        healthy().settle();
        assertThat(list(TABLE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Input/output error"})
    void aCommitThatCannotBeEndedIsToldAndCompletedByTheNextRun(String message) {
        publish(healthy(), row("old", 1));
        refuse("rename", "_commits", message);
        assertThatThrownBy(() -> publish(faulty(), row("new", 1))).isInstanceOf(CulpritException.class);
        FaultyFileSystem.heal();
        publish(healthy(), row("newest", 1));
        assertThat(healthy().read(Table.UNREAD_SCRAPES, PROD)).containsExactly(row("newest", 1));
        assertThat(list("")).noneMatch(name -> name.startsWith(".commit"));
    }

    @Test
    void aFullDiskLeavesTheOldTables() {
        publish(healthy(), row("old", 1));
        FaultyFileSystem.fail("create", path -> path.endsWith("/commit"), "No space left on device");
        assertThatThrownBy(() -> publish(faulty(), row("new", 1)))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("its tables are the old ones")
                .hasMessageContaining("No space left on device");
        assertThat(healthy().read(Table.UNREAD_SCRAPES, PROD)).containsExactly(row("old", 1));
        FaultyFileSystem.heal();
        FaultyFileSystem.fail("create", path -> path.endsWith(".parquet"), "No space left on device");
        assertThatThrownBy(() -> publish(faulty(), row("new", 1)))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("No space left on device");
        assertThat(list("")).noneMatch(name -> name.startsWith(".staging") || name.startsWith(".lock"));
    }

    /** As Hadoop's local file system says it. */
    @Test
    void aDiskThatFillsUpInTheMiddleOfAFileIsToldWithItsPath() {
        publish(healthy(), row("old", 1));
        FaultyFileSystem.fail("write", path -> path.endsWith(".parquet"), "No space left on device");
        assertThatThrownBy(() -> publish(faulty(), row("new", 1)))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("part-00000.parquet cannot be written: No space left on device: see to room");
        FaultyFileSystem.heal();
        FaultyFileSystem.fail("write", path -> path.endsWith("/commit"), "No space left on device");
        assertThatThrownBy(() -> publish(faulty(), row("new", 1)))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("its tables are the old ones");
        FaultyFileSystem.heal();
        FaultyFileSystem.fail("write", path -> path.contains("/.lock-"), "No space left on device");
        assertThatThrownBy(() -> publish(faulty(), row("new", 1))).isInstanceOf(CulpritException.class);
        assertThat(healthy().read(Table.UNREAD_SCRAPES, PROD)).containsExactly(row("old", 1));
        assertThat(list("")).noneMatch(name -> name.startsWith(".staging") || name.startsWith(".lock"));
    }

    @Test
    void aLockThatAFullDiskLeftIsClearedByTheNextRun() {
        publish(healthy(), row("old", 1));
        FaultyFileSystem.fail("write", path -> path.contains("/.lock-"), "No space left on device");
        FaultyFileSystem.fail("delete", path -> path.contains("/.lock-"), "Input/output error");
        assertThatThrownBy(() -> publish(faulty(), row("new", 1)))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("No space left on device");
        assertThat(list("")).anyMatch(name -> name.startsWith(".lock"));
        FaultyFileSystem.heal();
        publish(healthy(), row("new", 1));
        assertThat(healthy().read(Table.UNREAD_SCRAPES, PROD)).containsExactly(row("new", 1));
        assertThat(list("")).noneMatch(name -> name.startsWith(".lock"));
    }

    @Test
    void dataAreOnTheDiskBeforeTheyCount() {
        publish(faulty(), row("new", 1));
        List<String> done = FaultyFileSystem.done().stream()
                .map(line -> line.replace(folder.toString(), "").replaceAll("-[0-9a-f-]{16,}", ""))
                .filter(line -> !line.contains(".lock") && !line.startsWith("write "))
                .map(line -> line.replaceAll("\\.staging-[^/]*", "S").replaceAll("\\d{8}T\\d+Z", "T"))
                .toList();
        assertThat(done)
                .startsWith(
                        "create /S/" + TABLE + "part-00000.parquet",
                        "sync /S/" + TABLE + "part-00000.parquet",
                        "create /S/commit",
                        "sync /S/commit",
                        "rename /.commit-T-trial",
                        "rename /" + TABLE + "part.parquet",
                        "rename /_commits/T-trial");
    }

    @Test
    void everyFlippedBitIsSeen() throws IOException {
        publish(healthy(), row("a", 1));
        Path file = folder.resolve(TABLE).resolve(list(TABLE).get(0));
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < whole.length * 8; bit += 97) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            assertThatThrownBy(() -> healthy().read(Table.UNREAD_SCRAPES, PROD))
                    .as("bit %d", bit)
                    .isInstanceOf(CulpritException.class)
                    .hasMessageContaining(TABLE)
                    .hasMessageContaining("is damaged")
                    .hasMessageContaining("'culprit extract-series' for the period that ends with --to 2026-11-17");
            assertThatThrownBy(() -> Warehouse.refuseDamaged(file.toString(), new Configuration()))
                    .isInstanceOf(CulpritException.class);
        }
    }

    @Test
    void pagesOfFilesWithoutADigestAreVerified() throws IOException {
        publish(healthy(), row("a recognizable text", 1));
        Path file = folder.resolve(TABLE).resolve(list(TABLE).get(0));
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        // Where the first page of the first column ends; its header is not covered.
        bytes[60] ^= 1;
        Files.write(folder.resolve(TABLE).resolve("another-tools.parquet"), bytes);
        assertThatThrownBy(() -> healthy().read(Table.UNREAD_SCRAPES, PROD))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("culprit check");
    }

    @Test
    void aDamagedFileIsReplacedByARunOfTheSameRowsAndTheNextLeavesItAlone() throws IOException {
        publish(healthy(), row("a", 1));
        String name = list(TABLE).get(0);
        flip(folder.resolve(TABLE).resolve(name));
        publish(healthy(), row("a", 1));
        assertThat(healthy().read(Table.UNREAD_SCRAPES, PROD)).containsExactly(row("a", 1));
        assertThat(list(TABLE)).hasSize(1).doesNotContain(name);
        String again = list(TABLE).get(0);
        flip(folder.resolve(TABLE).resolve(again));
        publish(healthy(), row("a", 1));
        assertThat(healthy().read(Table.UNREAD_SCRAPES, PROD)).containsExactly(row("a", 1));
        List<String> healed = list(TABLE);
        publish(healthy(), row("a", 1));
        assertThat(list(TABLE)).isEqualTo(healed);
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
    }

    private void refuse(String operation, String path, String message) {
        if (message.isEmpty()) {
            FaultyFileSystem.refuse(operation, at -> at.contains(path) && !at.contains(".staging"));
        } else {
            FaultyFileSystem.fail(operation, at -> at.contains(path) && !at.contains(".staging"), message);
        }
    }

    @Test
    void emptyAndForeignCommitsBlockNothing() throws IOException {
        publish(healthy(), row("old", 1));
        Files.createFile(folder.resolve(".commit-20261116T000000000Z-a"));
        Files.writeString(folder.resolve(".commit-20261116T000000000Z-b"), "somebody's own\n");
        publish(healthy(), row("new", 1));
        assertThat(healthy().read(Table.UNREAD_SCRAPES, PROD)).containsExactly(row("new", 1));
        assertThat(healthy().dates(Table.UNREAD_SCRAPES, "prod")).containsExactly(PROD.date());
        assertThat(list("")).contains(".commit-20261116T000000000Z-a", ".commit-20261116T000000000Z-b");
    }

    /** Each would have deleted something outside of the tables. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "staging ..\nend\n",
                "staging .\nend\n",
                "staging /\nend\n",
                "staging \nend\n",
                "staging .staging-x/../../victim\nend\n",
                "staging .staging-x\npartition ../victim\nend\n",
                "staging .staging-x\npartition a/environment=prod/../../../victim\nend\n",
                "staging .staging-x\npartition a/environment=prod/date=%2E%2E%2F%2E%2E%2F..%2F..%2Fvictim\nend\n",
                "staging .staging-x\npartition unread_scrapes\nend\n",
                "staging .staging-x\npartition a/environment=b/date=c\noutdated ../../../../victim\nend\n",
                "staging .staging-x\npartition a/environment=b/date=c\nfile ../victim/kept x\nend\n",
                "staging .staging-x\npartition a/environment=b/date=c\nfile .staging-x/../../victim/kept x\nend\n",
                "staging .staging-x\npartition a/environment=b/date=c\nfile .staging-x/y ../../../../victim/x\nend\n"
            })
    void aCraftedCommitReachesNothingOutside(String text) throws IOException {
        Path warehouse = folder.resolve("warehouse");
        Path kept = Files.createDirectories(folder.resolve("victim")).resolve("kept");
        Files.writeString(kept, "kept");
        Warehouse opened = new Warehouse(warehouse.toString(), new Configuration());
        publish(opened, row("old", 1));
        Files.createDirectories(warehouse.resolve(".staging-x/y"));
        Files.writeString(warehouse.resolve(".commit-20261116T000000000Z-x"), text);
        publish(opened, row("new", 1));
        opened.settle();
        assertThat(kept).hasContent("kept");
        assertThat(opened.read(Table.UNREAD_SCRAPES, PROD)).containsExactly(row("new", 1));
    }

    private List<String> list(String below) {
        try (Stream<Path> files = Files.list(folder.resolve(below))) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static UnreadRow row(String file, long count) {
        return new UnreadRow(file, null, "reason", count);
    }

    private static void publish(Warehouse warehouse, UnreadRow row) {
        try (Publication publication = warehouse.publication("trial")) {
            publication.write(Table.UNREAD_SCRAPES, PROD, List.of(row));
            publication.publish();
        }
    }

    private Warehouse healthy() {
        return new Warehouse(folder.toString(), new Configuration());
    }

    private Warehouse faulty() {
        return new Warehouse(folder.toString(), FaultyFileSystem.configuration());
    }
}
