package dev.culprit.report;

import dev.culprit.model.Workload;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which workload the pods of one environment belong to: as correlate decided, else as any row says, else by name. */
final class Placement {
    private record Pod(String namespace, String name) {}

    private final Map<Pod, String> workloads = new HashMap<>();

    void place(String namespace, String pod, String workload) {
        workloads.putIfAbsent(new Pod(namespace, pod), workload);
    }

    String workload(String namespace, String pod, @Nullable String told) {
        return workloads.computeIfAbsent(new Pod(namespace, pod), unknown -> told == null ? Workload.ofPod(pod) : told);
    }
}
