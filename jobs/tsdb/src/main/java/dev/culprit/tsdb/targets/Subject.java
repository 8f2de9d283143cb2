package dev.culprit.tsdb.targets;

import dev.culprit.model.Container;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Whom a target or a series is of.
 *
 * @param cluster null where nothing tells, as {@code workload} and {@code container}
 */
public record Subject(
        @Nullable String cluster,
        String namespace,
        @Nullable String workload,
        String pod,
        @Nullable String container) implements Serializable {
    public Subject in(@Nullable String newContainer) {
        return new Subject(cluster, namespace, workload, pod, newContainer);
    }

    public Container of(String environment) {
        return new Container(environment, cluster, namespace, workload, pod, container);
    }
}
