package dev.culprit.extract.memory.performancelog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.culprit.extract.memory.files.JsonRecords;
import dev.culprit.extract.memory.files.LineParser;
import dev.culprit.extract.memory.files.UnreadableException;
import dev.culprit.extract.memory.insights.DimensionSet;
import dev.culprit.extract.memory.readings.MetricSubject;
import dev.culprit.extract.memory.readings.Quantity;
import dev.culprit.extract.memory.readings.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Reads Container Insights' performance log events of {@code "Type": "Container"}, for EKS and ECS by the user guide's pages
 * "Container Insights performance log events". They come bare, behind the time and the blank that an export to S3 puts before
 * each, or several in the {@code logEvents} of a message that a subscription delivers.
 */
final class PerformanceLogParser implements LineParser {
    /** The events' type that is of use. */
    static final String CONTAINER = "Container";

    private static final String OOM_KILLED = "OOMKilled";
    /** ISO 8601 with nanoseconds and an offset has 35 characters. */
    private static final int LONGEST_TIME = 40;

    private final @Nullable String onlyCluster;
    private final PerformanceLogDiagnostics diagnostics;

    PerformanceLogParser(@Nullable String onlyCluster, PerformanceLogDiagnostics diagnostics) {
        this.onlyCluster = onlyCluster;
        this.diagnostics = diagnostics;
    }

    @Override
    public void parse(byte[] record, int length, Sink sink) throws UnreadableException {
        int from = lengthOfTime(record, length);
        JsonNode root = JsonRecords.object(record, from, length - from);
        if (!root.has("messageType")) {
            event(root, sink);
            return;
        }
        if (!root.path("messageType").asText().equals("DATA_MESSAGE")) { // CONTROL_MESSAGE: is anyone there?
            return;
        }
        for (JsonNode each : root.path("logEvents")) {
            try {
                event(JsonRecords.object(JsonRecords.text(each, "message")), sink);
            } catch (UnreadableException bad) {
                sink.unreadable(bad.reason());
            }
        }
    }

    /** The bytes before the event that give its time, 0 where there are none. */
    private static int lengthOfTime(byte[] record, int length) {
        if (length == 0 || record[0] == '{') {
            return 0;
        }
        int brace = 0;
        while (brace < Math.min(length, LONGEST_TIME) && record[brace] != '{') {
            brace++;
        }
        try {
            OffsetDateTime.parse(new String(record, 0, brace, StandardCharsets.US_ASCII).strip());
            return brace;
        } catch (DateTimeParseException none) {
            return 0;
        }
    }

    private void event(JsonNode event, Sink sink) throws UnreadableException {
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
        if (event.has("kubernetes")) {
            kubernetes(event, cluster, sink);
        } else {
            task(event, cluster, sink);
        }
    }

    private static void kubernetes(JsonNode event, String cluster, Sink sink) throws UnreadableException {
        JsonNode kubernetes = JsonRecords.object(event, "kubernetes");
        MetricSubject subject = new MetricSubject(
                cluster,
                either(kubernetes, "namespace_name", event, "Namespace"),
                event.path("PodName").textValue(),
                either(kubernetes, "pod_name", event, "FullPodName"),
                either(kubernetes, "container_name", event, "ContainerName"));
        Instant time = time(event);
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

    private static void task(JsonNode event, String cluster, Sink sink) throws UnreadableException {
        String workload = event.path("ServiceName").textValue();
        MetricSubject subject = new MetricSubject(
                cluster,
                DimensionSet.ECS_NAMESPACE,
                workload == null ? event.path("TaskDefinitionFamily").textValue() : workload,
                JsonRecords.text(event, "TaskId"),
                JsonRecords.text(event, "ContainerName"));
        Instant time = time(event);
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

    /** Milliseconds: text in EKS's events, a number in ECS's. */
    private static Instant time(JsonNode event) throws UnreadableException {
        String text = event.path("Timestamp").asText();
        if (!text.matches("[0-9]{1,15}")) {
            throw new UnreadableException("Timestamp is missing or not a number of milliseconds");
        }
        return Instant.ofEpochMilli(Long.parseLong(text));
    }
}
