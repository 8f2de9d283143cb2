package dev.culprit.extract.memory.samples;

import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One container's memory out of all series that show it: several servers' scrapes or kubelet's several addresses, and of each a
 * series for every time that the container was started.
 */
final class CadvisorSeries {
    private final Map<List<String>, List<Shown>> byScraper = new HashMap<>();

    private record Shown(Labels labels, SampleList samples, int size, long first) {}

    private record Sample(long first, double value) {}

    void add(Labels labels, SampleList samples, DaySeries day) {
        int size = 0;
        long first = Long.MAX_VALUE;
        for (int i = 0; i < samples.size(); i++) {
            if (day.has(samples, i)) {
                size++;
                first = Math.min(first, samples.time(i));
            }
        }
        if (size > 0) {
            byScraper
                    .computeIfAbsent(
                            List.of(
                                    String.valueOf(labels.get("job")),
                                    String.valueOf(labels.get("metrics_path")),
                                    String.valueOf(labels.get("instance"))),
                            none -> new ArrayList<>())
                    .add(new Shown(labels, samples, size, first));
        }
    }

    /**
     * Values by time, of the scraper that tells the image too, and of several of these of the one that shows most. Where the
     * series of a container that has ended goes on beside that of its successor, the latter counts.
     */
    Map<Long, Double> values(DaySeries day) {
        Map<Long, Sample> byTime = new TreeMap<>();
        byScraper.entrySet().stream()
                .max(Comparator.comparing((Map.Entry<List<String>, List<Shown>> scraper) -> scraper.getValue().stream()
                                .anyMatch(shown -> shown.labels().get("image") != null))
                        .thenComparingInt(scraper -> scraper.getValue().stream()
                                .mapToInt(Shown::size)
                                .sum())
                        .thenComparing(scraper -> scraper.getKey().toString()))
                .ifPresent(scraper -> scraper.getValue().forEach(shown -> {
                    SampleList samples = shown.samples();
                    for (int i = 0; i < samples.size(); i++) {
                        if (day.has(samples, i)) {
                            byTime.merge(
                                    samples.time(i),
                                    new Sample(shown.first(), samples.value(i)),
                                    (one, other) -> one.first() > other.first() ? one : other);
                        }
                    }
                }));
        Map<Long, Double> values = new TreeMap<>();
        byTime.forEach((time, sample) -> values.put(time, sample.value()));
        return values;
    }
}
