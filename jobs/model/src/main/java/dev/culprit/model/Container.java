package dev.culprit.model;

import java.io.Serializable;
import java.util.Comparator;

/**
 * One container of one pod: the unit that is scraped, measured and restarted.
 *
 * @param workload what the pod is a replica of (Deployment, StatefulSet, ...)
 */
public record Container(String environment, String namespace, String workload, String pod, String container)
        implements Comparable<Container>, Serializable {

    private static final Comparator<Container> ORDER = Comparator.comparing(Container::environment)
            .thenComparing(Container::namespace)
            .thenComparing(Container::workload)
            .thenComparing(Container::pod)
            .thenComparing(Container::container);

    @Override
    public int compareTo(Container other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return String.join("/", environment, namespace, pod, container);
    }
}
