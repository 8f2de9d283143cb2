package dev.culprit.extract.memory.insights;

import dev.culprit.extract.memory.readings.Quantity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of CloudWatch that memory is derived from, each with the statistic that is of use: a metric that is wanted by two
 * statistics is here twice.
 */
public enum MemoryMetric {
    CONTAINER_PERCENT(
            Platform.EKS,
            "container_memory_utilization_over_container_limit",
            Quantity.PERCENT_OF_LIMIT,
            Statistic.AVERAGE,
            DimensionSet.CONTAINER),
    CONTAINER_LIMIT(Platform.EKS, "container_memory_limit", Quantity.LIMIT, Statistic.AVERAGE, DimensionSet.CONTAINER),
    /** Of containers that have no limit, or that the agent does not look up a limit for, as init containers. */
    CONTAINER_NODE_PERCENT(
            Platform.EKS,
            "container_memory_utilization",
            Quantity.PERCENT_OF_NODE,
            Statistic.AVERAGE,
            DimensionSet.CONTAINER),
    POD_WORKING_SET(Platform.EKS, "pod_memory_working_set", Quantity.WORKING_SET, Statistic.AVERAGE, DimensionSet.POD),
    POD_LIMIT(Platform.EKS, "pod_memory_limit", Quantity.LIMIT, Statistic.AVERAGE, DimensionSet.POD),
    POD_NODE_PERCENT(
            Platform.EKS, "pod_memory_utilization", Quantity.PERCENT_OF_NODE, Statistic.AVERAGE, DimensionSet.POD),
    /** The agent sends what was added since its last look, so the sum over a minute is the restarts of that minute. */
    POD_RESTARTS(Platform.EKS, "pod_number_of_container_restarts", Quantity.RESTARTS, Statistic.SUM, DimensionSet.POD),
    /** Sent only while there is such a container: its absence says none. */
    POD_OOM_KILLED(
            Platform.EKS,
            "pod_container_status_terminated_reason_oom_killed",
            Quantity.OOM_KILLED,
            Statistic.MAXIMUM,
            DimensionSet.POD),
    /** Every node sends a sample of its own, so that the average would be of no node. */
    SMALLEST_NODE(Platform.EKS, "node_memory_limit", Quantity.SMALLEST_NODE, Statistic.MINIMUM, DimensionSet.CLUSTER),
    LARGEST_NODE(Platform.EKS, "node_memory_limit", Quantity.LARGEST_NODE, Statistic.MAXIMUM, DimensionSet.CLUSTER),

    ECS_CONTAINER(
            Platform.ECS,
            "ContainerMemoryUtilized",
            Quantity.MEGABYTES,
            Statistic.AVERAGE,
            DimensionSet.SERVICE_CONTAINER,
            DimensionSet.FAMILY_CONTAINER),
    ECS_TASK(
            Platform.ECS,
            "MemoryUtilized",
            Quantity.MEGABYTES,
            Statistic.AVERAGE,
            DimensionSet.SERVICE_TASK,
            DimensionSet.FAMILY_TASK),
    /** ECS's agent, too, sends what was added since its last message ({@code agent/stats/queue.go}). */
    ECS_RESTARTS(
            Platform.ECS,
            "RestartCount",
            Quantity.RESTARTS,
            Statistic.SUM,
            DimensionSet.SERVICE_CONTAINER,
            DimensionSet.FAMILY_CONTAINER);

    private static final Map<String, List<MemoryMetric>> BY_NAME = Arrays.stream(values())
            .collect(Collectors.groupingBy(metric -> metric.platform.namespace() + " " + metric.metricName));

    private final Platform platform;
    private final String metricName;
    private final Quantity quantity;
    private final Statistic statistic;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<DimensionSet> sets;

    MemoryMetric(Platform platform, String metricName, Quantity quantity, Statistic statistic, DimensionSet... sets) {
        this.platform = platform;
        this.metricName = metricName;
        this.quantity = quantity;
        this.statistic = statistic;
        this.sets = List.of(sets);
    }

    /** Those that the metric's statistics tell, none where it is none of ours. */
    public static List<MemoryMetric> named(String namespace, String name) {
        return BY_NAME.getOrDefault(namespace + " " + name, List.of());
    }

    /** The one that the statistic of a metric of ours tells. */
    public static MemoryMetric of(String namespace, String name, Statistic statistic) {
        return named(namespace, name).stream()
                .filter(metric -> metric.statistic == statistic)
                .findFirst()
                .orElseThrow();
    }

    public static List<String> names(Platform platform) {
        return Arrays.stream(values())
                .filter(metric -> metric.platform == platform)
                .map(MemoryMetric::metricName)
                .distinct()
                .toList();
    }

    public Platform platform() {
        return platform;
    }

    public String metricName() {
        return metricName;
    }

    public Quantity quantity() {
        return quantity;
    }

    public Statistic statistic() {
        return statistic;
    }

    /** The set with exactly these names, or null where a reading with them is of something else. */
    @Nullable
    public DimensionSet setOf(Set<String> names) {
        for (DimensionSet set : sets) {
            if (set.names().equals(names)) {
                return set;
            }
        }
        return null;
    }

    /** Whether it is of the cluster as a whole by design, and not an average. */
    public boolean isOfCluster() {
        return sets.contains(DimensionSet.CLUSTER);
    }

    /**
     * By what a value is multiplied to be in the quantity's unit, empty where the unit is one of something else.
     *
     * @param unit CloudWatch's name or that of its OpenTelemetry output, empty where none is told
     */
    public OptionalDouble scale(String unit) {
        return MetricUnit.scale(quantity, unit);
    }

    /** Why a value in a unit without a {@link #scale} cannot be used. */
    public String faultOfUnit(String unit) {
        return MetricUnit.fault(quantity, unit);
    }

    /** Why the value cannot be used, or null. */
    @Nullable
    public String faultOf(double value) {
        return quantity.faultOf(metricName, value);
    }
}
