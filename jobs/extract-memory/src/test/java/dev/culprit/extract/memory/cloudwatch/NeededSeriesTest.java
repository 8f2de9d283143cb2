package dev.culprit.extract.memory.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.extract.memory.cloudwatch.api.Series;
import dev.culprit.extract.memory.cloudwatch.api.SeriesQuery;
import dev.culprit.extract.memory.insights.MemoryMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class NeededSeriesTest {
    private final List<Series> existing = new ArrayList<>();

    @Test
    void whereAContainerHasALimitItsShareOfTheNodeIsNotPaidFor() {
        container("app", MemoryMetric.CONTAINER_LIMIT, MemoryMetric.CONTAINER_PERCENT);
        container("app", MemoryMetric.CONTAINER_NODE_PERCENT);
        pod(MemoryMetric.POD_WORKING_SET, MemoryMetric.POD_NODE_PERCENT);
        cluster();
        assertThat(asked())
                .containsExactlyInAnyOrder(
                        "container_memory_limit app",
                        "container_memory_utilization_over_container_limit app",
                        "pod_memory_working_set null");
    }

    @Test
    void aContainerWithoutLimitNeedsItsShareAndThePodsOfTheNode() {
        container("app", MemoryMetric.CONTAINER_LIMIT, MemoryMetric.CONTAINER_PERCENT);
        container("app", MemoryMetric.CONTAINER_NODE_PERCENT);
        container("istio-proxy", MemoryMetric.CONTAINER_NODE_PERCENT);
        pod(MemoryMetric.POD_WORKING_SET, MemoryMetric.POD_NODE_PERCENT);
        cluster();
        assertThat(asked())
                .containsExactlyInAnyOrder(
                        "container_memory_limit app",
                        "container_memory_utilization_over_container_limit app",
                        "container_memory_utilization istio-proxy",
                        "pod_memory_working_set null",
                        "pod_memory_utilization null");
    }

    @Test
    void theSizesOfTheClustersNodesAreAskedForWhereThePodDoesNotTell() {
        container("istio-proxy", MemoryMetric.CONTAINER_NODE_PERCENT);
        pod(MemoryMetric.POD_NODE_PERCENT);
        cluster();
        assertThat(asked())
                .containsExactlyInAnyOrder(
                        "container_memory_utilization istio-proxy", "node_memory_limit null", "node_memory_limit null");
    }

    @Test
    void ecsTasksAreAskedForUnderOneNameAndByContainerWhereTheyCan() {
        task("ServiceName", "web", "1", "envoy", MemoryMetric.ECS_CONTAINER, MemoryMetric.ECS_RESTARTS);
        task("TaskDefinitionFamily", "web-def", "1", "envoy", MemoryMetric.ECS_CONTAINER, MemoryMetric.ECS_RESTARTS);
        task("ServiceName", "web", "1", null, MemoryMetric.ECS_TASK);
        task("TaskDefinitionFamily", "web-def", "1", null, MemoryMetric.ECS_TASK);
        task("TaskDefinitionFamily", "batch", "2", null, MemoryMetric.ECS_TASK);
        NeededSeries needed = new NeededSeries(existing);
        assertThat(existing.stream().flatMap(series -> needed.queriesOf(series).stream()))
                .extracting(query -> query.series().metric() + " " + query.statistic() + " "
                        + query.series().dimensions().values())
                .containsExactlyInAnyOrder(
                        "ContainerMemoryUtilized AVERAGE [shop, envoy, web, 1]",
                        "RestartCount SUM [shop, envoy, web, 1]",
                        "MemoryUtilized AVERAGE [shop, batch, 2]");
    }

    private void container(String name, MemoryMetric... metrics) {
        add(
                Map.of(
                        "ClusterName",
                        "eks",
                        "Namespace",
                        "web",
                        "PodName",
                        "shop",
                        "FullPodName",
                        "shop-1",
                        "ContainerName",
                        name),
                metrics);
    }

    private void pod(MemoryMetric... metrics) {
        add(Map.of("ClusterName", "eks", "Namespace", "web", "PodName", "shop", "FullPodName", "shop-1"), metrics);
    }

    private void cluster() {
        add(Map.of("ClusterName", "eks"), MemoryMetric.SMALLEST_NODE);
    }

    private void task(String by, String name, String task, String container, MemoryMetric... metrics) {
        Map<String, String> dimensions = new TreeMap<>(Map.of("ClusterName", "shop", by, name, "TaskId", task));
        if (container != null) {
            dimensions.put("ContainerName", container);
        }
        add(dimensions, metrics);
    }

    private void add(Map<String, String> dimensions, MemoryMetric... metrics) {
        for (MemoryMetric metric : metrics) {
            existing.add(Series.of(metric.platform().namespace(), metric.metricName(), dimensions));
        }
    }

    private List<String> asked() {
        NeededSeries needed = new NeededSeries(existing);
        return existing.stream()
                .flatMap(series -> needed.queriesOf(series).stream())
                .map(SeriesQuery::series)
                .map(series -> series.metric() + " " + series.dimensions().get("ContainerName"))
                .toList();
    }
}
