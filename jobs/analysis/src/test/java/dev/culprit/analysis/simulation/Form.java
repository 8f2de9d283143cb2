package dev.culprit.analysis.simulation;

import org.jspecify.annotations.Nullable;

/**
 * What a new value of a label group looks like in a scrape, and what comes with it besides metrics.
 *
 * @param type of the family, in OpenMetrics' words
 * @param twinMetric where the group's second label stands in a family of its own, that family; else null: all labels of the group
 *     stand in each of its series
 * @param pool where each of the group's labels has only so many values, all of them old, and only their combinations are new; else 0
 * @param objectBytes of memory that the application holds for each value, no part of its metrics
 * @param goroutines that each value brings
 * @param bytesMetric a gauge by the same labels that tells of {@code objectBytes}, or null
 */
record Form(
        String type,
        @Nullable String twinMetric,
        int pool,
        double objectBytes,
        double goroutines,
        @Nullable String bytesMetric) {
    static final Form HISTOGRAM = of("histogram");
    static final Form COUNTER = of("counter");
    static final Form GAUGE = of("gauge");
    /** Three quantiles, sum and count. */
    static final Form SUMMARY = of("summary");

    private static Form of(String type) {
        return new Form(type, null, 0, 0, 0, null);
    }

    Form beside(String metric) {
        return new Form(type, metric, pool, objectBytes, goroutines, bytesMetric);
    }

    Form combining(int values) {
        return new Form(type, twinMetric, values, objectBytes, goroutines, bytesMetric);
    }

    Form bringing(double bytes, double routines, @Nullable String told) {
        return new Form(type, twinMetric, pool, bytes, routines, told);
    }
}
