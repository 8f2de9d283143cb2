package dev.culprit.analysis.history;

import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.MetricFamily;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.SeriesRow;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What scrapes tell of a program besides its series.
 *
 * @param types of metrics by the names of their families
 * @param holdings gauges that tell what the process holds
 */
public record Instrumentation(Platform platform, Map<String, String> types, List<Holding> holdings)
        implements Serializable {
    static final Instrumentation NONE = new Instrumentation(Platform.UNKNOWN, Map.of(), List.of());

    /** By hand: a gauge that fewer scrapes show has no course. */
    private static final int FEWEST_SCRAPES = 4;
    /** By hand: the widest gauges, as any gauge of bytes may be one. */
    private static final int MOST_HOLDINGS = 40;

    /**
     * One family of gauges, summed over its series.
     *
     * @param labels of its series, whatever their values
     * @param readings of the sum at the scrapes that show it; bytes, or a number of things
     */
    public record Holding(String metric, boolean bytes, Set<String> labels, Readings readings)
            implements Serializable {}

    static Instrumentation of(List<FamilyRow> families, List<SeriesRow> series) {
        if (families.isEmpty()) {
            return NONE;
        }
        TreeMap<String, String> types = new TreeMap<>();
        TreeMap<String, TreeMap<Double, Double>> sums = new TreeMap<>();
        for (FamilyRow family : families) {
            types.putIfAbsent(family.metric(), family.type());
            if (family.valueSum() != null
                    && !family.type().equals("counter")
                    && !family.metric().endsWith("_total")) {
                sums.computeIfAbsent(family.metric(), metric -> new TreeMap<>())
                        .put(EpochSeconds.of(family.time()), family.valueSum());
            }
        }
        Map<String, Set<String>> labels = new HashMap<>();
        for (SeriesRow row : series) {
            String metric = MetricFamily.of(row.metric(), row.type());
            if (sums.containsKey(metric)) {
                labels.computeIfAbsent(metric, key -> new TreeSet<>())
                        .addAll(row.labels().keySet());
            }
        }
        List<Holding> holdings = new ArrayList<>();
        sums.forEach((metric, byTime) -> {
            if (byTime.size() >= FEWEST_SCRAPES && holdings.size() < MOST_HOLDINGS) {
                double[] times = byTime.keySet().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
                holdings.add(new Holding(
                        metric,
                        metric.contains("_bytes"),
                        Set.copyOf(labels.getOrDefault(metric, Set.of())),
                        new Readings(
                                times,
                                byTime.values().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray(),
                                RobustStatistics.median(RobustStatistics.differences(times)))));
            }
        });
        return new Instrumentation(Platform.of(types.keySet()), Map.copyOf(types), List.copyOf(holdings));
    }
}
