package dev.culprit.report;

import dev.culprit.model.Container;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.Workload;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which workload the pods of one environment belong to: as correlate decided, else as any row says, else by name. */
final class Placement {
    private record Pod(String namespace, String name) {}

    private final Map<Pod, String> workloads = new HashMap<>();

    /** @param container of which correlate names the workload */
    void place(Container container) {
        workloads.putIfAbsent(new Pod(container.namespace(), container.pod()), ReplicatedContainer.of(container).workload());
    }

    /** What a container of a row is a replica of. */
    ReplicatedContainer of(Container container) {
        String told = container.workload();
        String workload = workloads.computeIfAbsent(
                new Pod(container.namespace(), container.pod()),
                pod -> told == null ? Workload.ofPod(container.pod()) : told);
        String name = container.container();
        return new ReplicatedContainer(
                container.environment(), container.namespace(), workload, name == null ? "" : name);
    }
}
