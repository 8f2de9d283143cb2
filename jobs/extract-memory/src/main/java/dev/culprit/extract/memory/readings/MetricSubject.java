package dev.culprit.extract.memory.readings;

import dev.culprit.model.Container;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What a reading is of: a container, or where container is null a pod as a whole; of a cluster where pod is empty.
 *
 * @param cluster null where the source does not tell
 * @param workload null where the source does not tell
 * @param byFamily an ECS task under the name of its family: a service's task is measured a second time, under the service's
 */
public record MetricSubject(
        @Nullable String cluster,
        String namespace,
        @Nullable String workload,
        String pod,
        @Nullable String container,
        boolean byFamily)
        implements Comparable<MetricSubject> {

    private static final Comparator<String> NULL_FIRST = Comparator.nullsFirst(Comparator.<String>naturalOrder());
    private static final Comparator<MetricSubject> ORDER = Comparator.<MetricSubject, String>comparing(
                    MetricSubject::cluster, NULL_FIRST)
            .thenComparing(MetricSubject::namespace)
            .thenComparing(MetricSubject::pod)
            .thenComparing(MetricSubject::container, NULL_FIRST)
            .thenComparing(MetricSubject::workload, NULL_FIRST)
            .thenComparing(MetricSubject::byFamily);

    public MetricSubject(
            @Nullable String cluster,
            String namespace,
            @Nullable String workload,
            String pod,
            @Nullable String container) {
        this(cluster, namespace, workload, pod, container, false);
    }

    public static MetricSubject cluster(String name) {
        return new MetricSubject(name, "", null, "", null);
    }

    /** The container or pod of which it is, as rows name it. */
    Container of(String environment) {
        return new Container(environment, cluster, namespace, workload, pod, container);
    }

    public MetricSubject wholePod() {
        return new MetricSubject(cluster, namespace, workload, pod, null, byFamily);
    }

    /** The same for all names that its workload goes by. */
    public MetricSubject underAnyWorkload() {
        return new MetricSubject(cluster, namespace, null, pod, container, false);
    }

    @Override
    public int compareTo(MetricSubject other) {
        return ORDER.compare(this, other);
    }
}
