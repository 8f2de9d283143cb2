package dev.culprit.extract.memory.insights;

import dev.culprit.extract.memory.readings.MetricSubject;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dimensions that a metric can carry, all of them: with more or fewer it is something else, mostly an average over pods.
 * Names are those of the CloudWatch agent's {@code awsemf/kubernetes.go}, and for ECS of the user guide's page "Amazon ECS
 * Container Insights with enhanced observability metrics".
 */
public enum DimensionSet {
    CLUSTER(Names.CLUSTER),
    POD(Names.CLUSTER, Names.NAMESPACE, Names.WORKLOAD, Names.POD),
    CONTAINER(Names.CLUSTER, Names.NAMESPACE, Names.WORKLOAD, Names.POD, Names.CONTAINER),
    SERVICE_TASK(Names.CLUSTER, Names.SERVICE, Names.TASK),
    SERVICE_CONTAINER(Names.CLUSTER, Names.SERVICE, Names.TASK, Names.CONTAINER),
    FAMILY_TASK(Names.CLUSTER, Names.FAMILY, Names.TASK),
    FAMILY_CONTAINER(Names.CLUSTER, Names.FAMILY, Names.TASK, Names.CONTAINER);

    /** What stands in for a namespace where there are none. */
    public static final String ECS_NAMESPACE = "ecs";

    /** CloudWatch's names of dimensions. */
    public static final class Names {
        public static final String CLUSTER = "ClusterName";
        static final String NAMESPACE = "Namespace";
        /** Names the workload, in spite of its name. */
        static final String WORKLOAD = "PodName";

        static final String POD = "FullPodName";
        static final String CONTAINER = "ContainerName";
        static final String SERVICE = "ServiceName";
        static final String FAMILY = "TaskDefinitionFamily";
        static final String TASK = "TaskId";

        private Names() {}
    }

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
    private final Set<String> names;

    DimensionSet(String... names) {
        this.names = Set.of(names);
    }

    public Set<String> names() {
        return names;
    }

    /** @param dimensions with exactly these names */
    public MetricSubject subject(Map<String, String> dimensions) {
        String cluster = value(dimensions, Names.CLUSTER);
        @Nullable String container = dimensions.get(Names.CONTAINER);
        return switch (this) {
            case CLUSTER -> MetricSubject.cluster(cluster);
            case POD, CONTAINER ->
                new MetricSubject(
                        cluster,
                        value(dimensions, Names.NAMESPACE),
                        value(dimensions, Names.WORKLOAD),
                        value(dimensions, Names.POD),
                        container);
            case SERVICE_TASK, SERVICE_CONTAINER ->
                new MetricSubject(
                        cluster,
                        ECS_NAMESPACE,
                        value(dimensions, Names.SERVICE),
                        value(dimensions, Names.TASK),
                        container);
            case FAMILY_TASK, FAMILY_CONTAINER ->
                new MetricSubject(
                        cluster,
                        ECS_NAMESPACE,
                        value(dimensions, Names.FAMILY),
                        value(dimensions, Names.TASK),
                        container,
                        true);
        };
    }

    private static String value(Map<String, String> dimensions, String name) {
        return Objects.requireNonNull(dimensions.get(name), name);
    }
}
