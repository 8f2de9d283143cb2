package dev.culprit.analysis.history;

import dev.culprit.analysis.births.SeriesColumns;
import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What scrapes tell of a program besides its series.
 *
 * @param types of metrics by the names of their families
 * @param holdings gauges that tell what the process holds
 * @param unread what could not be read of them
 */
public record Instrumentation(Platform platform, Map<String, String> types, List<Holding> holdings, Unread unread)
        implements Serializable {
    static final Instrumentation NONE = new Instrumentation(Platform.UNKNOWN, Map.of(), List.of(), Unread.NOTHING);

    /** By hand: a gauge that fewer scrapes show has no course. */
    private static final int FEWEST_SCRAPES = 4;
    /** By hand: gauges of things, which are few, and of those in bytes the ones that move most. */
    private static final int MOST_HOLDINGS = 40;

    /**
     * One family of gauges, summed over its series.
     *
     * @param labels of its series, whatever their values
     * @param readings of the sum at the scrapes that show it; bytes, or a number of things
     */
    public record Holding(String metric, boolean bytes, Set<String> labels, Readings readings)
            implements Serializable {}

    /** @param scrapes of which something could be read */
    static Instrumentation of(List<ScrapeRow> scrapes, List<FamilyRow> families, SeriesColumns series) {
        TreeMap<String, String> types = new TreeMap<>();
        TreeMap<String, TreeMap<Double, Double>> sums = new TreeMap<>();
        for (FamilyRow family : families) {
            types.putIfAbsent(family.metric(), family.type());
            if (family.valueSum() != null && !isCounter(family)) {
                sums.computeIfAbsent(family.metric(), metric -> new TreeMap<>())
                        .put(EpochSeconds.of(family.time()), family.valueSum());
            }
        }
        Map<String, Set<String>> labels = series.labelsOf(sums.keySet());
        List<Holding> holdings = sums.entrySet().stream()
                .filter(family -> family.getValue().size() >= FEWEST_SCRAPES)
                .sorted(Comparator.comparing(
                                (Map.Entry<String, TreeMap<Double, Double>> family) -> isBytes(family.getKey()))
                        .thenComparing(family -> -range(family.getValue().values())))
                .limit(MOST_HOLDINGS)
                .map(family ->
                        holding(family.getKey(), family.getValue(), labels.getOrDefault(family.getKey(), Set.of())))
                .toList();
        return new Instrumentation(Platform.of(types.keySet()), Map.copyOf(types), holdings, Unread.of(scrapes));
    }

    private static boolean isBytes(String metric) {
        return metric.contains("_bytes");
    }

    private static double range(Collection<Double> values) {
        return Collections.max(values) - Collections.min(values);
    }

    private static Holding holding(String metric, TreeMap<Double, Double> byTime, Set<String> labels) {
        double[] times =
                byTime.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        double[] sums =
                byTime.values().stream().mapToDouble(Double::doubleValue).toArray();
        return new Holding(
                metric,
                isBytes(metric),
                Set.copyOf(labels),
                new Readings(times, sums, RobustStatistics.median(RobustStatistics.differences(times))));
    }

    /** Without a type, by its name; Node's gauges of handles and requests are named so too, and have a type. */
    private static boolean isCounter(FamilyRow family) {
        return family.type().equals("counter")
                || (!family.type().equals("gauge") && family.metric().endsWith("_total"));
    }
}
