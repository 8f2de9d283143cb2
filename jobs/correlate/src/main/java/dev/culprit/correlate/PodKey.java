package dev.culprit.correlate;

import java.io.Serializable;
import java.util.Comparator;

/** What the rows of all tables are grouped by. */
record PodKey(String environment, String namespace, String pod) implements Comparable<PodKey>, Serializable {
    private static final Comparator<PodKey> ORDER = Comparator.comparing(PodKey::environment)
            .thenComparing(PodKey::namespace)
            .thenComparing(PodKey::pod);

    @Override
    public int compareTo(PodKey other) {
        return ORDER.compare(this, other);
    }
}
