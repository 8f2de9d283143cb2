package dev.culprit.scrapes.lifetime;

import dev.culprit.model.MetricFamily;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The metric families of one target, by its {@code TYPE} lines. {@link MetricFamily} names them. The first declared type
 * of a name wins.
 */
final class Families {
    private static final String UNKNOWN = "unknown";
    private static final Set<String> TYPES =
            Set.of("counter", "gauge", "histogram", "summary", UNKNOWN, "info", "stateset", "gaugehistogram");

    /** Gauges by which processes tell their own memory, in bytes. */
    private static final Set<String> OWN_MEMORY = Set.of(
            "process_resident_memory_bytes", // client libraries' process collectors
            "istio_agent_process_resident_memory_bytes",
            "go_memstats_heap_inuse_bytes",
            "go_memstats_heap_alloc_bytes",
            "istio_agent_go_memstats_heap_inuse_bytes",
            "istio_agent_go_memstats_heap_alloc_bytes",
            "jvm_gc_live_data_size_bytes", // Micrometer: what a full collection left
            "jvm_memory_used_bytes", // Micrometer, and client_java 1.x
            "jvm_memory_bytes_used", // client_java 0.x
            "nodejs_heap_size_used_bytes",
            "envoy_server_memory_allocated",
            "envoy_server_memory_heap_size",
            "envoy_server_memory_physical_size");

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Family> families = new HashMap<>();

    /** A sample's family, and what its value says. */
    record Membership(Family family, Role role) {}

    /** Takes note of a {@code TYPE} line; words that neither format knows mean {@code unknown}. */
    void declare(String name, String word) {
        String type = word.toLowerCase(Locale.ROOT);
        types.putIfAbsent(name, TYPES.contains(type) ? type : UNKNOWN);
    }

    Membership of(String sample) {
        String type = typeOf(sample);
        boolean suffixed = !MetricFamily.declared(sample, type).equals(sample);
        Role role = suffixed && sample.endsWith("_created")
                ? Role.OTHER
                : role(sample, type, suffixed && sample.endsWith("_count"));
        return new Membership(family(sample, type), role);
    }

    /** By the sample's own name, else by the name that a family with this sample would be declared under. */
    private String typeOf(String sample) {
        String own = types.get(sample);
        if (own != null) {
            return own;
        }
        int underscore = sample.lastIndexOf('_');
        String type = underscore > 0 ? types.getOrDefault(sample.substring(0, underscore), UNKNOWN) : UNKNOWN;
        return MetricFamily.declared(sample, type).equals(sample) ? UNKNOWN : type;
    }

    private Family family(String sample, String type) {
        return families.computeIfAbsent(MetricFamily.of(sample, type), name -> new Family(name, type));
    }

    /**
     * A sample of unknown type whose name ends in {@code _total} is summed like a counter, though its type stays
     * unknown: federated and hand-made bodies often lack {@code TYPE} lines.
     */
    private static Role role(String sample, String type, boolean count) {
        boolean unknown = type.equals(UNKNOWN);
        if (type.equals("counter") || (unknown && sample.endsWith("_total"))) {
            return Role.COUNTER;
        }
        if (count) {
            return Role.COUNT;
        }
        return (unknown || type.equals("gauge")) && OWN_MEMORY.contains(sample) ? Role.OWN_MEMORY : Role.OTHER;
    }
}
