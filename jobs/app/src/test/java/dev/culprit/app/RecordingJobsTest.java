package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.extract.memory.metricstream.MetricStream;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.table.RunRow;
import dev.culprit.model.table.Table;
import dev.culprit.report.ReportSettings;
import dev.culprit.report.mail.Mode;
import dev.culprit.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingJobsTest {
    private static final Period DAY =
            new Period(Instant.parse("2026-11-16T00:00:00Z"), Instant.parse("2026-11-17T00:00:00Z"));
    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T06:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final RecordedJobs jobs = new RecordedJobs();

    @Test
    void everyRunLeavesARow() {
        Warehouse warehouse = new Warehouse(folder.toString(), new Configuration());
        Jobs recording = new RecordingJobs(
                jobs, CLOCK, (name, row) -> warehouse.append(Table.RUNS, Period.dateOf(row.started()), name, row));
        assertThat(recording
                        .extractMemory(List.of(new MetricStream("prod", "m", null)), DAY)
                        .facts())
                .containsExactly("done", "in 0.0 s");
        assertThat(recording
                        .report(List.of("prod", "test"), DAY, new ReportSettings("t", "r", false), Mode.SEND)
                        .summary()
                        .facts())
                .containsExactly("done", "in 0.0 s");
        recording.report(List.of("prod"), DAY, new ReportSettings("t", "r", false), Mode.SHOW);
        jobs.failure = new CulpritException("the archive\nis gone");
        assertThatThrownBy(() -> recording.correlate(List.of("prod"), DAY, 0.05))
                .isSameAs(jobs.failure);
        List<RunRow> rows = warehouse.appended(Table.RUNS, TODAY);
        assertThat(rows).extracting(RunRow::job).containsExactly("correlate", "extract-memory", "report");
        assertThat(rows).extracting(row -> row.outcome().status()).containsExactly("failed", "done", "done");
        assertThat(rows)
                .extracting(row -> row.outcome().failure())
                .containsExactly("the archive\\nis gone", null, null);
        assertThat(rows).extracting(RunRow::runId).containsOnly(rows.get(0).runId());
        assertThat(rows).extracting(RunRow::started).containsOnly(CLOCK.instant());
        assertThat(rows).extracting(RunRow::period).containsOnly(DAY);
        assertThat(rows.get(2).environments()).containsExactly("prod", "test");
        assertThat(rows.get(1).build().version()).matches("\\d.*");
        assertThat(folder).isDirectoryNotContaining("glob:**/.staging*");
    }

    @Test
    void whatCannotBeWrittenDownCostsNoResult() {
        Jobs recording = new RecordingJobs(jobs, CLOCK, (name, row) -> {
            throw new CulpritException("read only");
        });
        assertThat(recording.correlate(List.of("prod"), DAY, 0.05).facts()).startsWith("done");
        jobs.failure = new IllegalStateException("odd");
        assertThatThrownBy(() -> recording.correlate(List.of("prod"), DAY, 0.05))
                .isSameAs(jobs.failure);
    }
}
