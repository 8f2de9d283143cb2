package dev.culprit.report;

import dev.culprit.model.CulpritException;
import dev.culprit.model.JobSummary;
import org.jspecify.annotations.Nullable;

/**
 * Result of a report.
 *
 * @param verdictTable for the console: a row per finding, at most 100 columns, lines end with a newline
 * @param htmlPath a plain path on the local file system, elsewhere a URI
 * @param labelNamed whether any finding names a label
 * @param shownMail the mails as they would be sent, where they were only to be shown; else empty
 * @param mailFailure why mails were not sent, to be thrown once the rest is printed; null where all were
 */
public record ReportOutcome(
        JobSummary summary,
        String verdictTable,
        String htmlPath,
        boolean labelNamed,
        String shownMail,
        @Nullable CulpritException mailFailure) {

    /** Without mail. */
    public ReportOutcome(JobSummary summary, String verdictTable, String htmlPath, boolean labelNamed) {
        this(summary, verdictTable, htmlPath, labelNamed, "", null);
    }

    /** The same, with one fact more in its summary. */
    public ReportOutcome and(String fact) {
        return new ReportOutcome(summary.and(fact), verdictTable, htmlPath, labelNamed, shownMail, mailFailure);
    }
}
