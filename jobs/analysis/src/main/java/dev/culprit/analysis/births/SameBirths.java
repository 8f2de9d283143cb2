package dev.culprit.analysis.births;

import dev.culprit.analysis.births.ProcessBirths.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Labels of different families that take new values at the same moments in the same numbers: a pod that starts writes a log
 * file and sends events, so {@code file} here and {@code pod_name} there are one cause. Labels that merely follow the same
 * traffic differ from scrape to scrape by what chance makes of independent counts; labels of one cause do not.
 */
final class SameBirths {
    /** By hand: with fewer scrapes that show new values, chance alone could make the two agree. */
    private static final int FEWEST_SCRAPES = 12;
    /**
     * By hand: the sum of squared differences over what two independent Poisson counts of the same rate would make of it, which
     * is 1 on average; below a quarter lies less than 1 in 100 for twelve scrapes (chi-square), next to nothing for more.
     */
    private static final double DISPERSION = 0.25;

    private SameBirths() {}

    /** @param labels that births are credited to */
    static List<LabelPair> pairs(List<ProcessBirths> ledgers, List<String> labels) {
        Map<String, Map<Moment, Double>> counts = new TreeMap<>();
        for (int process = 0; process < ledgers.size(); process++) {
            for (Arrival arrival : ledgers.get(process).arrivals()) {
                counts.computeIfAbsent(arrival.label(), key -> new HashMap<>())
                        .merge(new Moment(process, arrival.time()), (double) arrival.values(), Double::sum);
            }
        }
        List<LabelPair> pairs = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            for (int j = i + 1; j < labels.size(); j++) {
                if (same(counts.getOrDefault(labels.get(i), Map.of()), counts.getOrDefault(labels.get(j), Map.of()))) {
                    pairs.add(new LabelPair(labels.get(i), labels.get(j)));
                }
            }
        }
        return List.copyOf(pairs);
    }

    private record Moment(int process, double time) {}

    private static boolean same(Map<Moment, Double> one, Map<Moment, Double> other) {
        double ones = one.values().stream().mapToDouble(Double::doubleValue).sum();
        double others = other.values().stream().mapToDouble(Double::doubleValue).sum();
        if (Math.min(one.size(), other.size()) < FEWEST_SCRAPES) {
            return false;
        }
        double ratio = others / ones;
        TreeSet<Moment> moments =
                new TreeSet<>(Comparator.comparingInt(Moment::process).thenComparingDouble(Moment::time));
        moments.addAll(one.keySet());
        moments.addAll(other.keySet());
        double squares = 0;
        for (Moment moment : moments) {
            double difference = other.getOrDefault(moment, 0.0) - ratio * one.getOrDefault(moment, 0.0);
            squares += difference * difference;
        }
        // Var(B - rA) of independent Poisson counts A and B with means a and ra is ra + r²a.
        return squares < DISPERSION * ratio * (1 + ratio) * ones;
    }
}
