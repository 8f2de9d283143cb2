package dev.culprit.analysis.births;

import java.util.Map;
import java.util.Set;

/** One series of a process, from its first sight to its last, in seconds. */
record SeriesLife(String family, String metric, Map<String, String> labels, double first, double last) {
    /**
     * Labels of the sample's shape: they never are culprits. Labels of the target ({@code instance}, {@code pod}, ...) that stand
     * in a body are the program's own; those that a scraper added are the same on every series, and so never young.
     */
    static final Set<String> SHAPE = Set.of("le", "quantile");

    SeriesLife and(SeriesLife later) {
        return new SeriesLife(family, metric, labels, Math.min(first, later.first), Math.max(last, later.last));
    }
}
