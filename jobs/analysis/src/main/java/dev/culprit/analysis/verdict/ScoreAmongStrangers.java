package dev.culprit.analysis.verdict;

import dev.culprit.analysis.verdict.AssessedCandidate.Term;
import java.util.List;

/** How high a candidate stands beside those of other workloads. */
public final class ScoreAmongStrangers {
    private ScoreAmongStrangers() {}

    /**
     * Log-odds that it carries the growth, without the bound that nothing inferred is surer than; minus infinity where its births cost
     * too little. By probabilities alone all sure ones were alike. What rests on series that cost what series cost is left out: those of a
     * stranger, beside whom it is held, cost this container nothing.
     */
    public static double of(AssessedCandidate candidate) {
        double weighed = sum(Score.terms(candidate.evidence().withoutAccount()));
        double account = sum(candidate.terms()) - weighed;
        double believed = Math.log(candidate.probability() / (1 - candidate.probability()));
        return switch (candidate.decidedBy()) {
            case COST -> Double.NEGATIVE_INFINITY;
            case TIME -> believed;
            case ACCOUNT -> weighed;
            case RETAINED_MEMORY,
                    EXPIRY,
                    GONE,
                    OBJECTS,
                    STANDING_REPLICAS,
                    ENVIRONMENT,
                    OTHER_HOLDINGS,
                    PRICE,
                    NEIGHBOUR -> Math.min(weighed, believed);
            // What processes retain may say more than the container's memory does.
            case SCORE -> Math.max(weighed, believed - account);
        };
    }

    private static double sum(List<Term> terms) {
        return terms.stream().mapToDouble(Term::logOdds).sum();
    }
}
