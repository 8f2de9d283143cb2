package dev.culprit.scrapes.lifetime;

import dev.culprit.model.MetricFamily;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The metric families of one target, by its {@code TYPE} lines. {@link MetricFamily} names them.
 */
final class Families {
    /**
     * Gauges by which processes tell what they hold that is no memory, but takes some. Of the runtimes' own collectors: client_golang,
     * Micrometer, client_java, OpenTelemetry's Java agent, prom-client, Prometheus.erl, Envoy, and client libraries' process collectors.
     */
    private static final Set<String> HOLDINGS = Set.of(
            "go_goroutines",
            "go_threads",
            "go_sched_goroutines_goroutines",
            "jvm_threads_live_threads",
            "jvm_threads_current",
            "jvm_thread_count",
            "jvm_classes_loaded_classes",
            "jvm_classes_currently_loaded",
            "jvm_classes_loaded",
            "jvm_class_count",
            "nodejs_active_handles_total",
            "nodejs_active_requests_total",
            "nodejs_active_resources_total",
            "erlang_vm_process_count",
            "erlang_vm_port_count",
            "process_open_fds",
            "process_files_open_files",
            "process_threads",
            "process_num_threads",
            "envoy_server_total_connections",
            "envoy_server_memory_allocated",
            "envoy_server_memory_heap_size",
            "envoy_server_memory_physical_size");

    /** Gauges in bytes: a process's own memory, and what its objects take. By Prometheus' naming rules; client_java 0.x has "_bytes_used". */
    private static final Pattern BYTES = Pattern.compile("_bytes(_used)?$");

    private final DeclaredTypes types = new DeclaredTypes();
    private final Map<String, Family> families = new HashMap<>();
    /** By sample, until another type is declared. */
    private final Map<String, Membership> memberships = new HashMap<>();

    private @Nullable String last;
    private @Nullable Membership lastMembership;

    /** A sample's family, and what its value says. */
    record Membership(Family family, Role role) {
        /** Of one series: what its value says can hang on its labels too. */
        Membership of(String sample, Supplier<Map<String, String>> labels) {
            return role == Role.HOLDINGS && HeapPools.areTold(sample) && HeapPools.isLongLived(labels.get())
                    ? new Membership(family, Role.LONG_LIVED)
                    : this;
        }
    }

    /** See {@link DeclaredTypes#declare}. */
    void declare(String name, String word) {
        if (types.declare(name, word)) {
            memberships.clear();
            lastMembership = null;
        }
    }

    Membership of(String sample) {
        Membership known = lastMembership;
        if (known == null || !sample.equals(last)) { // series of a metric follow one another
            known = memberships.computeIfAbsent(sample, this::membership);
            last = sample;
            lastMembership = known;
        }
        return known;
    }

    private Membership membership(String sample) {
        String type = types.of(sample);
        boolean suffixed = !MetricFamily.declared(sample, type).equals(sample);
        Role role = suffixed && sample.endsWith("_created")
                ? Role.OTHER
                : role(sample, type, suffixed && sample.endsWith("_count"));
        return new Membership(family(sample, type), role);
    }

    private Family family(String sample, String type) {
        return families.computeIfAbsent(MetricFamily.of(sample, type), name -> new Family(name, type));
    }

    /**
     * A sample of unknown type whose name ends in {@code _total} is summed like a counter, though its type stays
     * unknown: federated and hand-made bodies often lack {@code TYPE} lines.
     */
    private static Role role(String sample, String type, boolean count) {
        boolean unknown = type.equals(DeclaredTypes.UNKNOWN);
        if (type.equals("counter") || (unknown && sample.endsWith("_total"))) {
            return Role.COUNTER;
        }
        if (count) {
            return Role.COUNT;
        }
        boolean held = HOLDINGS.contains(sample) || BYTES.matcher(sample).find();
        return (unknown || type.equals("gauge")) && held ? Role.HOLDINGS : Role.OTHER;
    }
}
