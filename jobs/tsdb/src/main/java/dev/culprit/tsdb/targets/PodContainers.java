package dev.culprit.tsdb.targets;

import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SeriesSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The containers of pods, as cAdvisor and kube-state-metrics tell them: for targets whose labels name a pod only. */
public final class PodContainers {
    private static final List<String> TELLERS =
            List.of("kube_pod_container_info", "container_memory_working_set_bytes");

    private final Map<List<String>, Set<String>> containers = new HashMap<>();

    private PodContainers() {}

    public static PodContainers find(List<SeriesSource> sources) throws IOException {
        PodContainers found = new PodContainers();
        for (SeriesSource source : sources) {
            for (String metric : TELLERS) {
                for (long series : source.series(Map.of(Labels.METRIC, metric))) {
                    KubernetesSubject.of(source.labels(series)).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private void add(Subject subject) {
        if (subject.container() != null) {
            containers
                    .computeIfAbsent(List.of(subject.namespace(), subject.pod()), none -> new HashSet<>())
                    .add(subject.container());
        }
    }

    /** The subject, in its pod's container where there is one alone; else the job stands for it. */
    public Subject placed(Subject subject, @Nullable String job) {
        if (subject.container() != null) {
            return subject;
        }
        Set<String> known = containers.getOrDefault(List.of(subject.namespace(), subject.pod()), Set.of());
        return subject.in(known.size() == 1 ? known.iterator().next() : job == null ? "none" : job);
    }
}
