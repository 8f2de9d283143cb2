package dev.culprit.tsdb.export;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A resource, which is to OpenTelemetry what a target is to Prometheus: by its attributes {@code service.name} and {@code service.instance.id}
 * it has a job and an instance, by those of Kubernetes the labels that tell whom a target is of. One whose metrics a collector has
 * scraped has {@code up}. One that has pushed its metrics gets {@code up} for each time at which it did, {@code target_info} with its other attributes,
 * and the start of its process where all of its cumulative points tell the same.
 */
final class OtlpResource {
    /** Points of one collection have times that differ by less, in milliseconds; collections are further apart. By hand. */
    private static final long TOGETHER = 1_000;

    /** Fewer cumulative points than these may have their start by chance, as of a new series. By hand. */
    private static final int FEWEST_STARTS = 3;

    private static final Map<String, String> KUBERNETES = Map.of(
            "k8s.namespace.name", "namespace",
            "k8s.pod.name", "pod",
            "k8s.container.name", "container",
            "k8s.cluster.name", "cluster");

    private static final String SERVICE = "service.name";
    private static final String INSTANCE = "service.instance.id";
    /** What the specification calls a service without name. */
    private static final String UNNAMED = "unknown_service";

    private final Map<String, String> labels;
    private final Map<String, String> info = new TreeMap<>();
    private final NavigableSet<Long> pushes = new TreeSet<>();
    /** The process' start in milliseconds since 1970, by the time at which it was told. */
    private final TreeMap<Long, Long> starts = new TreeMap<>();

    private boolean isScraped;
    private boolean tellsStart;

    OtlpResource(Map<String, String> labels, Map<String, String> attributes) {
        this.labels = labels;
        info.putAll(labels);
        attributes.forEach((name, value) -> {
            if (!KUBERNETES.containsKey(name) && !name.equals(SERVICE) && !name.equals(INSTANCE)) {
                info.putIfAbsent(OtlpNames.label(name), value);
            }
        });
    }

    /**
     * The labels of a target.
     *
     * @param scope which stands for a name where the resource has none
     */
    static Map<String, String> labels(Map<String, String> attributes, String scope) {
        Map<String, String> labels = new TreeMap<>();
        KUBERNETES.forEach((name, label) -> {
            String value = attributes.getOrDefault(name, "");
            if (!value.isEmpty()) {
                labels.put(label, value);
            }
        });
        String service = attributes.getOrDefault(SERVICE, "");
        String namespace = attributes.getOrDefault("service.namespace", "");
        String library = scope.substring(scope.lastIndexOf('/') + 1);
        if (service.isEmpty()) {
            labels.put("job", library.isEmpty() ? UNNAMED : library);
        } else {
            labels.put("job", namespace.isEmpty() ? service : namespace + "/" + service);
        }
        labels.put("instance", instance(attributes));
        return labels;
    }

    private static String instance(Map<String, String> attributes) {
        for (String name : new String[] {
            INSTANCE, "server.address", "net.host.name", "k8s.pod.name", "host.name", "container.id", "k8s.node.name"
        }) {
            String value = attributes.getOrDefault(name, "");
            String behind = switch (name) {
                case "server.address" -> attributes.getOrDefault("server.port", "");
                case "net.host.name" -> attributes.getOrDefault("net.host.port", "");
                case "k8s.pod.name" -> attributes.getOrDefault("k8s.container.name", "");
                default -> "";
            };
            if (!value.isEmpty()) {
                return behind.isEmpty() ? value : value + ":" + behind;
            }
        }
        return "unknown";
    }

    Map<String, String> labels() {
        return labels;
    }

    void scraped() {
        isScraped = true;
    }

    void toldStart() {
        tellsStart = true;
    }

    /**
     * Takes a time at which points were collected.
     *
     * @param time in milliseconds since 1970
     * @param cumulative starts in milliseconds since 1970 of its cumulative points
     */
    void pushed(long time, Map<Long, Integer> cumulative) {
        pushes.add(time);
        if (cumulative.isEmpty()) {
            return;
        }
        TreeMap<Long, Integer> sorted = new TreeMap<>(cumulative);
        int points = sorted.values().stream().mapToInt(Integer::intValue).sum();
        if (points >= FEWEST_STARTS && sorted.lastKey() - sorted.firstKey() < TOGETHER) {
            starts.put(time, sorted.firstKey());
        }
    }

    /** The last of each of those times that are so near to one another that they are of one collection. */
    static Map<Long, Long> together(NavigableSet<Long> times) {
        Map<Long, Long> last = new HashMap<>();
        Iterator<Long> backwards = times.descendingIterator();
        long later = Long.MAX_VALUE;
        long of = 0;
        while (backwards.hasNext()) {
            long time = backwards.next();
            of = later - time < TOGETHER ? of : time;
            last.put(time, of);
            later = time;
        }
        return last;
    }

    /** Adds what a scraper would have said of each scrape. */
    void finish(ExportedSeries into) {
        if (isScraped || pushes.isEmpty()) {
            return;
        }
        int up = into.series(OtlpSeries.labels("up", labels));
        int targetInfo = into.series(OtlpSeries.labels("target_info", info));
        for (long time : new TreeSet<>(together(pushes).values())) {
            into.exact(up, time, 1);
            into.exact(targetInfo, time, 1);
            Map.@Nullable Entry<Long, Long> start = starts.floorEntry(time);
            if (start != null && !tellsStart) {
                int started = into.series(OtlpSeries.labels("process_start_time_seconds", labels));
                into.exact(started, time, start.getValue() / 1000.0);
            }
        }
    }
}
