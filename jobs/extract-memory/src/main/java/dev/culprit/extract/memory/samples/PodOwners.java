package dev.culprit.extract.memory.samples;

import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.targets.KubernetesSubject;
import dev.culprit.tsdb.targets.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What pods are replicas of, as kube-state-metrics tells it: the owner's owner where that is a ReplicaSet or a Job. */
public final class PodOwners {
    /** What none has, it writes so. */
    private static final String NONE = "<none>";

    /** Whose labels tell. */
    public static final List<String> METRICS = List.of("kube_pod_owner", "kube_replicaset_owner", "kube_job_owner");

    private final Map<List<String>, List<String>> ofPods = new HashMap<>();
    private final Map<List<String>, String> ofOwners = new HashMap<>();

    private PodOwners() {}

    public static PodOwners find(List<SeriesSource> sources) throws IOException {
        PodOwners owners = new PodOwners();
        for (SeriesSource source : sources) {
            for (Labels labels : all(source, "kube_pod_owner")) {
                Optional<Subject> pod = KubernetesSubject.of(labels);
                @Nullable String name = owner(labels);
                if (pod.isPresent() && name != null) {
                    owners.ofPods.put(
                            List.of(pod.get().namespace(), pod.get().pod()),
                            List.of(String.valueOf(labels.get("owner_kind")), name));
                }
            }
            owners.add(source, "kube_replicaset_owner", "ReplicaSet", "replicaset");
            owners.add(source, "kube_job_owner", "Job", "job_name");
        }
        return owners;
    }

    private static List<Labels> all(SeriesSource source, String metric) throws IOException {
        List<Labels> all = new ArrayList<>();
        for (long series : source.series(Map.of(Labels.METRIC, metric))) {
            all.add(source.labels(series));
        }
        return all;
    }

    private void add(SeriesSource source, String metric, String kind, String nameLabel) throws IOException {
        for (Labels labels : all(source, metric)) {
            @Nullable String exported = labels.get("exported_namespace");
            @Nullable String namespace = exported == null ? labels.get("namespace") : exported;
            @Nullable String name = labels.get(nameLabel);
            @Nullable String owner = owner(labels);
            if (namespace != null && name != null && owner != null) {
                ofOwners.put(List.of(namespace, kind, name), owner);
            }
        }
    }

    private static @Nullable String owner(Labels labels) {
        @Nullable String name = labels.get("owner_name");
        return name == null || name.equals(NONE) ? null : name;
    }

    /** Null where nobody tells. */
    @Nullable
    String of(String namespace, String pod) {
        List<String> owner = ofPods.get(List.of(namespace, pod));
        return owner == null
                ? null
                : ofOwners.getOrDefault(List.of(namespace, owner.get(0), owner.get(1)), owner.get(1));
    }
}
