package dev.culprit.extract.memory;

import dev.culprit.model.Container;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What a reading is of: a container, or where container is null a pod as a whole; of a cluster where pod is empty.
 *
 * @param workload null where the source does not tell
 * @param byFamily an ECS task under the name of its family: a service's task is measured a second time, under the service's
 */
record Measured(
        String cluster,
        String namespace,
        @Nullable String workload,
        String pod,
        @Nullable String container,
        boolean byFamily)
        implements Comparable<Measured> {

    private static final Comparator<String> NULL_FIRST = Comparator.nullsFirst(Comparator.<String>naturalOrder());
    private static final Comparator<Measured> ORDER = Comparator.<Measured, String>comparing(Measured::cluster)
            .thenComparing(Measured::namespace)
            .thenComparing(Measured::pod)
            .thenComparing(Measured::container, NULL_FIRST)
            .thenComparing(Measured::workload, NULL_FIRST)
            .thenComparing(Measured::byFamily);

    Measured(String cluster, String namespace, @Nullable String workload, String pod, @Nullable String container) {
        this(cluster, namespace, workload, pod, container, false);
    }

    static Measured cluster(String name) {
        return new Measured(name, "", null, "", null);
    }

    Measured wholePod() {
        return new Measured(cluster, namespace, workload, pod, null, byFamily);
    }

    /** The same for all names that its workload goes by. */
    Measured underAnyWorkload() {
        return new Measured(cluster, namespace, null, pod, container, false);
    }

    /** The container or pod of which it is, as rows name it. */
    Container of(String environment) {
        return new Container(environment, cluster, namespace, workload, pod, container);
    }

    @Override
    public int compareTo(Measured other) {
        return ORDER.compare(this, other);
    }
}
