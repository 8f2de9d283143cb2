package dev.culprit.tsdb.targets;

import dev.culprit.tsdb.series.Labels;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which labels tell whom a target is of. The first of each list that a target has counts.
 *
 * @param cluster constant, null where labels alone tell
 */
public record SubjectLabels(
        @Nullable String cluster,
        List<String> clusters,
        List<String> namespaces,
        List<String> workloads,
        List<String> pods,
        List<String> containers)
        implements Serializable {
    /** What labels may tell. */
    public static final List<String> PARTS = List.of("cluster", "namespace", "workload", "pod", "container");

    /**
     * Those of prometheus-operator's monitors, and the older ones of the example configurations for annotated pods
     * ({@code documentation/examples/prometheus-kubernetes.yml}).
     */
    public static final SubjectLabels DEFAULT = new SubjectLabels(
            null,
            List.of("cluster"),
            List.of("namespace", "kubernetes_namespace"),
            List.of(),
            List.of("pod", "kubernetes_pod_name", "pod_name"),
            List.of("container", "container_name"));

    /** Of Kubernetes: where nothing tells another. */
    private static final String NAMESPACE = "default";

    private static final String NONE = "none";

    /** @param named by what they tell, see {@link #PARTS}; what is not there is as by default */
    public static SubjectLabels of(@Nullable String cluster, Map<String, String> named) {
        return new SubjectLabels(
                cluster,
                names(named, "cluster", DEFAULT.clusters),
                names(named, "namespace", DEFAULT.namespaces),
                names(named, "workload", DEFAULT.workloads),
                names(named, "pod", DEFAULT.pods),
                names(named, "container", DEFAULT.containers));
    }

    private static List<String> names(Map<String, String> named, String part, List<String> usual) {
        @Nullable String name = named.get(part);
        return name == null ? usual : List.of(name);
    }

    /**
     * The subject of a target. One that is no pod is called by its instance, and its job stands for workload and container.
     *
     * @param target labels that the scraper has given to all series of the target
     */
    public Subject of(Labels target) {
        @Nullable String pod = first(target, pods);
        @Nullable String namespace = first(target, namespaces);
        @Nullable String told = first(target, clusters);
        @Nullable String workload = first(target, workloads);
        @Nullable String container = first(target, containers);
        @Nullable String job = target.get("job");
        @Nullable String instance = target.get("instance");
        if (pod == null) {
            workload = workload == null ? job : workload;
            container = container == null ? (job == null ? NONE : job) : container;
        }
        return new Subject(
                told == null ? cluster : told,
                namespace == null ? NAMESPACE : namespace,
                workload,
                pod == null ? (instance == null ? NONE : instance) : pod,
                container);
    }

    /** Whether labels name a pod. */
    public boolean isPod(Labels target) {
        return first(target, pods) != null;
    }

    private static @Nullable String first(Labels labels, List<String> names) {
        for (String name : names) {
            @Nullable String value = labels.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
