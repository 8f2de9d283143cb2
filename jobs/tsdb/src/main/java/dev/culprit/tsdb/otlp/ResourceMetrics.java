package dev.culprit.tsdb.otlp;

import java.util.List;
import java.util.Map;

/**
 * What one source of metrics has sent at once.
 *
 * @param attributes of the resource, values as text
 */
public record ResourceMetrics(Map<String, String> attributes, List<Metric> metrics) {
    public ResourceMetrics {
        metrics = List.copyOf(metrics);
    }
}
