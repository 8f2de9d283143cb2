package dev.culprit.extract.memory;

import dev.culprit.extract.memory.cloudwatch.CloudWatchReader;
import dev.culprit.extract.memory.cloudwatch.Series;
import dev.culprit.model.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the series that memory is derived from. What is published differs by agent, add-on and limits, so it is never assumed. */
final class Discovery {
    private static final int SHOWN = 6;

    private final CloudWatch source;
    private final CloudWatchReader reader;
    private long ofOtherDimensions;

    Discovery(CloudWatch source, CloudWatchReader reader) {
        this.source = source;
        this.reader = reader;
    }

    /** Those of single containers and pods; the same names with other dimensions are averages over pods. */
    List<Series> series() {
        List<Series> found = new ArrayList<>();
        for (MemoryMetric metric : MemoryMetric.values()) {
            for (Series series : reader.list(
                    RecordParser.CONTAINER_INSIGHTS,
                    metric.metricName(),
                    Map.of(MemoryMetric.CLUSTER_NAME, source.cluster()))) {
                if (series.dimensions().keySet().equals(metric.dimensions())) {
                    found.add(series);
                } else {
                    ofOtherDimensions++;
                }
            }
        }
        return found;
    }

    /** Why {@link #series} has found nothing, as the end of a sentence; asks CloudWatch what there is instead. */
    String explain() {
        if (ofOtherDimensions > 0) {
            return "there are only averages over pods: basic Container Insights has no metrics of single containers and pods,"
                    + " turn enhanced observability on";
        }
        TreeSet<String> clusters = reader.glance(RecordParser.CONTAINER_INSIGHTS).stream()
                .map(series -> series.dimensions().get(MemoryMetric.CLUSTER_NAME))
                .filter(name -> name != null)
                .collect(Collectors.toCollection(TreeSet::new));
        if (clusters.isEmpty()) {
            return "namespace ContainerInsights is empty in this region and account: check memory.region and the role, turn on"
                    + " Container Insights with enhanced observability, and not only in its OpenTelemetry mode, which publishes"
                    + " no such metrics";
        }
        if (clusters.contains(source.cluster())) {
            return "the cluster has other metrics of Container Insights, none of memory of single containers and pods:"
                    + " turn enhanced observability on";
        }
        return "the region has metrics of clusters %s: memory.cluster must name one of these"
                .formatted(clusters.stream()
                        .limit(SHOWN)
                        .map(name -> Text.printable(name, 60))
                        .collect(Collectors.joining(", ")));
    }
}
