package dev.culprit.extract.series.samples;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The types that the series themselves tell, as a server keeps no others: a family with buckets, a sum and a count is a
 * histogram, one with quantiles, a sum and a count a summary.
 */
final class FamilyTypes {
    private static final String BUCKET = "_bucket";

    /** The metric that was added last, and whether it is known to be a histogram's. */
    private String last = "";

    private boolean isBucket;
    private final Set<String> metrics = new HashSet<>();
    private final Set<String> histograms = new HashSet<>();
    private final Set<String> summaries = new HashSet<>();

    void add(String metric, Map<String, String> labels) {
        if (!metric.equals(last)) { // series of a metric follow one another
            metrics.add(metric);
            last = metric;
            isBucket = false;
        }
        if (isBucket && labels.containsKey("le")) {
            return;
        }
        if (metric.endsWith(BUCKET) && labels.containsKey("le")) {
            isBucket = true;
            histograms.add(metric.substring(0, metric.length() - BUCKET.length()));
        } else if (labels.containsKey("quantile")) {
            summaries.add(metric);
        }
    }

    /** @param declaration takes name and type */
    void declare(BiConsumer<String, String> declaration) {
        histograms.stream().filter(this::hasTotals).forEach(name -> declaration.accept(name, "histogram"));
        summaries.stream().filter(this::hasTotals).forEach(name -> declaration.accept(name, "summary"));
    }

    private boolean hasTotals(String name) {
        return metrics.contains(name + "_sum") && metrics.contains(name + "_count");
    }
}
