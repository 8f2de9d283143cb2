package dev.culprit.report;

import java.util.Set;

/**
 * How the report is to be made.
 *
 * @param title heading of the page
 * @param output folder for report.html and report.json, any Hadoop path; made where it does not exist
 * @param redact whether label values are masked everywhere; names of labels, patterns and counts stay
 * @param exports as what the findings are written beside the report, for other tools
 */
public record ReportSettings(String title, String output, boolean redact, Set<ExportFormat> exports) {
    public ReportSettings {
        exports = Set.copyOf(exports);
    }

    /** Without exports. */
    public ReportSettings(String title, String output, boolean redact) {
        this(title, output, redact, Set.of());
    }
}
