package dev.culprit.extract.memory.performancelog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.culprit.extract.memory.files.ForeignRecord;
import dev.culprit.extract.memory.files.JsonRecords;
import dev.culprit.extract.memory.files.LineParser.Sink;
import dev.culprit.extract.memory.files.RecordHandler;
import dev.culprit.extract.memory.files.UnreadableException;
import dev.culprit.extract.memory.insights.DimensionSet;
import dev.culprit.extract.memory.readings.MetricSubject;
import dev.culprit.extract.memory.readings.Quantity;
import dev.culprit.extract.memory.readings.Reading;
import dev.culprit.model.Workload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads Container Insights' performance log events of {@code "Type": "Container"}, for EKS and ECS by the user guide's pages
 * "Container Insights performance log events".
 */
final class PerformanceLogParser implements RecordHandler {
    /** The events' type that is of use. */
    static final String CONTAINER = "Container";

    private static final String OOM_KILLED = "OOMKilled";
    /** What files that are no text are taken for. */
    static final String BINARY =
            "no text: a metric stream in OpenTelemetry begins so, which memory.source = metric-stream reads";

    private final @Nullable String onlyCluster;
    private final PerformanceLogDiagnostics diagnostics;

    PerformanceLogParser(@Nullable String onlyCluster, PerformanceLogDiagnostics diagnostics) {
        this.onlyCluster = onlyCluster;
        this.diagnostics = diagnostics;
    }

    @Override
    public void record(JsonNode event, @Nullable Instant time, Sink sink) throws UnreadableException {
        if (!event.path("Type").isTextual()) {
            ForeignRecord.refuse(event);
        }
        event(event, time, sink);
    }

    @Override
    public void binary(byte[] data, Sink sink) throws UnreadableException {
        throw new UnreadableException(BINARY);
    }

    private void event(JsonNode event, @Nullable Instant otherwise, Sink sink) throws UnreadableException {
        String type = JsonRecords.text(event, "Type");
        diagnostics.type(type);
        if (!type.equals(CONTAINER)) {
            return;
        }
        String cluster = JsonRecords.text(event, "ClusterName");
        diagnostics.cluster(cluster);
        if (onlyCluster != null && !onlyCluster.equals(cluster)) {
            return;
        }
        Instant time = time(event, otherwise);
        if (event.has("kubernetes") || (event.has("PodName") && !event.has("TaskId"))) {
            kubernetes(event, cluster, time, sink);
        } else {
            task(event, cluster, time, sink);
        }
    }

    private static void kubernetes(JsonNode event, String cluster, Instant time, Sink sink) throws UnreadableException {
        JsonNode kubernetes = event.has("kubernetes")
                ? JsonRecords.object(event, "kubernetes")
                : JsonNodeFactory.instance.objectNode();
        boolean isBare = !event.has("kubernetes") && !event.has("FullPodName");
        String pod = isBare ? JsonRecords.text(event, "PodName") : either(kubernetes, "pod_name", event, "FullPodName");
        MetricSubject subject = new MetricSubject(
                cluster,
                either(kubernetes, "namespace_name", event, "Namespace"),
                workload(event.path("PodName").textValue(), pod, kubernetes.path("pod_owners")),
                pod,
                either(kubernetes, "container_name", event, "ContainerName"));
        offer(event, "container_memory_working_set", Quantity.WORKING_SET, subject, time, sink);
        // Absent where there is none.
        if (event.path("container_memory_limit").asDouble(1) != 0) {
            offerIfThere(event, "container_memory_limit", Quantity.LIMIT, subject, time, sink);
        }
        // Since the agent's look before (its podstore.go), though the documentation says in all; absent at its first
        // look.
        offerIfThere(event, "number_of_container_restarts", Quantity.RESTARTS, subject, time, sink);
        boolean killed = OOM_KILLED.equals(
                event.path("container_last_termination_reason").textValue());
        sink.reading(new Reading(Quantity.OOM_KILLED, subject, time, killed ? 1 : 0, 1));
    }

    /**
     * {@code PodName} names the workload, but for pods of their own and of StatefulSets, and in agents that put the pod's full name there:
     * then the owner tells, else the name without what controllers append.
     */
    private static @Nullable String workload(@Nullable String told, String pod, JsonNode owners) {
        if (!pod.equals(told)) {
            return told;
        }
        JsonNode owner = owners.path(0);
        String name = owner.path("owner_name").asText();
        boolean isNamed = !name.isEmpty() && !owner.path("owner_kind").asText().equals("ReplicaSet");
        return isNamed ? name : Workload.ofPod(pod);
    }

    private static void task(JsonNode event, String cluster, Instant time, Sink sink) throws UnreadableException {
        String workload = event.path("ServiceName").textValue();
        MetricSubject subject = new MetricSubject(
                cluster,
                DimensionSet.ECS_NAMESPACE,
                workload == null ? event.path("TaskDefinitionFamily").textValue() : workload,
                JsonRecords.text(event, "TaskId"),
                JsonRecords.text(event, "ContainerName"));
        offer(event, "MemoryUtilized", Quantity.MEGABYTES, subject, time, sink);
        offerIfThere(event, "RestartCount", Quantity.RESTARTS, subject, time, sink);
    }

    private static String either(JsonNode first, String key, JsonNode second, String otherKey)
            throws UnreadableException {
        return first.path(key).isTextual() || !second.path(otherKey).isTextual()
                ? JsonRecords.text(first, key)
                : second.path(otherKey).textValue();
    }

    private static void offerIfThere(
            JsonNode event, String key, Quantity quantity, MetricSubject subject, Instant time, Sink sink)
            throws UnreadableException {
        if (!event.path(key).isMissingNode()) {
            offer(event, key, quantity, subject, time, sink);
        }
    }

    private static void offer(
            JsonNode event, String key, Quantity quantity, MetricSubject subject, Instant time, Sink sink)
            throws UnreadableException {
        double value = JsonRecords.number(event, key, key);
        String fault = quantity.faultOf(key, value);
        if (fault != null) {
            throw new UnreadableException(fault);
        }
        sink.reading(new Reading(quantity, subject, time, value, 1));
    }

    /**
     * Milliseconds: text in EKS's events, a number in ECS's, else in the embedded metric format's own field, else what the wrapping says.
     */
    private static Instant time(JsonNode event, @Nullable Instant otherwise) throws UnreadableException {
        JsonNode told = event.has("Timestamp")
                ? event.path("Timestamp")
                : event.path("_aws").path("Timestamp");
        if (told.isMissingNode() && otherwise != null) {
            return otherwise;
        }
        String text = told.asText();
        if (!text.matches("[0-9]{1,15}")) {
            throw new UnreadableException("Timestamp is missing or not a number of milliseconds");
        }
        return Instant.ofEpochMilli(Long.parseLong(text));
    }
}
