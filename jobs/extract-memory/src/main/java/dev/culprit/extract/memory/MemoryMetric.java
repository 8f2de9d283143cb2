package dev.culprit.extract.memory;

import dev.culprit.model.Nullable;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The metrics of CloudWatch's namespace ContainerInsights that memory is derived from, with the dimensions that one
 * container's or one pod's own readings carry. The same names with fewer dimensions are averages over pods.
 */
enum MemoryMetric {
    CONTAINER_PERCENT("container_memory_utilization_over_container_limit", true),
    CONTAINER_LIMIT("container_memory_limit", true),
    POD_WORKING_SET("pod_memory_working_set", false),
    POD_LIMIT("pod_memory_limit", false),
    /** The agent sends what was added since its last look, so the sum over a minute is the restarts of that minute. */
    POD_RESTARTS("pod_number_of_container_restarts", false);

    static final String CLUSTER_NAME = "ClusterName";
    static final String NAMESPACE = "Namespace";
    /** Names the workload, in spite of its name. */
    static final String WORKLOAD = "PodName";

    static final String POD_NAME = "FullPodName";
    static final String CONTAINER_NAME = "ContainerName";

    private static final Set<String> POD = Set.of(CLUSTER_NAME, NAMESPACE, WORKLOAD, POD_NAME);
    private static final Set<String> CONTAINER = Set.of(CLUSTER_NAME, NAMESPACE, WORKLOAD, POD_NAME, CONTAINER_NAME);
    private static final Map<String, MemoryMetric> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(MemoryMetric::metricName, Function.identity()));

    private final String metricName;
    private final boolean ofContainer;

    MemoryMetric(String metricName, boolean ofContainer) {
        this.metricName = metricName;
        this.ofContainer = ofContainer;
    }

    static @Nullable MemoryMetric named(String name) {
        return BY_NAME.get(name);
    }

    String metricName() {
        return metricName;
    }

    /** The whole set: a reading with more or fewer dimensions is of something else. */
    Set<String> dimensions() {
        return ofContainer ? CONTAINER : POD;
    }

    /** Whether a period's value is the sum of its samples, as of restarts, and not their average. */
    boolean isSummed() {
        return this == POD_RESTARTS;
    }

    /** What a minute's statistics say. */
    double valueOf(double sum, double samples) {
        return isSummed() ? sum : sum / samples;
    }

    /** Why the value cannot be used, or null. */
    @Nullable
    String faultOf(double value) {
        if (!Double.isFinite(value)) {
            return metricName + " is not a finite number";
        }
        if (value < 0) {
            return metricName + " is negative";
        }
        if (value == 0 && (this == CONTAINER_LIMIT || this == POD_LIMIT)) {
            return metricName + " is 0";
        }
        return null;
    }
}
