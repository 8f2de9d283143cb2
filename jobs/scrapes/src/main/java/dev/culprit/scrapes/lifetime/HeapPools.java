package dev.culprit.scrapes.lifetime;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Pools of a Java heap that hold what has outlived collections. Their lowest readings are what the program retains: the sum of all pools
 * has the garbage of the young ones besides, and classes and compiled code, which grow for days.
 */
final class HeapPools {
    /** By pool: Micrometer and OpenTelemetry; OpenTelemetry; client_java 1.x; client_java 0.x. */
    private static final Set<String> METRICS = Set.of(
            "jvm_memory_used_bytes",
            "jvm_memory_used_after_last_gc_bytes",
            "jvm_memory_pool_used_bytes",
            "jvm_memory_pool_bytes_used");

    /** Micrometer; client_java; OpenTelemetry. */
    private static final List<String> LABELS = List.of("id", "pool", "jvm_memory_pool_name");

    private HeapPools() {}

    static boolean areTold(String metric) {
        return METRICS.contains(metric);
    }

    /**
     * Whether the series is of such a pool, by the names of {@code java.lang.management.MemoryPoolMXBean}: HotSpot's "G1 Old Gen", "PS Old
     * Gen", "Tenured Gen", "CMS Old Gen", "ZGC Old Generation", "ZHeap" and "Shenandoah", OpenJ9's "tenured-SOA", a native image's "old
     * generation space".
     */
    static boolean isLongLived(Map<String, String> labels) {
        return LABELS.stream()
                .map(label -> labels.getOrDefault(label, "").toLowerCase(Locale.ROOT))
                .anyMatch(pool -> pool.contains("old gen")
                        || pool.startsWith("tenured")
                        || pool.equals("zheap")
                        || pool.startsWith("shenandoah"));
    }
}
