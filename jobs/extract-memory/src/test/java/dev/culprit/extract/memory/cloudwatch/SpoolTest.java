package dev.culprit.extract.memory.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.extract.memory.cloudwatch.api.Access;
import dev.culprit.extract.memory.cloudwatch.api.CallResult;
import dev.culprit.extract.memory.cloudwatch.api.MetricCall;
import dev.culprit.extract.memory.cloudwatch.api.Series;
import dev.culprit.extract.memory.cloudwatch.api.SeriesQuery;
import dev.culprit.extract.memory.cloudwatch.api.Window;
import dev.culprit.extract.memory.insights.Platform;
import dev.culprit.extract.memory.insights.Statistic;
import dev.culprit.model.CulpritException;
import dev.culprit.warehouse.Warehouse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {
    private static final Instant END = Instant.parse("2026-11-17T12:05:00Z");
    private static final MetricCall CALL = new MetricCall(
            new Window(END.minusSeconds(300), END, 60),
            List.of(
                    new SeriesQuery(Series.of("n", "a", Map.of()), Statistic.AVERAGE),
                    new SeriesQuery(Series.of("n", "b", Map.of()), Statistic.SUM)));
    private static final CallResult RESULT = new CallResult(
            new double[][] {{1, Double.NaN, -0.0, Double.MAX_VALUE, 0.1}, {Double.NaN, Double.NaN, 2, 3, Double.NaN}});

    @TempDir
    private Path folder;

    private Spool spool;

    @BeforeEach
    void open() {
        spool = new Spool(
                new Warehouse(folder.toString(), new Configuration()),
                new CloudWatchCluster("prod", Platform.EKS, "eks", Access.to("us-west-2")),
                new Configuration());
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        spool.write(CALL, RESULT, END);
        assertThat(spool.read(CALL).fetchedAt()).isEqualTo(END);
        assertThat(Arrays.deepToString(spool.read(CALL).result().values()))
                .isEqualTo(Arrays.deepToString(RESULT.values()));
    }

    @Test
    void anAnswerHoldsForTheRunAndForGoodOnceNothingMoreCanCome() {
        assertThat(spool.holds(CALL, END)).isFalse();
        spool.write(CALL, RESULT, END);
        assertThat(spool.holds(CALL, END.plus(Duration.ofMinutes(59)))).isTrue();
        assertThat(spool.holds(CALL, END.plus(Duration.ofMinutes(61)))).isFalse();
        spool.write(CALL, RESULT, END.plus(Duration.ofDays(2)));
        assertThat(spool.holds(CALL, END.plus(Duration.ofDays(200)))).isTrue();
    }

    @Test
    void aFileCutShortIsNoAnswer() throws IOException {
        spool.write(CALL, RESULT, END);
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(spool.holds(CALL, END))
                    .as("%d of %d bytes", length, whole.length)
                    .isFalse();
        }
        assertThatThrownBy(() -> spool.read(CALL))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("environment prod: ");
    }

    @Test
    void clearingLeavesNothing() throws IOException {
        spool.write(CALL, RESULT, END);
        spool.clear();
        spool.clear();
        assertThat(files()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    /** Deletes nothing and says so, and is full when it is told to be. */
    public static final class StuckFileSystem extends FilterFileSystem {
        private static boolean full;

        public StuckFileSystem() {
            super(new RawLocalFileSystem());
        }

        @Override
        public boolean delete(org.apache.hadoop.fs.Path path, boolean recursive) throws IOException {
            boolean isUnfinished =
                    path.getName().startsWith(".") && !path.getName().startsWith(".cloudwatch");
            return isUnfinished && super.delete(path, recursive);
        }

        @Override
        public FSDataOutputStream create(
                org.apache.hadoop.fs.Path path,
                FsPermission permission,
                boolean overwrite,
                int bufferSize,
                short replication,
                long blockSize,
                Progressable progress)
                throws IOException {
            FSDataOutputStream out =
                    super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
            return !full
                    ? out
                    : new FSDataOutputStream(
                            new FilterOutputStream(out) {
                                @Override
                                public void close() throws IOException {
                                    super.close();
                                    throw new IOException("No space left on device");
                                }
                            },
                            null);
        }
    }

    @Test
    void whatTheFileSystemRefusesIsTold() throws IOException {
        Configuration stuck = new Configuration();
        stuck.set("fs.file.impl", StuckFileSystem.class.getName());
        stuck.setBoolean("fs.file.impl.disable.cache", true);
        Spool refused = new Spool(
                new Warehouse(folder.toString(), stuck),
                new CloudWatchCluster("prod", Platform.EKS, "eks", Access.to("us-west-2")),
                stuck);
        refused.clear();
        refused.write(CALL, RESULT, END);
        assertThatThrownBy(refused::clear)
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("cannot be deleted");
        assertThatThrownBy(() -> refused.write(CALL, RESULT, END)).hasMessageContaining("cannot be deleted");
        assertThat(files()).hasSize(1);
        Files.delete(files().get(0));
        StuckFileSystem.full = true;
        try {
            assertThatThrownBy(() -> refused.write(CALL, RESULT, END))
                    .isInstanceOf(CulpritException.class)
                    .hasMessageStartingWith("environment prod: ")
                    .hasMessageContaining("No space left on device: see to space and rights there");
        } finally {
            StuckFileSystem.full = false;
        }
        assertThat(files()).as("half-written").isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
