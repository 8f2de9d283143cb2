package dev.culprit.report;

import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was measured of a subject's pods in the period. */
final class Traces {
    private final SortedMap<String, Readings> memory = new TreeMap<>();
    private final SortedMap<String, Readings> series = new TreeMap<>();
    private final SortedMap<String, SortedSet<Instant>> restarts = new TreeMap<>();
    private @Nullable Double limitBytes;
    private long births;

    void addMemory(String pod, Instant time, double bytes, @Nullable Double limit) {
        memory.computeIfAbsent(pod, name -> new Readings()).add(time, bytes);
        if (limit != null && (limitBytes == null || limit > limitBytes)) {
            limitBytes = limit;
        }
    }

    void addScrape(String pod, Instant time, long seriesShown, long seriesBorn, boolean restarted) {
        series.computeIfAbsent(pod, name -> new Readings()).add(time, (double) seriesShown);
        births += seriesBorn;
        if (restarted) {
            restarts.computeIfAbsent(pod, name -> new TreeSet<>()).add(time);
        }
    }

    void sort() {
        memory.values().forEach(Readings::sort);
        series.values().forEach(Readings::sort);
    }

    /** Bytes by pod. */
    SortedMap<String, Readings> memory() {
        return memory;
    }

    /** Number of series shown, by pod. */
    SortedMap<String, Readings> series() {
        return series;
    }

    /** When scrapes told that a new process answers. */
    SortedSet<Instant> restarts(String pod) {
        return restarts.getOrDefault(pod, new TreeSet<>());
    }

    /** The highest limit in the period, null where none is known. */
    @Nullable
    Double limitBytes() {
        return limitBytes;
    }

    /** New series of one replica in an hour, null where scrapes do not span any time. */
    @Nullable
    Double birthsPerHour() {
        double hours = series.values().stream()
                .filter(readings -> readings.size() > 1)
                .mapToDouble(readings -> (readings.millis(readings.size() - 1) - readings.millis(0)) / 3.6e6)
                .sum();
        return hours > 0 ? births / hours : null;
    }
}
