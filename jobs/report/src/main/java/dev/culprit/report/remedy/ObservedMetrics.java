package dev.culprit.report.remedy;

import java.util.List;

/**
 * Metrics that a server keeps for others: their names have the job before a colon, {@code shop:requests_total}, as
 * docs/sources/prometheus.md says.
 */
final class ObservedMetrics {
    private static final char COLON = ':';

    private ObservedMetrics() {}

    /** Whether all that the group multiplies may be others'. */
    static boolean are(LabelUse use) {
        return !use.metrics().isEmpty() && use.metrics().stream().allMatch(metric -> metric.indexOf(COLON) > 0);
    }

    /** The jobs in which they were scraped, each once. */
    static List<String> jobs(LabelUse use) {
        return use.metrics().stream()
                .filter(metric -> metric.indexOf(COLON) > 0)
                .map(metric -> metric.substring(0, metric.lastIndexOf(COLON)))
                .distinct()
                .toList();
    }

    /** The same under the names that the jobs have for them. */
    static LabelUse asScraped(LabelUse use) {
        return new LabelUse(
                use.labels(),
                use.metrics().stream()
                        .map(metric -> metric.substring(metric.lastIndexOf(COLON) + 1))
                        .distinct()
                        .toList(),
                use.saving());
    }
}
