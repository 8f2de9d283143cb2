package dev.culprit.report;

/**
 * How the report is to be made.
 *
 * @param title heading of the page
 * @param output folder for report.html and report.json, any Hadoop path; made where it does not exist
 * @param redact whether label values are masked everywhere; names of labels, patterns and counts stay
 */
public record ReportSettings(String title, String output, boolean redact) {}
