package dev.culprit.benchmarks.verdict;

import dev.culprit.analysis.Baselines.Claim;
import dev.culprit.analysis.Baselines.Ranking;
import dev.culprit.analysis.simulation.Grade;
import dev.culprit.analysis.simulation.Grade.Accusation;
import dev.culprit.analysis.simulation.Grade.Outcome;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A baseline that decides: accuse the first of the ranking where memory passes the gate and the figure reaches the threshold.
 *
 * @param aim what gate and threshold were chosen for
 * @param leaksOnly the gate: memory must still grow at the end of lifetimes, not only grow
 */
record Rule(Ranking ranking, Aim aim, boolean leaksOnly, double threshold) {
    private static final int THRESHOLDS = 200;

    /** What a threshold is chosen for. */
    enum Aim {
        /** The mean of the share right where a label is guilty and the share not accused where none is. */
        BALANCED("balanced"),
        /** The share right where a label is guilty, with at most 1 % accused where none is. */
        CAUTIOUS("at most 1 % accused");

        private final String words;

        Aim(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        private double worth(double right, double accused) {
            return switch (this) {
                case BALANCED -> (right + 1 - accused) / 2;
                // Where no threshold is that cautious: the one that accuses least.
                case CAUTIOUS -> accused <= 0.01 ? right : -accused;
            };
        }
    }

    Outcome on(Case one) {
        return Grade.outcome(
                one.claims().stream()
                        .filter(this::accuses)
                        .map(claim -> new Accusation(claim.environment(), claim.container(), claim.labels()))
                        .toList(),
                one.truth());
    }

    private boolean accuses(Claim claim) {
        return claim.ranking() == ranking && claim.score() >= threshold && (claim.leaks() || !leaksOnly);
    }

    /** The best rule for the aim on these incidents: either gate, any threshold that was reached there. */
    static Rule tuned(Ranking ranking, Aim aim, List<Case> incidents) {
        double[] scores = incidents.stream()
                .flatMap(one -> one.claims().stream())
                .filter(claim -> claim.ranking() == ranking)
                .mapToDouble(Claim::score)
                .sorted()
                .distinct()
                .toArray();
        int stride = Math.max(1, scores.length / THRESHOLDS);
        return Arrays.stream(scores)
                .boxed()
                .filter(score -> Arrays.binarySearch(scores, score) % stride == 0)
                .flatMap(score -> Stream.of(true, false).map(gate -> new Rule(ranking, aim, gate, score)))
                .max(Comparator.comparingDouble(rule -> rule.worth(incidents)))
                .orElse(new Rule(ranking, aim, true, Double.POSITIVE_INFINITY));
    }

    private double worth(List<Case> incidents) {
        Tally tally = new Tally();
        incidents.forEach(one -> tally.add(one.truth(), on(one)));
        return aim.worth(tally.rightShare(), tally.accusedShare());
    }
}
