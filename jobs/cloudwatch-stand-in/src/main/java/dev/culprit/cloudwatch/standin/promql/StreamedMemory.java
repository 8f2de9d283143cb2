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
import java.util.ArrayList;
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

    /** What Kubernetes says of the containers. */
    public enum Containers {
        LIMITED("kube_pod_container_"),
        /** Nothing limits their memory. */
        UNLIMITED("kube_pod_container_"),
        /** They are started before the others and go on beside them, which kube-state-metrics tells of under other names. */
        NATIVE_SIDECARS("kube_pod_init_container_");

        private final String prefix;

        Containers(String prefix) {
            this.prefix = prefix;
        }
    }

    /** As CloudWatch has it. */
    public static void load(Path folder, SeriesStore store) {
        containers(folder).forEach((names, pod) -> keep(names, pod, collected(names), Containers.LIMITED, store));
    }

    /** Likewise, by another cluster's name and of containers of another kind. */
    public static void load(Path folder, String cluster, Containers kind, SeriesStore store) {
        containers(folder).forEach((names, pod) -> {
            List<String> renamed = new ArrayList<>(names);
            renamed.set(0, cluster);
            keep(renamed, pod, collected(renamed), kind, store);
        });
    }

    /** As a workspace has it. */
    public static void loadScraped(Path folder, SeriesStore store) {
        containers(folder)
                .forEach((names, pod) ->
                        keep(names, pod, PrometheusLabels.ofKubernetes(names.get(0)), Containers.LIMITED, store));
    }

    private static CollectorLabels collected(List<String> names) {
        return new CollectorLabels(
                names.get(0),
                names.get(1),
                names.get(2),
                names.get(3),
                names.get(4),
                "1.300072.0",
                "github.com/google/cadvisor");
    }

    private static Map<List<String>, Pod> containers(Path folder) {
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
        return containers;
    }

    private static void read(JsonNode record, Map<List<String>, Pod> containers) {
        JsonNode dimensions = record.required("dimensions");
        // Others are sums over pods.
        if (!dimensions.has("ContainerName") || !dimensions.has("FullPodName")) {
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

    private static void keep(List<String> names, Pod pod, SeriesLabels around, Containers kind, SeriesStore store) {
        if (pod.percent.isEmpty()) {
            return;
        }
        Map<String, String> labels = Map.of("namespace", names.get(1), "pod", names.get(3), "container", names.get(4));
        double limit = pod.limit.isEmpty() ? 0 : pod.limit.firstEntry().getValue();
        StoredSeries bytes = store.series(around.around(
                with(labels, "container_memory_working_set_bytes", Map.of("image", "istio/proxyv2", "id", "/a"))));
        // A reading covers the minute that it begins: a sample at its end is the mean's.
        pod.percent.forEach((time, percent) -> bytes.add(time, percent / 100 * limit));
        Map<Map<String, String>, Double> others = new HashMap<>();
        others.put(
                with(labels, "container_spec_memory_limit_bytes", Map.of("id", "/a")),
                kind == Containers.UNLIMITED ? 0 : limit);
        others.put(with(labels, kind.prefix + "status_restarts_total", Map.of()), 0.0);
        if (kind != Containers.UNLIMITED && limit > 0) {
            others.put(
                    with(labels, kind.prefix + "resource_limits", Map.of("resource", "memory", "unit", "byte")), limit);
        }
        String replicas = names.get(3).replaceAll("-[a-z0-9]+$", "");
        others.put(
                with(
                        Map.of("namespace", names.get(1), "pod", names.get(3)),
                        "kube_pod_owner",
                        Map.of("owner_kind", "ReplicaSet", "owner_name", replicas)),
                1.0);
        others.put(
                with(
                        Map.of("namespace", names.get(1), "replicaset", replicas),
                        "kube_replicaset_owner",
                        Map.of("owner_kind", "Deployment", "owner_name", names.get(2))),
                1.0);
        others.forEach((series, value) -> {
            StoredSeries stored = store.series(around.around(series));
            // Pods of one replica set tell of it each.
            long first = Math.max(pod.percent.firstKey(), stored.last() == Long.MIN_VALUE ? 0 : stored.last() + MINUTE);
            if (first <= pod.percent.lastKey()) {
                stored.repeat(first, pod.percent.lastKey(), MINUTE, value, null);
            }
        });
    }

    private static Map<String, String> with(Map<String, String> labels, String metric, Map<String, String> others) {
        Map<String, String> all = new HashMap<>(labels);
        all.put(SeriesStore.NAME, metric);
        all.putAll(others);
        return all;
    }
}
