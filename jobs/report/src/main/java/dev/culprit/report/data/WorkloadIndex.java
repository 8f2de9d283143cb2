package dev.culprit.report.data;

import dev.culprit.model.Container;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.Workload;
import java.util.HashMap;
import java.util.Map;

/** Which workload the pods of one environment belong to: as correlate decided, else as the first row says that does, else by the name of the pod. */
public final class WorkloadIndex {
    private record Pod(String namespace, String name) {}

    private final Map<Pod, String> workloads = new HashMap<>();

    /** @param container of which correlate names the workload */
    public void place(Container container) {
        workloads.putIfAbsent(
                new Pod(container.namespace(), container.pod()),
                ReplicatedContainer.of(container).workload());
    }

    /** What a container of a row is a replica of. */
    public ReplicatedContainer of(Container container) {
        String given = container.workload();
        String workload = workloads.computeIfAbsent(
                new Pod(container.namespace(), container.pod()),
                pod -> given == null ? Workload.ofPod(container.pod()) : given);
        String name = container.container();
        return new ReplicatedContainer(
                container.environment(), container.namespace(), workload, name == null ? "" : name);
    }
}
