package dev.culprit.report;

import dev.culprit.model.JobSummary;

/**
 * What came of a report.
 *
 * @param verdictTable for the console: a row per finding, at most 100 columns, lines end with a newline
 * @param htmlPath a plain path on the local file system, elsewhere a URI
 * @param labelNamed whether any finding names a label
 */
public record ReportOutcome(JobSummary summary, String verdictTable, String htmlPath, boolean labelNamed) {}
