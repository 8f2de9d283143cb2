package dev.culprit.analysis.verdict;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.BirthsAccount;
import dev.culprit.analysis.statistics.Logistic;
import dev.culprit.analysis.verdict.AssessedCandidate.DecidedBy;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Labels whose births come as evenly as time passes. A regression parts the growth between the two as noise has it, so what it leaves a
 * label says nothing. What remains is the account: the series are there to the end, a process keeps what it exposes, and what each would
 * cost as the growth is what clients are known to keep, or it is not.
 */
final class ByAccount {
    /** By hand: the evidence that does not ask the regression how it parted the growth. */
    static final Set<String> KINDS = Set.of("pod-contrast", "intervention", "environment-contrast", "price");

    /** By hand: what carries less than half of the growth is not what it is. */
    static final double MOSTLY = 0.5;
    /** By hand: whose births would be so much of the growth is a rival, and an account does not choose between two. */
    private static final double RIVALS = 0.25;

    private ByAccount() {}

    /**
     * The candidates, one of them by the account where that says more for it than the regression does.
     *
     * @param births what all births, or those of one group, explain in the place of time
     * @param acquitted whether something else than the regression speaks for a candidate
     */
    static List<AssessedCandidate> weighed(
            List<AssessedCandidate> candidates, BirthsAccount births, Predicate<AssessedCandidate> acquitted) {
        List<AssessedCandidate> able = candidates.stream()
                .filter(candidate -> explained(candidate) >= RIVALS
                        && candidate.association().price().alone() >= Association.FEWEST_BYTES
                        && candidate.association().price().alone() <= Association.USUAL_BYTES
                        && !acquitted.test(candidate))
                .toList();
        if (able.size() != 1 || !isOpen(able.get(0), births)) {
            return candidates;
        }
        AssessedCandidate only = able.get(0);
        double probability = Math.min(
                Score.MOST_WITHOUT_CONTRAST, Logistic.probability(logOdds(only) - Math.max(0, births.behind())));
        return probability <= only.probability()
                ? candidates
                : candidates.stream()
                        .map(candidate -> candidate.equals(only) ? only.byAccount(probability) : candidate)
                        .toList();
    }

    /** Whether the regression leaves it open what it carries: no rule bounds it, and replicas cannot be held against each other. */
    private static boolean isOpen(AssessedCandidate candidate, BirthsAccount births) {
        boolean decided = candidate.decidedBy() != DecidedBy.SCORE && candidate.decidedBy() != DecidedBy.COST;
        return !decided
                && candidate.evidence().kept()
                && !candidate.evidence().comparesReplicas()
                && explained(candidate) >= MOSTLY
                && (births.labels().isEmpty() || births.labels().equals(candidate.labels()));
    }

    private static double explained(AssessedCandidate candidate) {
        return candidate.association().share().explained();
    }

    private static double logOdds(AssessedCandidate candidate) {
        return candidate.terms().stream()
                .filter(term -> KINDS.contains(term.kind()))
                .mapToDouble(AssessedCandidate.Term::logOdds)
                .sum();
    }
}
