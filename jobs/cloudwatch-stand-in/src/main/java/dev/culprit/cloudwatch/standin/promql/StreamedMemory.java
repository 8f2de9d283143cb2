package dev.culprit.cloudwatch.standin.promql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The memory in the files of a metric stream, as the OpenTelemetry mode would have told it: what enhanced observability tells in
 * percent of the limit, cAdvisor tells in bytes.
 */
public final class StreamedMemory {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Of enhanced observability. */
    private static final long MINUTE = 60_000;

    private StreamedMemory() {}

    private static final class Pod {
        private final TreeMap<Long, Double> percent = new TreeMap<>();
        private final TreeMap<Long, Double> limit = new TreeMap<>();
    }

    public static void load(Path folder, SeriesStore store) {
        Map<List<String>, Pod> containers = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        read(JSON.readTree(line), containers);
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        containers.forEach((names, pod) -> keep(names, pod, store));
    }

    private static void read(JsonNode record, Map<List<String>, Pod> containers) {
        JsonNode dimensions = record.required("dimensions");
        if (!dimensions.has("ContainerName")) {
            return;
        }
        Pod pod = containers.computeIfAbsent(
                Stream.of("ClusterName", "Namespace", "PodName", "FullPodName", "ContainerName")
                        .map(name -> dimensions.path(name).asText())
                        .toList(),
                none -> new Pod());
        JsonNode value = record.required("value");
        double mean =
                value.required("sum").doubleValue() / value.required("count").doubleValue();
        long time = record.required("timestamp").longValue();
        switch (record.required("metric_name").textValue()) {
            case "container_memory_limit" -> pod.limit.put(time, mean);
            case "container_memory_utilization_over_container_limit" -> pod.percent.put(time, mean);
            default -> {}
        }
    }

    private static void keep(List<String> names, Pod pod, SeriesStore store) {
        CollectorLabels around = new CollectorLabels(
                names.get(0),
                names.get(1),
                names.get(2),
                names.get(3),
                names.get(4),
                "1.300072.0",
                "github.com/google/cadvisor");
        Map<String, String> labels = Map.of("namespace", names.get(1), "pod", names.get(3), "container", names.get(4));
        double limit = pod.limit.isEmpty() ? 0 : pod.limit.firstEntry().getValue();
        Map<String, String> workingSet = new HashMap<>(labels);
        workingSet.putAll(
                Map.of(SeriesStore.NAME, "container_memory_working_set_bytes", "image", "istio/proxyv2", "id", "/a"));
        StoredSeries bytes = store.series(around.around(workingSet));
        // A reading covers the minute that it begins: a sample at its end is the mean's.
        pod.percent.forEach((time, percent) -> bytes.add(time, percent / 100 * limit));
        Map<String, String> ofLimit = new HashMap<>(labels);
        ofLimit.putAll(
                Map.of(SeriesStore.NAME, "kube_pod_container_resource_limits", "resource", "memory", "unit", "byte"));
        if (limit > 0 && !pod.percent.isEmpty()) {
            store.series(around.around(ofLimit))
                    .repeat(pod.percent.firstKey(), pod.percent.lastKey(), MINUTE, limit, null);
        }
        Map<String, String> owner = new HashMap<>(labels);
        owner.remove("container");
        owner.putAll(Map.of(
                SeriesStore.NAME,
                "kube_pod_owner",
                "owner_kind",
                "ReplicaSet",
                "owner_name",
                names.get(3).replaceAll("-[a-z0-9]+$", "")));
        Map<String, String> replicas = Map.of(
                SeriesStore.NAME,
                "kube_replicaset_owner",
                "namespace",
                names.get(1),
                "replicaset",
                names.get(3).replaceAll("-[a-z0-9]+$", ""),
                "owner_kind",
                "Deployment",
                "owner_name",
                names.get(2));
        for (Map<String, String> each : List.of(owner, replicas)) {
            if (!pod.percent.isEmpty()) {
                store.series(around.around(each))
                        .repeat(pod.percent.firstKey(), pod.percent.lastKey(), MINUTE, 1, null);
            }
        }
    }
}
