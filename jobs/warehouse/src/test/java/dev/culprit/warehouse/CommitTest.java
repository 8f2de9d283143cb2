package dev.culprit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.warehouse.Commit.Placement;
import dev.culprit.warehouse.Commit.Replacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publications that die, meet readers, or meet each other. */
final class CommitTest {
    private static final Partition PROD = new Partition("prod", LocalDate.parse("2026-11-16"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void wheneverAPublicationDiesTheTablesAreTheOldOrTheNewOnes(boolean answersLost) {
        Configuration crashing = new Configuration();
        crashing.set("fs.file.impl", CrashingFileSystem.class.getName());
        crashing.setBoolean("fs.file.impl.disable.cache", true);
        int moments = new CrashTrial(crashing, new Configuration()).moments(folder.toString(), 1, answersLost);
        // Four files staged, a commit drafted and decided, four files placed, three outdated ones and a folder deleted,
        // the end.
        assertThat(moments).isGreaterThanOrEqualTo(14);
    }

    @Test
    void readersSeeNoMixtureWhilePartitionsAreReplaced() throws Exception {
        Warehouse writer = warehouse();
        publish(writer, 0);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> writing = threads.submit(() -> {
                for (int run = 1; run < 30; run++) {
                    publish(writer, run);
                }
            });
            int seen = 0;
            while (!writing.isDone() || seen == 0) {
                try {
                    List<UnreadRow> rows = warehouse().read(Table.UNREAD_SCRAPES, PROD);
                    assertThat(rows).extracting(UnreadRow::file).containsExactly("a", "b", "c");
                    assertThat(rows)
                            .extracting(UnreadRow::count)
                            .containsOnly(rows.get(0).count());
                    seen++;
                } catch (CulpritException replaced) {
                    assertThat(replaced).hasMessageContaining("replaced while it was read");
                }
            }
            writing.get();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void publish(Warehouse warehouse, int run) {
        CrashTrial.publish(
                warehouse,
                Map.of(
                        PROD,
                        Stream.of("a", "b", "c")
                                .map(file -> List.of(new UnreadRow(file, null, "reason", run)))
                                .toList()));
    }

    @Test
    void aRunThatLeavesTheSameRowsTouchesNothing() throws IOException {
        publish(warehouse(), 1);
        List<FileTime> before = times();
        publish(warehouse(), 1);
        assertThat(times()).isEqualTo(before);
    }

    private List<FileTime> times() throws IOException {
        try (Stream<Path> walked = Files.walk(folder.resolve("unread_scrapes"))) {
            List<Path> files = walked.sorted().toList();
            List<FileTime> times = new java.util.ArrayList<>();
            for (Path file : files) {
                times.add(Files.getLastModifiedTime(file));
            }
            return times;
        }
    }

    @Test
    void aFileThatWasCutOffIsWrittenAgain() throws IOException {
        publish(warehouse(), 1);
        String file = warehouse().files(Table.UNREAD_SCRAPES, PROD).get(1);
        Files.write(Path.of(java.net.URI.create(file)), new byte[0]);
        publish(warehouse(), 1);
        assertThat(warehouse().read(Table.UNREAD_SCRAPES, PROD)).hasSize(3);
    }

    @Test
    void whatOtherToolsWroteIsReplacedWithTheRest() throws IOException {
        publish(warehouse(), 1);
        Path partition = folder.resolve("unread_scrapes/" + PROD.folder());
        Files.copy(onlyOne(partition), partition.resolve("tool's own.parquet"));
        assertThat(warehouse().read(Table.UNREAD_SCRAPES, PROD)).hasSize(4);
        publish(warehouse(), 2);
        assertThat(warehouse().read(Table.UNREAD_SCRAPES, PROD)).hasSize(3);
        assertThat(partition.resolve("tool's own.parquet")).doesNotExist();
    }

    private static Path onlyOne(Path partition) throws IOException {
        try (Stream<Path> files = Files.list(partition)) {
            return files.sorted().findFirst().orElseThrow();
        }
    }

    @Test
    void stagingFoldersOfTheKilledAreClearedWhenNobodyCanBeAtWorkInThem() throws IOException {
        Path old = abandoned(Duration.ofDays(8));
        Path recent = abandoned(Duration.ofDays(6));
        publish(warehouse(), 1);
        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }

    private Path abandoned(Duration age) throws IOException {
        String name = CommitLog.stagingName("extract-series", Instant.now().minus(age), "x");
        Path staging = folder.resolve(name);
        Files.createDirectories(staging.resolve("series"));
        return staging;
    }

    @Test
    void aCommitIsReadAsItWasWritten() {
        Commit commit = new Commit(
                ".staging-x",
                List.of(
                        new Replacement(
                                "series/environment=a.b/date=2026-11-16",
                                List.of(new Placement(".staging-x/series/environment=a.b/1 2", "part 1\n%.parquet")),
                                List.of("ü+ %2F", "...")),
                        new Replacement("scrapes/environment=a.b/date=2026-11-16", List.of(), List.of())));
        assertThat(Commit.parse(commit.text(), "here")).isEqualTo(commit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "end",
                "staging x",
                "staging .staging-x\npartition a",
                "staging x\nfile a b\nend",
                "who x\nend",
                "staging .staging-x\npartition a b\nend"
            })
    void whatIsNoCommitIsNamed(String text) {
        assertThatThrownBy(() -> Commit.parse(text, "w/.commit-1"))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("w/.commit-1 was not written by this version");
    }

    private Warehouse warehouse() {
        return new Warehouse(folder.toString(), new Configuration());
    }
}
