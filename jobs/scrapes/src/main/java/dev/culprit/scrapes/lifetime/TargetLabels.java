package dev.culprit.scrapes.lifetime;

import java.io.Serializable;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Labels by which samples tell whose they are, as in bodies of a {@code /federate} endpoint; each null where the path or a
 * constant tells. They are no part of the series then.
 */
public record TargetLabels(
        @Nullable String cluster,
        @Nullable String namespace,
        @Nullable String workload,
        @Nullable String pod,
        @Nullable String container)
        implements Serializable {
    public static final TargetLabels NONE = new TargetLabels(null, null, null, null, null);

    /** Whether one body may hold samples of several targets. */
    public boolean any() {
        return !equals(NONE);
    }

    /** The names of these labels. */
    public Set<String> names() {
        return Stream.of(cluster, namespace, workload, pod, container)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }
}
