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
    /** A gauge, or those pools of it that hold what has outlived collections. */
    private record Source(String metric, boolean longLived) {
        @Nullable
        Double of(FamilyRow family) {
            return longLived ? family.longLivedSum() : family.valueSum();
        }

        private static Source whole(String metric) {
            return new Source(metric, false);
        }

        private static Source longLived(String metric) {
            return new Source(metric, true);
        }
    }

    /**
     * The nearest to what is retained first. Resident memory is no source: it is what CloudWatch measures. All pools of a JVM together
     * have garbage, classes and compiled code in them, and are the last choice.
     */
    private static final List<Source> SOURCES = List.of(
            Source.whole("jvm_gc_live_data_size_bytes"),
            Source.longLived("jvm_memory_used_after_last_gc_bytes"),
            Source.longLived("jvm_memory_used_bytes"),
            Source.longLived("jvm_memory_pool_used_bytes"),
            Source.longLived("jvm_memory_pool_bytes_used"),
            Source.whole("jvm_memory_used_bytes"),
            Source.whole("jvm_memory_bytes_used"),
            Source.whole("nodejs_heap_size_used_bytes"),
            Source.whole("envoy_server_memory_allocated"),
            Source.whole(GoHeapGoal.METRIC),
            Source.whole("go_memstats_heap_inuse_bytes"),
            Source.whole("go_memstats_heap_alloc_bytes"));

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
        for (Source source : SOURCES) {
            if (proxied && !source.metric().equals(PROXY)) {
                continue;
            }
            Map<Instant, Double> values = source.metric().equals(GoHeapGoal.METRIC)
                    ? GoHeapGoal.liveBytes(families)
                    : values(source, families);
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

    static Map<Instant, Double> values(String metric, List<FamilyRow> families) {
        return values(Source.whole(metric), families);
    }

    private static Map<Instant, Double> values(Source source, List<FamilyRow> families) {
        Map<Instant, Double> values = new HashMap<>();
        for (FamilyRow family : families) {
            Double value = family.metric().equals(source.metric()) ? source.of(family) : null;
            // A gauge that is 0 waits for the first collection.
            if (value != null && value > 0) {
                values.put(family.time(), value);
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
