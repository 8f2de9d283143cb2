package dev.culprit.report.chart;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.table.TrendRow;
import dev.culprit.report.data.PodSamples;
import dev.culprit.report.data.ReportData;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What can be drawn of one container: memory and series of its pods, its limit, and where its processes started. */
public final class ContainerLines {
    /** By hand: more lines cannot be told apart. */
    static final int MOST_PODS = 24;

    private final ReportData data;
    private final ReplicatedContainer container;

    public ContainerLines(ReportData data, ReplicatedContainer container) {
        this.data = data;
        this.container = container;
    }

    ReplicatedContainer container() {
        return container;
    }

    public boolean hasMemory() {
        return !memory().isEmpty();
    }

    public boolean hasSeries() {
        return !series().isEmpty();
    }

    /** Whether memory is known of the pod as a whole only. */
    boolean isOfWholePods() {
        return !measuresContainer() && hasMemory();
    }

    private boolean measuresContainer() {
        return !data.measurements(container).memory().isEmpty();
    }

    /** Bytes by pod. */
    public SortedMap<String, PodSamples> memory() {
        return measuresContainer()
                ? data.measurements(container).memory()
                : data.measurementsOfPods(container).memory();
    }

    /** Number of series shown to the scraper, by pod. */
    SortedMap<String, PodSamples> series() {
        return data.measurements(container).series();
    }

    /** Null where no limit is known. */
    @Nullable
    Double limitBytes() {
        return measuresContainer()
                ? data.measurements(container).limitBytes()
                : data.measurementsOfPods(container).limitBytes();
    }

    /** The pods that reach highest, at most {@value #MOST_PODS}. */
    static SortedMap<String, PodSamples> highest(SortedMap<String, PodSamples> pods) {
        SortedMap<String, PodSamples> highest = new TreeMap<>();
        pods.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, PodSamples> pod) ->
                                -pod.getValue().max())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_PODS)
                .forEach(pod -> highest.put(pod.getKey(), pod.getValue()));
        return highest;
    }

    /** When processes of this pod started: lines break there. */
    SortedSet<Instant> lifetimeStarts(String pod) {
        SortedSet<Instant> starts = new TreeSet<>(data.measurements(container).restarts(pod));
        data.trends(container).stream()
                .filter(lifetime -> lifetime.container().pod().equals(pod))
                .forEach(lifetime -> starts.add(lifetime.start()));
        return starts;
    }

    /**
     * Restarts within the period, and the pod of each. A restart stands where the next lifetime of the same pod begins, or where
     * the last one ended; without memory, where scrapes tell of it.
     */
    SortedMap<Instant, String> restarts() {
        SortedMap<Instant, String> restarts = new TreeMap<>();
        List<TrendRow> lifetimes = data.trends(container);
        for (int i = 0; i < lifetimes.size(); i++) {
            TrendRow lifetime = lifetimes.get(i);
            boolean goesOn = i + 1 < lifetimes.size()
                    && lifetimes
                            .get(i + 1)
                            .container()
                            .pod()
                            .equals(lifetime.container().pod());
            if (goesOn) {
                restarts.putIfAbsent(
                        lifetimes.get(i + 1).start(), lifetime.container().pod());
            } else if (lifetime.endReason().equals("restart")) {
                restarts.putIfAbsent(lifetime.end(), lifetime.container().pod());
            }
        }
        series().keySet().stream()
                .filter(pod -> lifetimes.stream()
                        .noneMatch(lifetime -> lifetime.container().pod().equals(pod)))
                .forEach(pod ->
                        data.measurements(container).restarts(pod).forEach(time -> restarts.putIfAbsent(time, pod)));
        restarts.keySet().removeIf(time -> !data.period().contains(time));
        return restarts;
    }
}
