package dev.culprit.model;

import java.io.Serializable;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One container of one pod: the unit that is scraped, measured and restarted. The rows of the tables hold it as a whole, and
 * the tables hold its parts as columns ({@link Flattened}).
 *
 * @param environment stands in the folder of a row, not in a column, so that a reader of one environment opens no file of
 *     another; a row that is read has it of its folder, and a row that is written belongs into that folder
 * @param cluster null where the source does not tell
 * @param workload what the pod is a replica of (Deployment, StatefulSet, ...), null where the source does not tell
 * @param container null where the pod is measured as a whole
 */
public record Container(
        @PartitionColumn String environment,
        @Nullable String cluster,
        String namespace,
        @Nullable String workload,
        String pod,
        @Nullable String container)
        implements Comparable<Container>, Serializable {

    private static final Comparator<String> NULL_FIRST = Comparator.nullsFirst(Comparator.<String>naturalOrder());
    private static final Comparator<Container> ORDER = Comparator.comparing(Container::environment)
            .thenComparing(Container::cluster, NULL_FIRST)
            .thenComparing(Container::namespace)
            .thenComparing(Container::workload, NULL_FIRST)
            .thenComparing(Container::pod)
            .thenComparing(Container::container, NULL_FIRST);

    @Override
    public int compareTo(Container other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return String.join("/", environment, namespace, pod, container == null ? "(pod)" : container);
    }
}
