package dev.culprit.app;

import dev.culprit.extract.memory.MemoryEstimates;
import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.CulpritException;
import dev.culprit.model.JobSummary;
import dev.culprit.model.Period;
import dev.culprit.report.ReportOutcome;
import dev.culprit.report.ReportSettings;
import dev.culprit.report.mail.Mode;
import dev.culprit.warehouse.Inspection;
import java.util.List;
import java.util.Set;

/** The four jobs over one warehouse. */
interface Jobs extends AutoCloseable {
    /**
     * Looks at all that the steps need, and changes nothing.
     *
     * @throws ConfigurationException with all that has to be corrected
     * @throws CulpritException where only something is out of reach
     */
    void refuseUnfit(Settings settings, Period period, Set<Step> steps);

    JobSummary extractMemory(List<MemorySource> sources, Period period);

    MemoryEstimates estimateMemory(List<MemorySource> sources, Period period);

    JobSummary extractSeries(List<ArchiveSource> sources, Period period);

    /** @param falseDiscoveryRate of labels that are named, in the mean and at most */
    JobSummary correlate(List<String> environments, Period period, double falseDiscoveryRate);

    ReportOutcome report(List<String> environments, Period period, ReportSettings settings, Mode mode);

    /** Reads everything in the warehouse, and changes nothing. */
    Inspection.Result check();

    @Override
    void close();
}
