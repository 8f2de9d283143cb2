package dev.culprit.tsdb.export;

import dev.culprit.model.Text;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A resource, which is to OpenTelemetry what a target is to Prometheus: by its attributes {@code service.name} and {@code service.instance.id}
 * it has a job and an instance, by those of Kubernetes the labels that tell whom a target is of. Without {@code service.instance.id} the
 * attributes that name a place, a process or an object stand for it, and resources that these do not tell apart are found out. One whose metrics a collector has
 * scraped has {@code up}. One that has pushed its metrics gets {@code up} for each time at which it did, {@code target_info} with its other attributes,
 * and the start of its process where all of its cumulative points tell the same.
 */
final class OtlpResource {
    /** Points of one collection have times that differ by less, in milliseconds; collections are further apart. By hand. */
    private static final long TOGETHER = 1_000;

    /** Fewer cumulative points than these may have their start by chance, as of a new series. By hand. */
    private static final int FEWEST_STARTS = 3;

    /** Characters of a label's value in a message. By hand. */
    private static final int MOST_SHOWN = 80;

    private static final Map<String, String> KUBERNETES = Map.of(
            "k8s.namespace.name", "namespace",
            "k8s.pod.name", "pod",
            "k8s.container.name", "container",
            "k8s.cluster.name", "cluster");

    private static final String SERVICE = "service.name";
    private static final String INSTANCE = "service.instance.id";
    /** What the specification calls a service without name. */
    private static final String UNNAMED = "unknown_service";

    /** Where a target is, the best first. */
    private static final List<String> PLACES = List.of(
            "server.address",
            "net.host.name",
            "k8s.pod.name",
            "k8s.pod.uid",
            "k8s.pod.ip",
            "host.name",
            "host.id",
            "container.id",
            "faas.instance",
            "aws.ecs.task.arn");

    /** What is one of several in a place: of a collector's receivers hostmetrics and kubeletstats. */
    private static final Set<String> PARTS = Set.of("process.pid", "k8s.volume.name");

    /**
     * What a resource that is no pod may be: of the receivers docker_stats and k8s_cluster. For a pod it tells only what the pod belongs to.
     * Namespaces and clusters have labels of their own.
     */
    private static final Pattern OBJECT =
            Pattern.compile("container\\.name|k8s\\.(?!(?:cluster|namespace|pod|container|volume)\\.)\\w+\\.name");

    private final Map<String, String> labels;
    /** The labels of {@code target_info}, by the resource's attributes. */
    private final Map<Map<String, String>, Map<String, String>> infos = new HashMap<>();
    /** Those labels by the time of a push. */
    private final NavigableMap<Long, Map<String, String>> pushes = new TreeMap<>();
    /** The process' start in milliseconds since 1970, by the time at which it was told. */
    private final TreeMap<Long, Long> starts = new TreeMap<>();

    private final Overlaps<Map<String, String>> resources = new Overlaps<>();
    private final Overlaps<Long> processes = new Overlaps<>();
    private final NavigableSet<Long> processStarts = new TreeSet<>();

    private boolean isScraped;
    private boolean tellsStart;

    OtlpResource(Map<String, String> labels) {
        this.labels = labels;
    }

    private Map<String, String> info(Map<String, String> attributes) {
        Map<String, String> info = new TreeMap<>(labels);
        attributes.forEach((name, value) -> {
            if (!KUBERNETES.containsKey(name) && !name.equals(SERVICE) && !name.equals(INSTANCE)) {
                info.putIfAbsent(OtlpNames.label(name), value);
            }
        });
        return info;
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
        String told = attributes.getOrDefault(INSTANCE, "");
        if (!told.isEmpty()) {
            return told;
        }
        Set<String> parts = new LinkedHashSet<>();
        PLACES.stream()
                .filter(name -> !attributes.getOrDefault(name, "").isEmpty())
                .findFirst()
                .ifPresent(name -> parts.add(place(name, attributes)));
        boolean isPod = attributes.keySet().stream().anyMatch(name -> name.startsWith("k8s.pod."));
        new TreeMap<>(attributes).forEach((name, value) -> {
            boolean tells =
                    PARTS.contains(name) || (!isPod && OBJECT.matcher(name).matches());
            if (tells && !value.isEmpty()) {
                parts.add(value);
            }
        });
        return parts.isEmpty() ? "unknown" : String.join(":", parts);
    }

    private static String place(String name, Map<String, String> attributes) {
        String behind = switch (name) {
            case "server.address" -> attributes.getOrDefault("server.port", "");
            case "net.host.name" -> attributes.getOrDefault("net.host.port", "");
            case "k8s.pod.name" -> attributes.getOrDefault("k8s.container.name", "");
            default -> "";
        };
        String value = attributes.getOrDefault(name, "");
        return behind.isEmpty() ? value : value + ":" + behind;
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
     * @param attributes of the resource, whose labels are this one's
     * @param cumulative starts in milliseconds since 1970 of its cumulative points
     */
    void pushed(long time, Map<String, String> attributes, Map<Long, Integer> cumulative) {
        Map<String, String> info = infos.computeIfAbsent(attributes, this::info);
        pushes.put(time, info);
        if (!attributes.containsKey(INSTANCE)) { // else another version of the same
            resources.saw(info, time);
        }
        if (cumulative.isEmpty()) {
            return;
        }
        TreeMap<Long, Integer> sorted = new TreeMap<>(cumulative);
        int points = sorted.values().stream().mapToInt(Integer::intValue).sum();
        if (points >= FEWEST_STARTS && sorted.lastKey() - sorted.firstKey() < TOGETHER) {
            starts.put(time, sorted.firstKey());
            processes.saw(processStart(sorted.firstKey()), time);
        }
    }

    /** The start that was told before, where it is so near that it is the same process'. */
    private long processStart(long start) {
        @Nullable Long before = processStarts.floor(start + TOGETHER);
        if (before != null && before > start - TOGETHER) {
            return before;
        }
        processStarts.add(start);
        return start;
    }

    /** Whether several resources or processes that push at the same time have these labels, so that their points are mixed. */
    boolean isSeveral() {
        return !isScraped && (resources.found() || processes.found());
    }

    /** What to tell then. */
    String several() {
        return "several sources at once are job %s, instance %s, and their points are mixed: give each its own service.instance.id"
                .formatted(printable("job"), printable("instance"));
    }

    private String printable(String label) {
        return Text.printable(labels.getOrDefault(label, ""), MOST_SHOWN);
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
        for (long time : new TreeSet<>(together(pushes.navigableKeySet()).values())) {
            into.exact(up, time, 1);
            Map<String, String> info = pushes.getOrDefault(time, labels);
            into.exact(into.series(OtlpSeries.labels("target_info", info)), time, 1);
            Map.@Nullable Entry<Long, Long> start = starts.floorEntry(time);
            if (start != null && !tellsStart && !isSeveral()) {
                int started = into.series(OtlpSeries.labels("process_start_time_seconds", labels));
                into.exact(started, time, start.getValue() / 1000.0);
            }
        }
    }
}
