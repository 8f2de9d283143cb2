package dev.culprit.analysis.evidence;

import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.Instrumentation.Holding;
import dev.culprit.analysis.history.Lifetime;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.memory.Edges;
import dev.culprit.analysis.memory.LifetimePanel;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.Panel;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.analysis.statistics.Vectors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something else that a process holds more and more of, and that comes with the values of a label: goroutines, threads, files, objects.
 * Then the label is a witness of the growth and not its cause.
 *
 * @param metric of the gauge that counts or weighs it
 * @param rise of the gauge in a typical lifetime, if it goes on late in it: a number of things, or bytes where {@code measured}
 * @param bytes that the rise takes: as measured, else by what one of its kind takes typically
 */
public record Witness(String metric, boolean measured, double rise, double bytes) {
    /**
     * By hand, in bytes, what one takes with all that it refers to; of the orders of magnitude in the runtimes' documentation: a
     * goroutine's stack begins with 2 kB and holds buffers of 4 kB (net/http: two), a thread touches some tenths of its stack of 1 MB or
     * 8 MB, a class takes some kB of metaspace, a connection or open file has buffers of 4 to 16 kB, an Erlang process begins with 2.6 kB.
     */
    private static final Map<String, Double> BYTES_OF_ONE = Map.ofEntries(
            Map.entry("go_goroutines", 16_384.0),
            Map.entry("go_sched_goroutines_goroutines", 16_384.0),
            Map.entry("go_threads", 65_536.0),
            Map.entry("jvm_threads_live_threads", 262_144.0),
            Map.entry("jvm_threads_current", 262_144.0),
            Map.entry("jvm_thread_count", 262_144.0),
            Map.entry("jvm_classes_loaded_classes", 8_192.0),
            Map.entry("jvm_classes_currently_loaded", 8_192.0),
            Map.entry("jvm_classes_loaded", 8_192.0),
            Map.entry("jvm_class_count", 8_192.0),
            Map.entry("nodejs_active_handles_total", 16_384.0),
            Map.entry("nodejs_active_requests_total", 16_384.0),
            Map.entry("nodejs_active_resources_total", 16_384.0),
            Map.entry("erlang_vm_process_count", 8_192.0),
            Map.entry("erlang_vm_port_count", 16_384.0),
            Map.entry("process_open_fds", 16_384.0),
            Map.entry("process_files_open_files", 16_384.0),
            Map.entry("process_threads", 65_536.0),
            Map.entry("process_num_threads", 65_536.0),
            Map.entry("envoy_server_total_connections", 32_768.0));

    /** By hand: labels that nearly any gauge has tell no kinship. */
    private static final List<String> ANYBODYS = List.of("job", "instance", "le", "quantile");

    /** By hand: the last 40 % are late, as for memory. */
    private static final double EARLY = 0.6;
    /** By hand: an even pace has two fifths of the rise there, a pool that fills less than this. */
    private static final double STILL_RISING = 0.2;
    /** By hand: or than this part of what memory itself has there, where its pace slows down, as before a weekend. */
    private static final double AS_MEMORY = 0.5;
    /** By hand: what weighs more than this multiple of the growth, at its most, is not in this memory: files, other machines' data. */
    private static final double IN_MEMORY = 2;
    /** Literature: standard errors of a 95 % interval, rounded. */
    private static final double SURELY = 2;
    /** By hand: a gauge with fewer readings in a lifetime has no course. */
    private static final int FEWEST_READINGS = 5;

    private static Optional<Witness> heaviest(Stream<Witness> witnesses) {
        return witnesses
                .filter(witness -> witness.bytes > 0)
                .max(Comparator.comparingDouble(Witness::bytes).thenComparing(Witness::metric));
    }

    /** What the process holds beside its series and has more and more of: the heaviest; empty where nothing rises in the panel's lifetimes. */
    public static Optional<Witness> ofThings(Panel panel, List<Replica> replicas) {
        return heaviest(holdings(replicas)
                .map(Holding::metric)
                .filter(BYTES_OF_ONE::containsKey)
                .distinct()
                .map(metric -> of(panel, replicas, metric, false)));
    }

    /**
     * Bytes that the program reports of its own objects by a label of the group: the heaviest that this memory can hold.
     *
     * @param growth of the panel's memory; a gauge that rises by far more speaks of something else than this memory
     */
    public static Optional<Witness> ofObjects(Panel panel, List<Replica> replicas, Group group, MemoryGrowth growth) {
        double most =
                IN_MEMORY * (growth.rise().bytes() + SURELY * growth.rise().error());
        List<String> own = group.labels().stream()
                .filter(label -> !ANYBODYS.contains(label))
                .toList();
        return heaviest(holdings(replicas)
                .filter(holding -> holding.bytes() && holding.labels().stream().anyMatch(own::contains))
                .map(Holding::metric)
                .distinct()
                .map(metric -> of(panel, replicas, metric, true))
                .filter(witness -> witness.bytes <= most));
    }

    /** Part of the growth that it takes. */
    public double share(MemoryGrowth growth) {
        return bytes / Math.max(1, growth.rise().bytes());
    }

    private static Stream<Holding> holdings(List<Replica> replicas) {
        return replicas.stream()
                .map(Replica::history)
                .map(ContainerHistory::instrumentation)
                .flatMap(instrumentation -> instrumentation.holdings().stream());
    }

    private static Witness of(Panel panel, List<Replica> replicas, String metric, boolean measured) {
        Map<String, Holding> byPod = new TreeMap<>();
        for (Replica replica : replicas) {
            replica.history().instrumentation().holdings().stream()
                    .filter(holding -> holding.metric().equals(metric))
                    .forEach(holding -> byPod.put(replica.history().container().pod(), holding));
        }
        double rise = RobustStatistics.median(panel.lifetimes().stream()
                .mapToDouble(lifetime -> rise(byPod.get(lifetime.pod()), lifetime))
                .filter(value -> !Double.isNaN(value))
                .toArray());
        double known = Double.isNaN(rise) ? 0 : rise;
        return new Witness(
                metric, measured, known, measured ? known : known * requireNonNull(BYTES_OF_ONE.get(metric)));
    }

    /** From the first rows of a lifetime to its last; 0 where a pool has filled and stands; NaN where too few readings are in it. */
    private static double rise(@Nullable Holding holding, LifetimePanel lifetime) {
        if (holding == null) {
            return Double.NaN;
        }
        Lifetime life = lifetime.life();
        double[] rows = lifetime.times();
        double[] times = holding.readings().times();
        int from = RobustStatistics.upperBound(times, Math.max(life.start(), rows[0]));
        int to = RobustStatistics.upperBound(times, Math.min(life.end(), rows[rows.length - 1]));
        if (to - from < FEWEST_READINGS) {
            return Double.NaN;
        }
        double[] sums = Arrays.copyOfRange(holding.readings().bytes(), from, to);
        double late = Math.min(STILL_RISING, AS_MEMORY * late(Vectors.at(lifetime.usable(), lifetime.memory())));
        return late(sums) >= late ? Edges.rise(sums) : 0;
    }

    /** Part of the rise that lies in the last rows; none of one that is no rise. */
    private static double late(double[] path) {
        double rise = Edges.rise(path);
        return rise > 0 ? Edges.rise(Arrays.copyOfRange(path, (int) (EARLY * path.length), path.length)) / rise : 0;
    }
}
