package dev.culprit.extract.memory.cloudwatch;

import dev.culprit.extract.memory.cloudwatch.api.CloudWatchReader;
import dev.culprit.extract.memory.cloudwatch.api.Series;
import dev.culprit.extract.memory.insights.DimensionSet;
import dev.culprit.extract.memory.insights.MemoryMetric;
import dev.culprit.extract.memory.insights.Platform;
import dev.culprit.model.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the series that memory is derived from. What is published differs by agent, add-on and limits, so it is never assumed. */
final class Discovery {
    /** By hand: what fits on a line. */
    private static final int SHOWN = 6;

    private final CloudWatchCluster cluster;
    private final CloudWatchReader reader;
    private long ofOtherDimensions;

    Discovery(CloudWatchCluster cluster, CloudWatchReader reader) {
        this.cluster = cluster;
        this.reader = reader;
    }

    /** Those of single containers and pods; the same names with other dimensions are averages over pods. */
    List<Series> series() {
        List<Series> found = new ArrayList<>();
        List<Series> ofCluster = new ArrayList<>();
        for (String name : MemoryMetric.names(cluster.platform())) {
            MemoryMetric metric =
                    MemoryMetric.named(cluster.platform().namespace(), name).get(0);
            for (Series series : reader.list(
                    cluster.platform().namespace(), name, Map.of(DimensionSet.Names.CLUSTER, cluster.name()))) {
                if (metric.setOf(series.dimensions().keySet()) == null) {
                    ofOtherDimensions += metric.isOfCluster() ? 0 : 1;
                } else {
                    (metric.isOfCluster() ? ofCluster : found).add(series);
                }
            }
        }
        if (!found.isEmpty()) { // nodes alone are no memory of containers
            found.addAll(ofCluster);
        }
        return found;
    }

    /** Why {@link #series} has found nothing, as the end of a sentence; asks CloudWatch what there is instead. */
    String explain() {
        boolean ecs = cluster.platform() == Platform.ECS;
        String enhanced =
                "turn enhanced observability on" + (ecs ? " (account setting containerInsights = enhanced)" : "");
        if (ofOtherDimensions > 0) {
            return ecs
                    ? "there are only averages over tasks: " + enhanced
                    : "there are only averages over pods: basic Container Insights has no metrics of single containers and pods, "
                            + enhanced;
        }
        Set<String> clusters = clusters(cluster.platform());
        if (clusters.contains(cluster.name())) {
            return "the cluster has other metrics of Container Insights, none of memory of single containers and pods: "
                    + enhanced;
        }
        Platform other = ecs ? Platform.EKS : Platform.ECS;
        if (clusters(other).contains(cluster.name())) {
            return "that is a cluster of the other kind: set memory.platform = " + other.word();
        }
        if (clusters.isEmpty()) {
            return "namespace %s is empty in this region and account: check memory.region and the role, turn on Container Insights with enhanced observability%s"
                    .formatted(
                            cluster.platform().namespace(),
                            ecs ? "" : ", and not only in its OpenTelemetry mode, which publishes no such metrics");
        }
        return "the region has metrics of clusters %s: memory.cluster must name one of these"
                .formatted(clusters.stream()
                        .limit(SHOWN)
                        .map(name -> Text.printable(name, 60))
                        .collect(Collectors.joining(", ")));
    }

    private Set<String> clusters(Platform platform) {
        return reader.glance(platform.namespace()).stream()
                .map(series -> series.dimensions().get(DimensionSet.Names.CLUSTER))
                .filter(name -> name != null)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
