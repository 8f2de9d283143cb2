package dev.culprit.report.data;

import java.util.List;

/**
 * What a container shows of series, whether or not a verdict can be made of it; counts and names, no values.
 *
 * @param series of all replicas
 * @param labels that take new values first, then those of the most values
 * @param metrics of the most series first
 */
public record SeriesInventory(long series, List<LabelCount> labels, List<MetricCount> metrics) {
    /**
     * One label.
     *
     * @param newValues of them that a pod did not show in its first scrape
     * @param series that have the label
     */
    public record LabelCount(String label, long values, long newValues, long series) {}

    /** One metric, by its name on the sample. */
    public record MetricCount(String metric, long series) {}
}
