package dev.culprit.benchmarks.laboratory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Resident memory by pod, of the two forms in which recordings have it: CSV, and the format of a metric stream. */
final class MemoryFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Map<String, SortedMap<Instant, Double>> byPod = new HashMap<>();

    SortedMap<Instant, Double> of(String pod) {
        return byPod.getOrDefault(pod, new TreeMap<>());
    }

    void csv(String text) {
        List<String> lines = text.lines().toList();
        List<String> names = List.of(lines.get(0).split(",", -1));
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            add(
                    fields[names.indexOf("pod")],
                    Instant.parse(fields[names.indexOf("time")]),
                    Double.parseDouble(fields[names.indexOf("memory_bytes")]));
        }
    }

    void metricStream(String text) throws IOException {
        for (String line : text.lines().toList()) {
            JsonNode record = JSON.readTree(line);
            if (record.get("metric_name").asText().equals("pod_memory_working_set")) {
                add(
                        record.get("dimensions").get("FullPodName").asText(),
                        Instant.ofEpochMilli(record.get("timestamp").asLong()),
                        record.get("value").get("max").asDouble());
            }
        }
    }

    private void add(String pod, Instant time, double bytes) {
        byPod.computeIfAbsent(pod, key -> new TreeMap<>()).put(time, bytes);
    }
}
