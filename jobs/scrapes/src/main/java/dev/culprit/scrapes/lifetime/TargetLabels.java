package dev.culprit.scrapes.lifetime;

import dev.culprit.model.Container;
import java.io.Serializable;
import java.util.Map;
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

    /**
     * Whose a sample is.
     *
     * @param sample all of its labels
     * @param rest what the labels do not tell, or samples lack; an empty text where nothing else tells it either
     * @return null where the target is not known
     */
    public @Nullable Container target(Map<String, String> sample, Container rest) {
        @Nullable String itsNamespace = part(sample, namespace, rest.namespace());
        @Nullable String itsPod = part(sample, pod, rest.pod());
        @Nullable String itsContainer = part(sample, container, rest.container());
        if (itsNamespace == null || itsPod == null || itsContainer == null) {
            return null;
        }
        boolean placed = !itsNamespace.isEmpty() && !itsPod.isEmpty() && !itsContainer.isEmpty();
        return placed
                ? new Container(
                        rest.environment(),
                        part(sample, cluster, rest.cluster()),
                        itsNamespace,
                        part(sample, workload, rest.workload()),
                        itsPod,
                        itsContainer)
                : null;
    }

    private static @Nullable String part(Map<String, String> of, @Nullable String label, @Nullable String rest) {
        @Nullable String told = label == null ? null : of.get(label);
        return told == null ? rest : told;
    }
}
