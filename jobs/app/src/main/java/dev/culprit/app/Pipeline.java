package dev.culprit.app;

import dev.culprit.extract.memory.MemoryEstimates;
import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.extract.series.promql.QueryEstimate;
import dev.culprit.extract.series.promql.QuerySource;
import dev.culprit.model.AnotherRunException;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.report.ReportOutcome;
import dev.culprit.report.mail.Mode;
import dev.culprit.warehouse.Inspection;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the jobs on what the settings name. */
final class Pipeline {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private static final int LONGEST = 1000;

    private final Settings settings;
    private final Period period;
    private final Jobs jobs;
    private final PrintStream out;

    Pipeline(Settings settings, Period period, Jobs jobs, PrintStream out) {
        this.settings = settings;
        this.period = period;
        this.jobs = jobs;
        this.out = out;
    }

    /** Looks at all that any command needs, the mail server too. */
    void checkConfiguration() {
        jobs.refuseUnfit(settings, period, EnumSet.allOf(Step.class));
        out.println(Inventory.of(settings));
        out.flush();
    }

    private void check(Step first, Step... others) {
        jobs.refuseUnfit(settings, period, EnumSet.of(first, others));
    }

    void extractMemory() {
        check(Step.EXTRACT_MEMORY);
        extractMemory(settings.memorySources());
    }

    /** Prints what {@link #extractMemory} would request from CloudWatch and what that would cost, without doing it. */
    void estimateMemory() {
        List<MemorySource> sources = settings.memorySources();
        if (sources.stream().noneMatch(MemorySource::isBilled)) {
            throw new ConfigurationException(
                    "no environment has memory.source = cloudwatch, prometheus.cloudwatch or prometheus.amp:"
                            + " extract-memory asks for nothing that is billed");
        }
        check(Step.EXTRACT_MEMORY);
        MemoryEstimates estimates = jobs.estimateMemory(sources, period);
        out.print(estimates.table());
        out.flush();
        if (estimates.failure() != null) {
            throw estimates.failure();
        }
    }

    /** Prints what {@link #extractSeries} would ask of servers, without doing it; failures are told when all were asked. */
    void estimateSeries() {
        List<QuerySource> asked = settings.scrapeSources().stream()
                .filter(QuerySource.class::isInstance)
                .map(QuerySource.class::cast)
                .toList();
        if (asked.isEmpty()) {
            throw new ConfigurationException(
                    "no environment has prometheus.url, prometheus.amp or prometheus.cloudwatch: extract-series asks"
                            + " no server for anything; what it would read of files, culprit doctor tells");
        }
        List<QueryEstimate> estimates = new ArrayList<>();
        List<CulpritException> failures = new ArrayList<>();
        for (QuerySource source : asked) {
            try {
                estimates.add(source.estimate(period));
            } catch (CulpritException failure) {
                failures.add(failure);
            }
        }
        out.print(QueryEstimate.table(estimates));
        out.flush();
        if (!failures.isEmpty()) {
            throw CulpritException.all(failures);
        }
    }

    void extractSeries() {
        check(Step.EXTRACT_SERIES);
        extractSeries(settings.scrapeSources());
    }

    void correlate() {
        check(Step.CORRELATE);
        correlateChecked();
    }

    private void correlateChecked() {
        LOG.info("{}", jobs.correlate(settings.environmentNames(), period, settings.falseDiscoveryRate()));
    }

    /**
     * Writes the report and the verdicts, mails them, and returns whether one of them names a label.
     *
     * @throws CulpritException where mail could not be sent, after everything else is done
     */
    boolean report(Mode mode) {
        check(Step.REPORT);
        return reportChecked(mode);
    }

    private boolean reportChecked(Mode mode) {
        ReportOutcome outcome = jobs.report(settings.environmentNames(), period, settings.report(), mode);
        LOG.info("{}", outcome.summary());
        if (mode == Mode.SHOW) {
            out.print(outcome.shownMail());
        } else {
            out.print(outcome.verdictTable());
            out.println(outcome.htmlPath());
        }
        out.flush();
        if (outcome.mailFailure() != null) {
            throw outcome.mailFailure();
        }
        return outcome.labelNamed();
    }

    /**
     * Runs all jobs in order. An extraction without a source in any environment is skipped. When an extraction fails, the report
     * still covers the rest and what the warehouse holds already; the failure is thrown at the end. What another run writes at the
     * same time is left to it: tables of two runs are not judged.
     */
    boolean run(Mode mode) {
        check(Step.EXTRACT_MEMORY, Step.EXTRACT_SERIES, Step.CORRELATE, Step.REPORT);
        List<CulpritException> failures = new ArrayList<>();
        List<MemorySource> memory = settings.memorySources();
        if (memory.isEmpty()) {
            LOG.info("extract-memory: skipped, no environment has a memory block");
        } else {
            attempt("extract-memory", () -> extractMemory(memory), failures);
        }
        if (settings.scrapeSources().isEmpty()) {
            LOG.info("extract-series: skipped, no environment has a scrapes block");
        } else {
            attempt("extract-series", () -> extractSeries(settings.scrapeSources()), failures);
        }
        boolean labelNamed = false;
        try {
            correlateChecked();
            labelNamed = reportChecked(mode);
        } catch (CulpritException failure) {
            failures.add(failure);
        }
        if (!failures.isEmpty()) {
            throw CulpritException.all(failures);
        }
        return labelNamed;
    }

    /** Prints what is damaged in the warehouse; returns whether something is. */
    boolean inspect() {
        Inspection.Result result = jobs.check();
        result.notes().forEach(note -> LOG.info("{}", Text.printable(note, LONGEST)));
        result.damage().forEach(damage -> out.println(Text.printable(damage, LONGEST)));
        out.println("%s of %s read: %s"
                .formatted(
                        Text.counted(result.files(), "file"),
                        Text.counted(result.bytes(), "byte"),
                        result.damage().isEmpty()
                                ? "all as they were written"
                                : result.damage().size() == 1
                                        ? "1 thing is damaged"
                                        : "%,d things are damaged"
                                                .formatted(result.damage().size())));
        return !result.damage().isEmpty();
    }

    private static void attempt(String job, Runnable work, List<CulpritException> failures) {
        try {
            work.run();
        } catch (ConfigurationException | AnotherRunException last) {
            throw last;
        } catch (CulpritException failure) {
            LOG.warn("{} failed in part or as a whole; the run goes on with what there is", job);
            failures.add(failure);
        }
    }

    private void extractMemory(List<MemorySource> sources) {
        if (sources.isEmpty()) {
            throw new ConfigurationException("no environment has a memory block: extract-memory has nothing to read");
        }
        LOG.info("{}", jobs.extractMemory(sources, period));
    }

    private void extractSeries(List<ArchiveSource> sources) {
        if (sources.isEmpty()) {
            throw new ConfigurationException("no environment has a scrapes block: extract-series has nothing to read");
        }
        LOG.info("{}", jobs.extractSeries(sources, period));
        sources.stream()
                .filter(QuerySource.class::isInstance)
                .map(source -> ((QuerySource) source).server())
                .forEach(server -> LOG.info(
                        "{}: asked for by this process so far: {}",
                        server.environment(),
                        PrometheusClient.of(server).cost()));
    }
}
