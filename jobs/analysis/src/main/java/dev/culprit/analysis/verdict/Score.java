package dev.culprit.analysis.verdict;

import dev.culprit.analysis.statistics.Logistic;
import dev.culprit.analysis.statistics.LogisticModel;
import dev.culprit.analysis.statistics.LogisticModel.Weight;
import dev.culprit.analysis.verdict.AssessedCandidate.Term;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Evidence added up as log-odds. What is added up are the features of {@link EvidenceKinds}; the weights are stored
 * ({@link LogisticModel}), one set with replicas to compare, one without. They are the method's, not this workload's.
 */
final class Score {
    /**
     * By hand, on the scoreboard: from here on memory is said to leak, and a label named. A false accusation costs a team a week,
     * and what is left undecided comes back on Monday, with a week more of data.
     */
    static final double DECIDES = 0.90;
    /**
     * By hand, on seeds 1001 to 1030: the same where no replicas could be held against each other. A hidden cause of both births
     * and growth looks alike there.
     */
    static final double DECIDES_ALONE = 0.94;
    /** By hand, on the scoreboard: from here on memory is said to stand, which costs less where it is wrong. */
    static final double STANDS = 0.85;
    /** By hand: between this and {@link #DECIDES} the label can neither be named nor ruled out. */
    static final double UNDECIDED = 0.30;
    /** By hand: nothing that is inferred is surer. */
    static final double MOST = 0.99;
    /**
     * By hand: without a second replica a hidden cause of both births and growth cannot be ruled out, so no label is surer than
     * this.
     */
    static final double MOST_WITHOUT_CONTRAST = 0.95;
    /** By hand, on recorded runtimes: the most that a label may be suspected of when its births are not retained. */
    static final double NOT_RETAINED = 0.2;

    /** By hand: the most that a label may be suspected of when something else rises with it that may be the growth. */
    static final double WITNESSED = 0.5;

    /**
     * Fitted, on 1,224 incidents of seeds 1101 to 1112: memory that shows no leak stands at odds so much better than its course
     * says.
     */
    private static final double STANDING = 4;
    /** Fitted, on the same: so much of the probability of a label that was not named was there when no label was guilty. */
    private static final double INNOCENT = 1 / 3.0;

    /** The constant of the score. */
    static final String PRIOR = "prior";

    static final LogisticModel AMONG_REPLICAS = LogisticModel.stored("label-among-replicas", features());
    static final LogisticModel ALONE = LogisticModel.stored("label-alone", features());

    private Score() {}

    /** That memory stands, or will. */
    static double standing(double leak) {
        return sure(Logistic.probability(Math.log(STANDING * (1 - leak) / leak)));
    }

    /** That memory leaks and none of the labels carries it, of which {@code likeliest} is the one to be suspected first. */
    static double withoutLabel(double leak, double likeliest) {
        return sure(leak * (1 - INNOCENT * likeliest));
    }

    private static double sure(double probability) {
        return Math.max(0, Math.min(MOST, probability));
    }

    /** What the stored weights must be for, in their order; the first is the constant. */
    static List<String> features() {
        return Stream.concat(
                        Stream.of(PRIOR),
                        EvidenceKinds.ALL.stream()
                                .flatMap(kind ->
                                        kind.features().stream().map(feature -> kind.name() + "." + feature.name())))
                .toList();
    }

    /** The numbers that {@link #features} names. */
    static double[] values(CandidateEvidence evidence) {
        return DoubleStream.concat(
                        DoubleStream.of(1),
                        EvidenceKinds.ALL.stream()
                                .flatMap(kind -> kind.features().stream())
                                .mapToDouble(feature -> feature.value().applyAsDouble(evidence)))
                .toArray();
    }

    /** The kinds of evidence that are weighed, each with what it adds; their sum is the log-odds that the group carries the growth. */
    static List<Term> terms(CandidateEvidence evidence) {
        Iterator<Weight> weights =
                (evidence.comparesReplicas() ? AMONG_REPLICAS : ALONE).weights().iterator();
        double constant = weights.next().value();
        List<Term> terms = new ArrayList<>(List.of(new Term(PRIOR, constant, constant, null)));
        for (EvidenceKind kind : EvidenceKinds.ALL) {
            if (!kind.features().isEmpty()) {
                terms.add(term(kind, evidence, weights));
            }
        }
        return List.copyOf(terms);
    }

    private static Term term(EvidenceKind kind, CandidateEvidence evidence, Iterator<Weight> weights) {
        double sum = 0;
        double typical = 0;
        double mostShort = Double.NEGATIVE_INFINITY;
        String reason = null;
        for (Feature feature : kind.features()) {
            Weight weight = weights.next();
            double value = feature.value().applyAsDouble(evidence);
            double missing = weight.value() * (weight.typical() - value);
            String clause = feature.reason().apply(evidence);
            sum += weight.value() * value;
            typical += weight.value() * weight.typical();
            if (clause != null && missing > mostShort) {
                mostShort = missing;
                reason = clause;
            }
        }
        return new Term(kind.name(), sum, typical, reason);
    }

    /** The probability that the group carries the growth. */
    static double probability(CandidateEvidence evidence, List<Term> terms) {
        double probability =
                Logistic.probability(terms.stream().mapToDouble(Term::logOdds).sum());
        return Math.min(probability, evidence.comparesReplicas() ? MOST : MOST_WITHOUT_CONTRAST);
    }
}
