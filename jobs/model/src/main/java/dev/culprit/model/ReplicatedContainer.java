package dev.culprit.model;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;

/**
 * One container of a workload in one environment, in all replicas of it: what a finding is about. The cluster is no part of it,
 * as a workload may have replicas in several.
 *
 * @param environment of the folder, as in {@link Container}
 * @param container empty where memory is measured for whole pods only
 */
public record ReplicatedContainer(
        @PartitionColumn String environment, String namespace, String workload, String container)
        implements Comparable<ReplicatedContainer>, Serializable {

    private static final Comparator<ReplicatedContainer> ORDER = Comparator.comparing(ReplicatedContainer::environment)
            .thenComparing(ReplicatedContainer::namespace)
            .thenComparing(ReplicatedContainer::workload)
            .thenComparing(ReplicatedContainer::container);

    /**
     * What this container is a replica of.
     *
     * @param replica of which workload and container are known
     */
    public static ReplicatedContainer of(Container replica) {
        return new ReplicatedContainer(
                replica.environment(),
                replica.namespace(),
                Objects.requireNonNull(replica.workload(), "workload"),
                Objects.requireNonNull(replica.container(), "container"));
    }

    /** The same, measured for whole pods. */
    public ReplicatedContainer wholePod() {
        return new ReplicatedContainer(environment, namespace, workload, "");
    }

    /** Whether both are the same workload's container; its namespace may be called differently elsewhere. */
    public boolean isTwinOf(ReplicatedContainer other) {
        return !environment.equals(other.environment)
                && workload.equals(other.workload)
                && container.equals(other.container);
    }

    @Override
    public int compareTo(ReplicatedContainer other) {
        return ORDER.compare(this, other);
    }
}
