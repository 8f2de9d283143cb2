package dev.culprit.app;

import dev.culprit.extract.memory.MemoryEstimates;
import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.model.CulpritException;
import dev.culprit.model.JobSummary;
import dev.culprit.model.JobSummary.Figures;
import dev.culprit.model.Period;
import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import dev.culprit.model.table.RunRow;
import dev.culprit.report.ReportOutcome;
import dev.culprit.report.ReportSettings;
import dev.culprit.report.mail.Mode;
import dev.culprit.report.page.Provenance;
import dev.culprit.warehouse.Inspection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records every run of the wrapped jobs, successful or failed. A job keeps its result when the record cannot be written. */
final class RecordingJobs implements Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingJobs.class);
    private static final int LONGEST = 2000;

    private final Jobs jobs;
    private final Clock clock;
    private final BiConsumer<String, RunRow> record;
    private final String runId = UUID.randomUUID().toString();

    /** @param record takes a name that no other row has, and the row */
    RecordingJobs(Jobs jobs, Clock clock, BiConsumer<String, RunRow> record) {
        this.jobs = jobs;
        this.clock = clock;
        this.record = record;
    }

    @Override
    public void refuseUnfit(Settings settings, Period period, Set<Step> steps) {
        jobs.refuseUnfit(settings, period, steps);
    }

    @Override
    public JobSummary extractMemory(List<MemorySource> sources, Period period) {
        List<String> environments =
                sources.stream().map(MemorySource::environment).toList();
        return timed("extract-memory", environments, period, () -> jobs.extractMemory(sources, period));
    }

    @Override
    public MemoryEstimates estimateMemory(List<MemorySource> sources, Period period) {
        return jobs.estimateMemory(sources, period);
    }

    @Override
    public JobSummary extractSeries(List<ArchiveSource> sources, Period period) {
        List<String> environments =
                sources.stream().map(ArchiveSource::environment).toList();
        return timed("extract-series", environments, period, () -> jobs.extractSeries(sources, period));
    }

    @Override
    public JobSummary correlate(List<String> environments, Period period, double falseDiscoveryRate) {
        return timed("correlate", environments, period, () -> jobs.correlate(environments, period, falseDiscoveryRate));
    }

    /** A dry run writes nothing, so it leaves no row. A run whose mail could not be sent is recorded as failed. */
    @Override
    public ReportOutcome report(List<String> environments, Period period, ReportSettings settings, Mode mode) {
        ReportSettings named = settings.by(new Provenance(
                Version.CURRENT.version(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                "culprit report --conf YOUR.conf --from %s --to %s".formatted(period.from(), period.to())));
        return mode == Mode.SHOW
                ? jobs.report(environments, period, named, mode)
                : recorded(
                        "report",
                        environments,
                        period,
                        () -> timed(() -> jobs.report(environments, period, named, mode), ReportOutcome::and),
                        ReportOutcome::summary,
                        ReportOutcome::mailFailure);
    }

    @Override
    public Inspection.Result check() {
        return jobs.check();
    }

    private JobSummary timed(String job, List<String> environments, Period period, Supplier<JobSummary> work) {
        return recorded(
                job, environments, period, () -> timed(work, JobSummary::and), summary -> summary, summary -> null);
    }

    /** Runs the work, and adds to its outcome how long it took. */
    private <T> T timed(Supplier<T> work, BiFunction<T, String, T> and) {
        Instant started = clock.instant();
        T outcome = work.get();
        long millis = Duration.between(started, clock.instant()).toMillis();
        return and.apply(outcome, String.format(Locale.ROOT, "in %.1f s", millis / 1000.0));
    }

    private <T> T recorded(
            String job,
            List<String> environments,
            Period period,
            Supplier<T> work,
            Function<T, JobSummary> summaryOf,
            Function<T, Throwable> failureOf) {
        Instant started = clock.instant();
        try {
            T outcome = work.get();
            write(job, environments, period, started, summaryOf.apply(outcome), failureOf.apply(outcome));
            return outcome;
        } catch (RuntimeException | Error failure) {
            write(job, environments, period, started, null, failure);
            throw failure;
        }
    }

    private void write(
            String job,
            List<String> environments,
            Period period,
            Instant started,
            @Nullable JobSummary summary,
            @Nullable Throwable failure) {
        if (Interruption.isUnderWay()) {
            return;
        }
        Figures figures = summary == null ? null : summary.figures();
        RunRow row = new RunRow(
                runId,
                job,
                started,
                clock.instant(),
                failure == null
                        ? new RunRow.Outcome(RunRow.DONE, null)
                        : new RunRow.Outcome(RunRow.FAILED, told(failure)),
                period,
                environments,
                new RunRow.Work(
                        figures == null ? null : figures.inputs(),
                        figures == null ? null : figures.rows(),
                        figures == null ? null : figures.rejects(),
                        summary == null ? null : Secrets.masked(summary.toString())),
                new RunRow.Build(Version.CURRENT.version(), Version.CURRENT.revision()));
        try {
            record.accept(job + "-" + runId, row);
        } catch (RuntimeException unwritten) {
            LOG.warn(
                    "table runs has no row of this {}: {}",
                    job,
                    Text.printable(Secrets.masked(String.valueOf(unwritten.getMessage())), LONGEST));
        }
    }

    private static String told(Throwable failure) {
        String message = Text.printable(Secrets.masked(String.valueOf(failure.getMessage())), LONGEST);
        return failure instanceof CulpritException
                ? message
                : failure.getClass().getName() + ": " + message;
    }

    @Override
    public void close() {
        jobs.close();
    }
}
