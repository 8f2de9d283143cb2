package dev.culprit.analysis.history;

import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Memory in use that a process reports of itself. It is full of garbage too, but its lower envelope is what the process
 * retains, which resident memory hides where a heap once taken is not given back.
 */
public final class SelfReportedMemory {
    /** The nearest to what is retained first. Resident memory is no source: it is what CloudWatch measures. */
    private static final List<String> SOURCES = List.of(
            "jvm_gc_live_data_size_bytes",
            "jvm_memory_used_bytes",
            "jvm_memory_bytes_used",
            "nodejs_heap_size_used_bytes",
            "envoy_server_memory_allocated",
            GoHeapGoal.METRIC,
            "go_memstats_heap_inuse_bytes",
            "go_memstats_heap_alloc_bytes");

    /** The source that speaks of a mesh's proxy; others in the same body speak of an agent or of the application. */
    private static final String PROXY = "envoy_server_memory_allocated";

    /** By hand: what is retained stays, so a collection within three hours still shows what there is now. */
    private static final double AHEAD_SECONDS = 3 * 3600;

    /** By hand: a source that fewer scrapes have is not one that the process always reports. */
    private static final int FEWEST_SCRAPES = 4;

    private static final double MOST_SCRAPES = 0.7;

    private SelfReportedMemory() {}

    /** By the first source that most scrapes have, in order of time; null when there is none. {@code scrapes} ascend. */
    static @Nullable Readings of(List<ScrapeRow> scrapes, List<FamilyRow> families) {
        boolean proxied = families.stream()
                .map(FamilyRow::metric)
                .anyMatch(metric -> metric.startsWith("envoy_") || metric.startsWith("istio_"));
        for (String source : SOURCES) {
            if (proxied && !source.equals(PROXY)) {
                continue;
            }
            Map<Instant, Double> values =
                    source.equals(GoHeapGoal.METRIC) ? GoHeapGoal.liveBytes(families) : values(source, families);
            List<ScrapeRow> having = scrapes.stream()
                    .filter(scrape -> values.containsKey(scrape.time()))
                    .toList();
            if (having.size() >= FEWEST_SCRAPES && having.size() >= MOST_SCRAPES * scrapes.size()) {
                double[] times = having.stream()
                        .mapToDouble(scrape -> EpochSeconds.of(scrape.time()))
                        .toArray();
                return new Readings(
                        times,
                        having.stream()
                                .mapToDouble(scrape -> values.get(scrape.time()))
                                .toArray(),
                        RobustStatistics.median(RobustStatistics.differences(times)));
            }
        }
        return null;
    }

    static Map<Instant, Double> values(String source, List<FamilyRow> families) {
        Map<Instant, Double> values = new HashMap<>();
        for (FamilyRow family : families) {
            // A gauge that is 0 waits for the first collection.
            if (family.metric().equals(source) && family.valueSum() != null && family.valueSum() > 0) {
                values.put(family.time(), family.valueSum());
            }
        }
        return values;
    }

    /** The lowest reading from {@code back} seconds before each time to hours after it, within the life; NaN without any. */
    public static double[] lowerEnvelope(Readings readings, double[] times, Lifetime life, double back) {
        return Arrays.stream(times)
                .map(time -> {
                    int from = RobustStatistics.upperBound(readings.times(), Math.max(life.start(), time - back));
                    int to = RobustStatistics.upperBound(readings.times(), Math.min(life.end(), time + AHEAD_SECONDS));
                    return from < to
                            ? Arrays.stream(readings.bytes(), from, to).min().orElseThrow()
                            : Double.NaN;
                })
                .toArray();
    }
}
