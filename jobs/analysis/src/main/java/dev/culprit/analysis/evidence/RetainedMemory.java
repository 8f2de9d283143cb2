package dev.culprit.analysis.evidence;

import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.analysis.history.Instrumentation.Holding;
import dev.culprit.analysis.history.Lifetime;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.history.SelfReportedMemory;
import dev.culprit.analysis.memory.LifetimePanel;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.Panel;
import dev.culprit.analysis.statistics.RobustStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole association once more, on what processes say that they retain: the lower envelope of {@link SelfReportedMemory}.
 *
 * @param panel as the unit's, with that in place of the container's memory
 * @param filling rise of the high-water mark of what processes use, garbage included, in a typical lifetime; bytes
 */
public record RetainedMemory(Panel panel, MemoryGrowth growth, List<Association> associations, double filling) {
    /** By hand: a lifetime with fewer rows has a level and nothing else. */
    private static final int FEWEST_ROWS = 4;
    /** By hand, on recorded runtimes: what is retained must be so much of the container's growth to be the reason of it. */
    private static final double REASON = 0.25;

    /** What runtimes use or have taken, garbage included: Micrometer and client_java, prom-client, client_golang. */
    private static final Set<String> USED = Set.of(
            "jvm_memory_used_bytes",
            "jvm_memory_bytes_used",
            "jvm_memory_committed_bytes",
            "nodejs_heap_size_used_bytes",
            "nodejs_heap_size_total_bytes",
            "go_memstats_heap_sys_bytes",
            "go_memstats_heap_inuse_bytes");

    /** By hand: what a runtime takes from the system when the mark rises, in parts of that; it takes memory in steps. */
    private static final double STEPS = 2;

    /** By hand: the first hours after the warm-up, in which the mark is still at its beginning; seconds. */
    private static final double EARLY_SECONDS = 7200;

    /** Null where processes report nothing. */
    public static @Nullable RetainedMemory of(Panel panel, List<Replica> replicas, Candidates candidates) {
        List<LifetimePanel> lifetimes = panel.lifetimes().stream()
                .filter(lifetime -> lifetime.inside() != null)
                .map(LifetimePanel::ofRetained)
                .filter(lifetime -> lifetime.usable().length >= FEWEST_ROWS)
                .toList();
        if (lifetimes.isEmpty()) {
            return null;
        }
        Panel inside = panel.withLifetimes(lifetimes);
        MemoryGrowth growth = MemoryGrowth.of(inside);
        return new RetainedMemory(
                inside,
                growth,
                growth.grows() ? Association.of(inside, growth, candidates) : List.of(),
                filling(lifetimes, replicas));
    }

    /** By the gauge that rises most, of what is retained and of what the runtime uses or has taken. */
    private static double filling(List<LifetimePanel> lifetimes, List<Replica> replicas) {
        return RobustStatistics.median(lifetimes.stream()
                .mapToDouble(lifetime -> replicas.stream()
                        .map(Replica::history)
                        .filter(history -> history.container().pod().equals(lifetime.pod()))
                        .flatMap(RetainedMemory::used)
                        .mapToDouble(readings -> filling(readings, lifetime.life()))
                        .max()
                        .orElse(0))
                .toArray());
    }

    private static Stream<Readings> used(ContainerHistory history) {
        return Stream.concat(
                Stream.ofNullable(history.inside()),
                history.instrumentation().holdings().stream()
                        .filter(holding -> USED.contains(holding.metric()))
                        .map(Holding::readings));
    }

    private static double filling(Readings readings, Lifetime life) {
        // Some gauges are silent until the first full collection.
        double first = Arrays.stream(readings.times())
                .filter(time -> time >= life.start())
                .findFirst()
                .orElse(life.start());
        double early = Math.max(first, life.start() + ProcessBirths.WARM_UP_SECONDS) + EARLY_SECONDS;
        return highest(readings, life.start(), life.end()) - highest(readings, life.start(), early);
    }

    private static double highest(Readings readings, double from, double to) {
        return IntStream.range(0, readings.count())
                .filter(i -> readings.times()[i] >= from && readings.times()[i] <= to)
                .mapToDouble(i -> readings.bytes()[i])
                .max()
                .orElse(0);
    }

    /** Growth of what is retained, in parts of the container's: of replicas all, as a canary's is no typical one. */
    double share(MemoryGrowth outside) {
        boolean replicated =
                panel.lifetimes().stream().map(LifetimePanel::pod).distinct().count() > 1;
        return replicated
                ? growth.slope().estimate() / Math.max(1, outside.slope().estimate())
                : growth.risePerHour() / Math.max(1, outside.risePerHour());
    }

    /** What is retained grows enough to be the reason why the container does. */
    public boolean explains(MemoryGrowth outside) {
        return share(outside) >= REASON;
    }

    /** The container grows, and what is retained does not: a heap that fills before it is collected, or fragments. */
    public boolean isFlat(MemoryGrowth outside) {
        return growth.known() && share(outside) < REASON;
    }

    /**
     * The container grows by no more than a runtime may take for garbage, and what is retained does not grow: a heap that fills before it
     * is collected. What goes beyond is outside of the heap, and real.
     */
    public boolean mayBeGarbage(MemoryGrowth outside) {
        return isFlat(outside) && outside.rise().bytes() <= STEPS * filling;
    }

    public @Nullable Association of(Candidate candidate) {
        return associations.stream()
                .filter(association -> association.candidate().equals(candidate))
                .findFirst()
                .orElse(null);
    }
}
