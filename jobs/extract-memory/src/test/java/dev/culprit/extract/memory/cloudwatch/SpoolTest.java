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

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
