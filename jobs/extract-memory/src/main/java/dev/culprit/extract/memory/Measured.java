package dev.culprit.extract.memory;

import dev.culprit.model.Nullable;
import java.util.Comparator;

/** What a reading is of: a container, or where container is null a pod as a whole. */
record Measured(
        String cluster,
        String namespace,
        String workload,
        String pod,
        @Nullable String container) implements Comparable<Measured> {

    private static final Comparator<Measured> ORDER = Comparator.comparing(Measured::cluster)
            .thenComparing(Measured::namespace)
            .thenComparing(Measured::pod)
            .thenComparing(Measured::container, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Measured::workload);

    Measured wholePod() {
        return new Measured(cluster, namespace, workload, pod, null);
    }

    @Override
    public int compareTo(Measured other) {
        return ORDER.compare(this, other);
    }
}
