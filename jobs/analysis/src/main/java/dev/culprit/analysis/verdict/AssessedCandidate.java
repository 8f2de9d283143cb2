package dev.culprit.analysis.verdict;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.intervention.Intervention;
import dev.culprit.model.finding.Finding.Interval;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A candidate that was weighed.
 *
 * @param probability that it carries the container's growth
 * @param terms what each kind of evidence adds to the score
 */
public record AssessedCandidate(CandidateEvidence evidence, double probability, DecidedBy decidedBy, List<Term> terms) {
    /** What the probability rests on. */
    enum DecidedBy {
        /** Its births cost too little to matter, so that nothing was weighed. */
        COST,
        /** The container grows and what its processes retain does not, which bounds the probability. */
        RETAINED_MEMORY,
        /** Memory follows series that expire, and so comes back with them. */
        EXPIRY,
        /** Its series are gone soon and memory stays, so that what stays is hardly theirs. */
        GONE,
        /** The program says that its own objects of the same label take most of the growth. */
        OBJECTS,
        /** Other replicas have its births too, and their memory stands. */
        STANDING_REPLICAS,
        /** Another environment has its births too, and memory does not grow there as they should make it. */
        ENVIRONMENT,
        /** Goroutines, threads or files rise too and may well be what the growth is. */
        OTHER_HOLDINGS,
        /** At its price something else than a series comes with each value. */
        PRICE,
        /** Another container of the pod shows its series, and memory does not surely follow them. */
        NEIGHBOUR,
        /** Its births and time explain memory equally well, so that what the fit leaves it says nothing. */
        TIME,
        /** Its births and time explain memory equally well, and series that are kept leave no room for another cause. */
        ACCOUNT,
        SCORE
    }

    /**
     * What one kind of evidence adds to the log-odds that the candidate carries the growth.
     *
     * @param typical what the same kind adds for a label that does carry the growth, in the mean
     * @param reason the clause that says where this kind falls short of that; null where it has nothing to hold against the label
     */
    record Term(
            String kind,
            double logOdds,
            double typical,
            @Nullable String reason) {
        double shortfall() {
            return typical - logOdds;
        }
    }

    public List<String> labels() {
        return evidence.labels();
    }

    public Association association() {
        return evidence.association();
    }

    public @Nullable Intervention change() {
        return evidence.change();
    }

    /**
     * Bytes per series: by its births beside age and traffic; or by the change that convicts it where these leave it no price that any
     * client keeps, as births that are even in time do; or, where nothing parts its births from time, as the whole of the
     * growth, and at least as half of it.
     */
    public Interval price() {
        Association.Price price = association().price();
        if (isPricedAlone()) {
            return new Interval(price.alone(), ByAccount.MOSTLY * price.alone(), price.alone());
        }
        Interval byChange = priceByChange();
        return byChange == null ? new Interval(price.bytesPerSeries(), price.low(), price.high()) : byChange;
    }

    /** Whether a regression leaves it no price that any client keeps, and something else makes it likely. */
    boolean isPricedAlone() {
        return decidedBy == DecidedBy.ACCOUNT
                || (probability >= Score.UNDECIDED
                        && priceByChange() == null
                        && association().price().bytesPerSeries() < Association.FEWEST_BYTES);
    }

    boolean isPricedByChange() {
        return !isPricedAlone() && priceByChange() != null;
    }

    private @Nullable Interval priceByChange() {
        Intervention change = change();
        return change != null
                        && change.kind() != Intervention.Kind.GROWTH_STOPPED
                        && change.conclusion() == Intervention.Conclusion.CONVICTS
                        && association().price().bytesPerSeries() < Association.FEWEST_BYTES
                ? change.price()
                : null;
    }

    /** What is left where nothing tells its births from time. */
    AssessedCandidate leftOpen(double likely) {
        return new AssessedCandidate(evidence, likely, DecidedBy.TIME, terms);
    }

    /** What its price leaves of other causes where nothing tells its births from time. */
    AssessedCandidate byAccount(double likely) {
        return new AssessedCandidate(evidence, likely, DecidedBy.ACCOUNT, terms);
    }

    /** The kind of evidence that weighs most against the candidate: it falls furthest short of what a guilty label shows. */
    Term weightiestAgainst() {
        return terms.stream()
                .filter(term -> term.reason() != null)
                .max(Comparator.comparingDouble(Term::shortfall))
                .orElseThrow();
    }
}
