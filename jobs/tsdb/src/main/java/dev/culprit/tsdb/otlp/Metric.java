package dev.culprit.tsdb.otlp;

import java.util.List;

/**
 * A metric and its points, by opentelemetry-proto's {@code metrics.proto}.
 *
 * @param scope name of the library that made it, empty where there is none
 * @param isDelta whether each point tells what came since the one before
 * @param isMonotonic of sums: whether they only rise
 * @param isScraped whether its metadata has a Prometheus type, as a collector's Prometheus receiver writes it
 */
public record Metric(
        String name,
        String unit,
        String scope,
        Type type,
        boolean isDelta,
        boolean isMonotonic,
        boolean isScraped,
        List<Point> points) {
    /** Which of the message's fields is set. */
    public enum Type {
        GAUGE,
        SUM,
        HISTOGRAM,
        EXPONENTIAL_HISTOGRAM,
        SUMMARY
    }

    /** {@code AGGREGATION_TEMPORALITY_DELTA}. */
    static final long DELTA = 1;
    /** Key in a metric's metadata: {@code prometheus.MetricMetadataTypeKey} of the collector. */
    static final String PROMETHEUS_TYPE = "prometheus.type";

    public Metric {
        points = List.copyOf(points);
    }
}
