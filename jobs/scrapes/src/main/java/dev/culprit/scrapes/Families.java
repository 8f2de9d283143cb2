package dev.culprit.scrapes;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The metric families of one target, by its {@code TYPE} lines. A counter's family has the name of its samples, which in
 * OpenMetrics is not the name in the {@code TYPE} line ({@code # TYPE x counter}, {@code x_total}); histograms and
 * summaries have their base name. The first type that is heard of a name holds.
 */
final class Families {
    private static final String UNKNOWN = "unknown";
    private static final Set<String> TYPES =
            Set.of("counter", "gauge", "histogram", "summary", UNKNOWN, "info", "stateset", "gaugehistogram");

    /** Suffixes that OpenMetrics and the text format add to a family's name, and the types that have them. */
    private static final Map<String, Set<String>> SUFFIXES = Map.of(
            "_total", Set.of("counter"),
            "_bucket", Set.of("histogram", "gaugehistogram"),
            "_count", Set.of("histogram", "summary"),
            "_sum", Set.of("histogram", "summary"),
            "_gcount", Set.of("gaugehistogram"),
            "_gsum", Set.of("gaugehistogram"),
            "_created", Set.of("counter", "histogram", "summary"),
            "_info", Set.of("info"));

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
        String type = types.get(sample);
        if (type != null) {
            return new Membership(family(sample, type), role(sample, type, false));
        }
        int underscore = sample.lastIndexOf('_');
        String suffix = underscore > 0 ? sample.substring(underscore) : "";
        String base = sample.substring(0, Math.max(0, underscore));
        type = typeOf(base, suffix);
        if (type == null) {
            return new Membership(family(sample, UNKNOWN), role(sample, UNKNOWN, false));
        }
        boolean created = suffix.equals("_created");
        String name = type.equals("counter") ? base + "_total" : base;
        return new Membership(family(name, type), created ? Role.OTHER : role(sample, type, suffix.equals("_count")));
    }

    private @Nullable String typeOf(String base, String suffix) {
        String type = types.get(base);
        return type != null && SUFFIXES.getOrDefault(suffix, Set.of()).contains(type) ? type : null;
    }

    private Family family(String name, String type) {
        return families.computeIfAbsent(name, key -> new Family(key, type));
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
