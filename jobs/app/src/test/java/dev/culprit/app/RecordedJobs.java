package dev.culprit.app;

import dev.culprit.extract.memory.MemoryEstimates;
import dev.culprit.extract.memory.source.MemoryEstimate;
import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.extract.series.text.ScrapeSource;
import dev.culprit.extract.series.tsdb.TsdbSource;
import dev.culprit.model.CulpritException;
import dev.culprit.model.JobSummary;
import dev.culprit.model.Period;
import dev.culprit.report.ReportOutcome;
import dev.culprit.report.ReportSettings;
import dev.culprit.report.mail.Mode;
import dev.culprit.warehouse.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jobs that write down how they were called, and do as a test has them do. */
final class RecordedJobs implements Jobs {
    final List<String> calls = new ArrayList<>();
    final List<Set<Step>> checked = new ArrayList<>();
    boolean labelNamed;

    @Nullable
    RuntimeException unfit;

    @Nullable
    String estimateMisses;

    @Nullable
    String mailMisses;

    @Nullable
    RuntimeException failure;

    @Override
    public void refuseUnfit(Settings settings, Period period, Set<Step> steps) {
        checked.add(steps);
        if (unfit != null) {
            throw unfit;
        }
    }

    @Override
    public JobSummary extractMemory(List<MemorySource> sources, Period period) {
        return call("extract-memory " + sources);
    }

    @Override
    public MemoryEstimates estimateMemory(List<MemorySource> sources, Period period) {
        call("estimate-memory " + sources);
        return new MemoryEstimates(
                List.of(new MemoryEstimate("prod", 2400, 7, 240, 2400, 25, 0.02425, null, null, null)),
                estimateMisses == null ? null : new CulpritException(estimateMisses));
    }

    @Override
    public JobSummary extractSeries(List<ArchiveSource> sources, Period period) {
        return call("extract-series " + sources.stream().map(RecordedJobs::path).toList());
    }

    private static String path(ArchiveSource source) {
        return source instanceof TsdbSource tsdb
                ? tsdb.path()
                : ((ScrapeSource) source).folder().path();
    }

    @Override
    public JobSummary correlate(List<String> environments, Period period, double falseDiscoveryRate) {
        return call("correlate " + environments + " " + period.from() + " " + period.to());
    }

    @Override
    public ReportOutcome report(List<String> environments, Period period, ReportSettings settings, Mode mode) {
        JobSummary summary = call("report " + environments + " " + settings + " " + mode);
        return new ReportOutcome(
                summary,
                "the verdicts\n",
                "report/report.html",
                labelNamed,
                mode == Mode.SHOW ? "the letters\n" : "",
                mailMisses == null ? null : new CulpritException(mailMisses));
    }

    List<String> damage = List.of();

    @Override
    public Inspection.Result check() {
        call("check");
        return new Inspection.Result(12, 3456, damage, List.of("a note"));
    }

    /** Only calls that begin so fail. */
    String failing = "";

    private JobSummary call(String call) {
        calls.add(call);
        if (failure != null && call.startsWith(failing)) {
            throw failure;
        }
        return new JobSummary("job", List.of("done"));
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
