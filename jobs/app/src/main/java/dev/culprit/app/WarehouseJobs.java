package dev.culprit.app;

import dev.culprit.app.preflight.Preflight;
import dev.culprit.correlate.CorrelateJob;
import dev.culprit.extract.memory.ExtractMemoryJob;
import dev.culprit.extract.memory.MemoryEstimates;
import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.extract.series.ExtractSeriesJob;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.model.JobSummary;
import dev.culprit.model.Period;
import dev.culprit.model.table.Table;
import dev.culprit.report.ReportJob;
import dev.culprit.report.ReportOutcome;
import dev.culprit.report.ReportSettings;
import dev.culprit.report.mail.Mode;
import dev.culprit.warehouse.Inspection;
import dev.culprit.warehouse.Warehouse;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** Runs the real jobs. The first that needs Spark starts it, and all share it. */
final class WarehouseJobs implements Jobs {
    private final SparkSettings sparkSettings;
    private final Configuration configuration;
    private final String root;
    private @Nullable Warehouse warehouse;
    private final Clock clock;
    private @Nullable JavaSparkContext spark;

    WarehouseJobs(String warehouse, SparkSettings sparkSettings, Clock clock) {
        this.clock = clock;
        this.sparkSettings = sparkSettings;
        this.configuration = sparkSettings.hadoopConfiguration();
        this.root = warehouse;
    }

    /** Jobs that record their runs in the warehouse's table {@code runs}. */
    static Jobs recording(String warehouse, SparkSettings sparkSettings, Clock clock) {
        WarehouseJobs jobs = new WarehouseJobs(warehouse, sparkSettings, clock);
        return new RecordingJobs(
                jobs,
                clock,
                (name, row) -> jobs.warehouse().append(Table.RUNS, Period.dateOf(row.started()), name, row));
    }

    @Override
    public void refuseUnfit(Settings settings, Period period, Set<Step> steps) {
        Preflight preflight = new Preflight(configuration);
        List<MemorySource> memory = steps.contains(Step.EXTRACT_MEMORY) ? settings.memorySources() : List.of();
        List<ArchiveSource> scrapes = steps.contains(Step.EXTRACT_SERIES) ? settings.scrapeSources() : List.of();
        preflight.memory(memory).scrapes(scrapes);
        boolean extracts = steps.contains(Step.EXTRACT_MEMORY) || steps.contains(Step.EXTRACT_SERIES);
        if (extracts) {
            preflight.warehouse(root);
        } else if (steps.contains(Step.CORRELATE)) {
            preflight.warehouseWithTables(root);
        } else {
            preflight.tables(root); // a report changes no table; that its run cannot be recorded costs a warning
        }
        if (steps.contains(Step.REPORT)) {
            preflight.reportFolder(settings.report().output());
        }
        if (steps.contains(Step.REPORT) && !steps.contains(Step.CORRELATE)) {
            String otherPeriod = FindingsPeriod.fault(this::warehouse, settings.environmentNames(), period);
            if (otherPeriod != null) {
                preflight.fault(otherPeriod);
            }
        }
        if (steps.contains(Step.MAIL)) {
            preflight.mailServer(settings.report().mail());
        }
        preflight.services(memory, scrapes).refuse();
    }

    @Override
    public JobSummary extractMemory(List<MemorySource> sources, Period period) {
        return ExtractMemoryJob.run(warehouse(), configuration, sources, period, clock);
    }

    @Override
    public MemoryEstimates estimateMemory(List<MemorySource> sources, Period period) {
        return ExtractMemoryJob.estimate(warehouse(), configuration, sources, period, clock);
    }

    @Override
    public JobSummary extractSeries(List<ArchiveSource> sources, Period period) {
        return ExtractSeriesJob.run(spark(), warehouse().toString(), sources, period);
    }

    @Override
    public JobSummary correlate(List<String> environments, Period period, double falseDiscoveryRate) {
        return CorrelateJob.run(spark(), warehouse().toString(), environments, period, falseDiscoveryRate);
    }

    @Override
    public ReportOutcome report(List<String> environments, Period period, ReportSettings settings, Mode mode) {
        return ReportJob.run(warehouse(), configuration, environments, period, settings, mode);
    }

    @Override
    public Inspection.Result check() {
        return warehouse().inspect();
    }

    /** Opened when a job needs it: before, its path is looked at with all others. */
    private Warehouse warehouse() {
        if (warehouse == null) {
            warehouse = new Warehouse(root, configuration);
        }
        return warehouse;
    }

    private JavaSparkContext spark() {
        if (spark == null) {
            spark = sparkSettings.start();
        }
        return spark;
    }

    @Override
    public void close() {
        if (spark != null) {
            spark.stop();
        }
    }
}
