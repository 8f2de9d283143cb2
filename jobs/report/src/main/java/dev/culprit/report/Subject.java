package dev.culprit.report;

import java.util.Comparator;

/**
 * What a finding is about: the replicas of one container in one environment.
 *
 * @param container empty where memory is measured for whole pods only
 */
record Subject(String environment, String namespace, String workload, String container) implements Comparable<Subject> {
    private static final Comparator<Subject> ORDER = Comparator.comparing(Subject::environment)
            .thenComparing(Subject::namespace)
            .thenComparing(Subject::workload)
            .thenComparing(Subject::container);

    /** The same, measured for whole pods. */
    Subject wholePod() {
        return new Subject(environment, namespace, workload, "");
    }

    /** Whether both are the same workload's container; its namespace may be called differently elsewhere. */
    boolean isTwinOf(Subject other) {
        return !environment.equals(other.environment)
                && workload.equals(other.workload)
                && container.equals(other.container);
    }

    @Override
    public int compareTo(Subject other) {
        return ORDER.compare(this, other);
    }
}
