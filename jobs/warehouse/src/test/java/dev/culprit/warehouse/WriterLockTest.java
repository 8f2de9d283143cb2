package dev.culprit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.warehouse.WriterLock.Held;
import dev.culprit.warehouse.WriterLock.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs at once. Each pretends to be on a machine of its own, so that nothing but the file system is between them. */
final class WriterLockTest {
    private static final Partition PROD = new Partition("prod", LocalDate.parse("2026-11-16"));
    private static final Partition TEST = new Partition("test", LocalDate.parse("2026-11-16"));
    private static final Waiting SHORT =
            new Waiting(Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    @Test
    void oneAtATimeHoldsIt() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> runs = IntStream.range(0, 4)
                    .<Callable<Void>>mapToObj(run -> () -> {
                        for (int time = 0; time < 10; time++) {
                            try (Held held = lock(run, SHORT).acquire()) {
                                assertThat(inside.incrementAndGet()).isEqualTo(1);
                                held.ensure();
                                inside.decrementAndGet();
                            }
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> run : threads.invokeAll(runs)) {
                run.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLockOfARunThatWasEndedIsTakenOverWhenItIsStale() throws IOException {
        Waiting never = new Waiting(Duration.ofHours(1), Duration.ofHours(9), Duration.ofMinutes(1));
        Held ended = lock(1, never).acquire();
        Waiting soon = new Waiting(Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofMinutes(1));
        try (Held held = lock(2, soon).acquire()) {
            held.ensure();
            assertThatThrownBy(ended::ensure).isInstanceOf(IOException.class).hasMessageContaining("taken over");
        }
    }

    @Test
    void aLockThatIsRenewedIsWaitedForAndAtLastTold() throws IOException {
        Waiting alive = new Waiting(Duration.ofMillis(20), Duration.ofHours(1), Duration.ofHours(1));
        Waiting impatient = new Waiting(Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(3));
        try (Held held = lock(1, alive).acquire()) {
            assertThatThrownBy(() -> lock(2, impatient).acquire())
                    .isInstanceOf(CulpritException.class)
                    .hasMessageContaining("another run writes");
            held.ensure();
        }
    }

    @Test
    void aLockOfADeadProcessOfThisMachineIsTakenOverAtOnce() throws IOException {
        LockHolder here = LockHolder.current();
        Path dead = folder.resolve(
                ".lock-20261116T000000000Z-" + new LockHolder(here.machine(), here.pid(), 17).text() + "-1");
        Path mine = folder.resolve(".lock-20261116T000000000Z-" + here.text() + "-0");
        Files.createFile(dead);
        Files.createFile(mine);
        Waiting patient = new Waiting(Duration.ofHours(1), Duration.ofHours(9), Duration.ofSeconds(20));
        try (Held held = lock(1, patient).acquire()) {
            held.ensure();
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** {@code -Dwriters.races=100} for more. */
    @Test
    void ofTwoRunsOfOnePeriodOneWinsAndTheOtherSaysSo() throws Exception {
        int races = Integer.getInteger("writers.races", 5);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int race = 0; race < races; race++) {
                Path root = folder.resolve("race-" + race);
                try (Publication first = run(root, 1).publication("first");
                        Publication second = run(root, 2).publication("second")) {
                    first.write(Table.UNREAD_SCRAPES, PROD, rows("first", race));
                    second.write(Table.UNREAD_SCRAPES, PROD, rows("second", race));
                    List<String> failures = new ArrayList<>();
                    for (Future<String> outcome :
                            threads.invokeAll(List.<Callable<String>>of(() -> outcome(first), () -> outcome(second)))) {
                        failures.add(outcome.get());
                    }
                    assertThat(failures).filteredOn(String::isEmpty).hasSize(1);
                    assertThat(failures)
                            .filteredOn(failure -> !failure.isEmpty())
                            .singleElement()
                            .asString()
                            .startsWith("another run (")
                            .contains("has replaced unread_scrapes/environment=prod/date=2026-11-16");
                    String winner = failures.get(0).isEmpty() ? "first" : "second";
                    assertThat(run(root, 3).read(Table.UNREAD_SCRAPES, PROD)).isEqualTo(rows(winner, race));
                    try (var files = Files.list(root.resolve("unread_scrapes/" + PROD.folder()))) {
                        assertThat(files).hasSize(1);
                    }
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void runsOfDifferentPartitionsDoNotMindEachOther() {
        try (Publication first = run(folder, 1).publication("first");
                Publication second = run(folder, 2).publication("second")) {
            first.write(Table.UNREAD_SCRAPES, PROD, rows("first", 1));
            second.write(Table.UNREAD_SCRAPES, TEST, rows("second", 1));
            second.publish();
            first.publish();
        }
        assertThat(run(folder, 3).read(Table.UNREAD_SCRAPES, PROD)).isEqualTo(rows("first", 1));
        assertThat(run(folder, 3).read(Table.UNREAD_SCRAPES, TEST)).isEqualTo(rows("second", 1));
    }

    @Test
    void publicationsOfOneRunMayFollowEachOther() {
        Warehouse run = run(folder, 1);
        try (Publication first = run.publication("first");
                Publication second = run.publication("second")) {
            first.write(Table.UNREAD_SCRAPES, PROD, rows("first", 1));
            first.publish();
            second.write(Table.UNREAD_SCRAPES, PROD, rows("second", 1));
            second.publish();
        }
        assertThat(run.read(Table.UNREAD_SCRAPES, PROD)).isEqualTo(rows("second", 1));
    }

    private static String outcome(Publication publication) {
        try {
            publication.publish();
            return "";
        } catch (CulpritException told) {
            return told.getMessage();
        }
    }

    private static List<UnreadRow> rows(String run, int race) {
        return List.of(new UnreadRow(run, null, "reason", race));
    }

    private Warehouse run(Path root, int number) {
        return new Warehouse(root.toString(), new Configuration(), process(number), SHORT);
    }

    private WriterLock lock(int number, Waiting waiting) throws IOException {
        org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(folder.toUri());
        return new WriterLock(root, CheckedFiles.of(root, new Configuration()), process(number), waiting);
    }

    private static LockHolder process(int number) {
        return new LockHolder("machine" + number, number, Instant.EPOCH.toEpochMilli());
    }
}
