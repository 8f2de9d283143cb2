package dev.culprit.tsdb.targets;

import dev.culprit.tsdb.series.Labels;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a series of cAdvisor or kube-state-metrics is of: not of the target that shows it. Where a server renamed what clashed
 * with its own labels, the subject is in {@code exported_...}.
 */
public final class KubernetesSubject {
    /** What Docker's shim calls the container that holds a pod's network. */
    private static final String PAUSE = "POD";

    private KubernetesSubject() {}

    /** Empty for what is of no pod; the container is null where the pod as a whole, or its pause container, is meant. */
    public static Optional<Subject> of(Labels labels) {
        @Nullable String pod = either(labels, "pod", "pod_name"); // the latter before Kubernetes 1.16
        @Nullable String namespace = exported(labels, "namespace");
        if (pod == null || namespace == null) {
            return Optional.empty();
        }
        @Nullable String container = either(labels, "container", "container_name");
        return Optional.of(new Subject(
                labels.get("cluster"),
                namespace,
                null,
                pod,
                container == null || container.equals(PAUSE) ? null : container));
    }

    private static @Nullable String either(Labels labels, String name, String older) {
        @Nullable String value = exported(labels, name);
        return value == null ? exported(labels, older) : value;
    }

    private static @Nullable String exported(Labels labels, String name) {
        @Nullable String value = labels.get("exported_" + name);
        return value == null ? labels.get(name) : value;
    }
}
