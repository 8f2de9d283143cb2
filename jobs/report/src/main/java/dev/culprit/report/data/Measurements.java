package dev.culprit.report.data;

import java.time.Instant;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was measured of a subject's pods in the period. */
public final class Measurements {
    private final SortedMap<String, PodSamples> memory = new TreeMap<>();
    private final SortedMap<String, PodSamples> series = new TreeMap<>();
    private final SortedMap<String, PodSamples> birthsByPod = new TreeMap<>();
    private final SortedMap<String, SortedSet<Instant>> restarts = new TreeMap<>();
    private @Nullable Double limitBytes;
    private long births;

    public void addMemory(String pod, Instant time, double bytes, @Nullable Double limit) {
        memory.computeIfAbsent(pod, name -> new PodSamples()).add(time, bytes);
        if (limit != null && (limitBytes == null || limit > limitBytes)) {
            limitBytes = limit;
        }
    }

    public void addScrape(String pod, Instant time, long seriesShown, long seriesBorn, boolean restarted) {
        series.computeIfAbsent(pod, name -> new PodSamples()).add(time, (double) seriesShown);
        birthsByPod.computeIfAbsent(pod, name -> new PodSamples()).add(time, (double) seriesBorn);
        births += seriesBorn;
        if (restarted) {
            restarts.computeIfAbsent(pod, name -> new TreeSet<>()).add(time);
        }
    }

    void sort() {
        memory.values().forEach(PodSamples::sort);
        series.values().forEach(PodSamples::sort);
        birthsByPod.values().forEach(PodSamples::sort);
    }

    /** Bytes by pod. */
    public SortedMap<String, PodSamples> memory() {
        return memory;
    }

    /** Number of series shown, by pod. */
    public SortedMap<String, PodSamples> series() {
        return series;
    }

    /** Series born since the scrape before, by pod. */
    public SortedMap<String, PodSamples> births() {
        return birthsByPod;
    }

    /** Of any pod; null where there is none. */
    @Nullable
    public Instant firstScrape() {
        return series.values().stream()
                .filter(samples -> samples.size() > 0)
                .map(samples -> Instant.ofEpochMilli(samples.millis(0)))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Of memory of any pod; null where there is none. */
    @Nullable
    public Instant lastReading() {
        return memory.values().stream()
                .filter(samples -> samples.size() > 0)
                .map(samples -> Instant.ofEpochMilli(samples.millis(samples.size() - 1)))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** When scrapes showed that a new process answers. */
    public SortedSet<Instant> restarts(String pod) {
        return restarts.getOrDefault(pod, new TreeSet<>());
    }

    /** The highest limit in the period, null where none is known. */
    @Nullable
    public Double limitBytes() {
        return limitBytes;
    }

    /** New series of one replica in an hour, null where scrapes do not span any time. */
    @Nullable
    Double birthsPerHour() {
        double hours = series.values().stream()
                .filter(samples -> samples.size() > 1)
                .mapToDouble(samples -> (samples.millis(samples.size() - 1) - samples.millis(0)) / 3.6e6)
                .sum();
        return hours > 0 ? births / hours : null;
    }
}
