package dev.culprit.scrapes;

import java.io.Serializable;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What is scraped: one container of one pod. */
public record Target(
        @Nullable String cluster,
        String namespace,
        @Nullable String workload,
        String pod,
        String container) implements Comparable<Target>, Serializable {
    private static final Comparator<Target> ORDER = Comparator.comparing(
                    Target::cluster, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
            .thenComparing(Target::namespace)
            .thenComparing(Target::workload, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
            .thenComparing(Target::pod)
            .thenComparing(Target::container);

    @Override
    public int compareTo(Target other) {
        return ORDER.compare(this, other);
    }
}
