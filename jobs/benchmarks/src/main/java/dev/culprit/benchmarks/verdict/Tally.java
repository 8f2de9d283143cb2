package dev.culprit.benchmarks.verdict;

import dev.culprit.analysis.simulation.Grade.Outcome;
import dev.culprit.analysis.simulation.Truth;
import java.util.EnumMap;
import java.util.Map;

/** Outcomes counted, apart for incidents where a label is guilty and where none is. */
final class Tally {
    private final Map<Outcome, Integer> guilty = new EnumMap<>(Outcome.class);
    private final Map<Outcome, Integer> innocent = new EnumMap<>(Outcome.class);

    void add(Truth truth, Outcome outcome) {
        (truth.guilty().isEmpty() ? innocent : guilty).merge(outcome, 1, Integer::sum);
    }

    int guilty() {
        return sum(guilty);
    }

    int innocent() {
        return sum(innocent);
    }

    /** Over both kinds. */
    int count(Outcome outcome) {
        return guilty.getOrDefault(outcome, 0) + innocent.getOrDefault(outcome, 0);
    }

    int named() {
        return guilty.getOrDefault(Outcome.RIGHT, 0);
    }

    double rightShare() {
        return guilty() == 0 ? 0 : (double) named() / guilty();
    }

    double accusedShare() {
        return innocent() == 0 ? 0 : (double) count(Outcome.ACCUSED) / innocent();
    }

    private static int sum(Map<Outcome, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
