package dev.culprit.analysis.verdict;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.intervention.Intervention;
import dev.culprit.analysis.statistics.Logistic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Evidence added up as log-odds, from even odds. The weights are a logistic regression on simulated incidents of two worlds
 * (seeds 1001 and up, never those that docs/scoreboard.md reports), rounded: one set with replicas to compare, one without.
 * The price's and the intervention's are set by hand. They are the method's, not this workload's.
 */
public final class Score {
    /**
     * From here on memory is said to leak, and a label named: a false accusation costs a team a week, and what is left undecided
     * comes back on Monday, with a week more of data.
     */
    static final double DECIDES = 0.90;
    /** The same where no replicas could be held against each other: a hidden cause of both births and growth looks alike there. */
    static final double DECIDES_ALONE = 0.94;
    /** From here on memory is said to stand, which costs less where it is wrong. */
    static final double STANDS = 0.85;
    /** Between this and {@link #DECIDES} the label can neither be named nor ruled out. */
    static final double UNDECIDED = 0.30;
    /** Nothing that is inferred is surer. */
    static final double MOST = 0.99;
    /** Without a second replica a hidden cause of both births and growth cannot be ruled out: no label is surer than this. */
    static final double MOST_WITHOUT_CONTRAST = 0.95;

    /** The probability of a label whose births are not retained. */
    static final double NOT_RETAINED = 0.2;

    private static final double TYPICAL_BYTES = 1100;
    /** Prices within this factor of the typical one tell nothing; beyond it every further factor of four tells against. */
    private static final double USUAL_FACTOR = 12;

    /** What a change convicts or acquits by is set by hand: it is the nearest to an experiment that history offers. */
    private static final double CONVICTS = 2;

    private static final double ACQUITS = -4;

    /** Memory that shows no leak stands at odds so much better than the leak's own say, of 1,224 incidents of seeds 1101 to 1112. */
    private static final double STANDING = 4;
    /** And so much of the probability of a label that was not named was still there when no label was guilty. */
    private static final double INNOCENT = 1 / 3.0;

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

    /** What one kind of evidence adds; negative speaks for the label's innocence. */
    record Term(String kind, double logOdds) {}

    /**
     * One number read off the evidence, and what it weighs: among replicas, and without any.
     *
     * @param kind the evidence that it belongs to
     */
    record Feature(
            String kind,
            double withReplicas,
            double without,
            ToDoubleBiFunction<Association, EnvironmentContrast> value) {
        double weight(Association a) {
            return a.controls().replicas() == null ? without : withReplicas;
        }
    }

    /** What {@code WeightFit} in the tests fits, in this order; the first is the constant. */
    static final List<Feature> FEATURES = List.of(
            new Feature("prior", -3.2, -1.6, (a, e) -> 1),
            new Feature("share", 0.55, 0.9, (a, e) -> clip(a.share().median(), 1)),
            new Feature("share", 0.25, 0.9, (a, e) -> clip(a.share().low(), 1)),
            new Feature("share", 0.4, 1.15, (a, e) -> a.share().heaviest()),
            new Feature("share", 0.55, 0.65, (a, e) -> clip(a.share().explained(), 1)),
            new Feature("association", 0.8, 0.75, (a, e) -> signedLog(a.t())),
            new Feature("environment-contrast", 0.3, 0.4, (a, e) -> -clip(e.contradiction(), 4)),
            new Feature("environment-contrast", 0.3, 0.9, (a, e) -> Math.min(2, e.support())),
            new Feature("environment-contrast", 1, 3, (a, e) -> -e.unexplained()),
            new Feature(
                    "dose-response",
                    0.3,
                    0.25,
                    (a, e) -> a.controls().wholeLifetimes() == null
                            ? 0
                            : signedLog(a.controls().wholeLifetimes().t())),
            new Feature(
                    "dose-response",
                    0.2,
                    0.1,
                    (a, e) -> a.controls().wholeLifetimes() == null
                            ? 0
                            : agreement(
                                    a.price().bytesPerSeries(),
                                    a.controls().wholeLifetimes().bytesPerSeries())),
            new Feature("dose-response", 0.35, -0.1, (a, e) -> a.controls().wholeLifetimes() == null ? 1 : 0),
            new Feature(
                    "pod-contrast",
                    1.5,
                    0,
                    (a, e) -> a.controls().replicas() == null
                            ? 0
                            : signedLog(a.controls().replicas().t())),
            new Feature(
                    "pod-contrast",
                    0.45,
                    0,
                    (a, e) -> a.controls().replicas() == null
                            ? 0
                            : agreement(
                                    a.price().bytesPerSeries(),
                                    a.controls().replicas().bytesPerSeries())),
            new Feature(
                    "placebo",
                    2.0,
                    0,
                    (a, e) -> a.controls().negative() == null
                            ? 0
                            : -signedLog(Math.max(0, a.controls().negative().othersT()))));

    /** The kinds of evidence, each with what it adds; their sum is the log-odds that the group carries the growth. */
    static List<Term> terms(Association a, EnvironmentContrast environments, @Nullable Intervention change) {
        Map<String, Double> sums = new LinkedHashMap<>();
        FEATURES.forEach(feature -> sums.merge(
                feature.kind(), feature.weight(a) * feature.value().applyAsDouble(a, environments), Double::sum));
        double distance = Math.abs(Math.log(Math.max(a.price().alone(), 1) / TYPICAL_BYTES)) - Math.log(USUAL_FACTOR);
        sums.put("price", -1.5 * Math.max(0, distance) / Math.log(4));
        if (change != null) {
            sums.put(
                    "intervention",
                    switch (change.conclusion()) {
                        case CONVICTS -> CONVICTS;
                        case ACQUITS -> ACQUITS;
                        case UNDECIDED -> 0.0;
                    });
        }
        return sums.entrySet().stream()
                .map(sum -> new Term(sum.getKey(), sum.getValue()))
                .toList();
    }

    /** The probability that the group carries the growth. */
    public static double probability(Association a, EnvironmentContrast environments, @Nullable Intervention change) {
        double logOdds = terms(a, environments, change).stream()
                .mapToDouble(Term::logOdds)
                .sum();
        double probability = Logistic.probability(logOdds);
        return Math.min(probability, a.controls().replicas() == null ? MOST_WITHOUT_CONTRAST : MOST);
    }

    /** Bytes per series must come out the same whichever variation they are read from: 1 when equal, 0 when opposed. */
    static double agreement(double bytesPerSeries, double otherwise) {
        if (bytesPerSeries <= 0 || otherwise <= 0) {
            return 0;
        }
        double ratio = otherwise / bytesPerSeries;
        return Math.min(ratio, 1 / ratio);
    }

    private static double clip(double value, double most) {
        return Math.max(0, Math.min(most, value));
    }

    /** Tells more of small t than of large ones: 0, 0.7, 1.6, 2.4, 3.4 for 0, 1, 4, 10, 30 and beyond. */
    static double signedLog(double t) {
        return Math.signum(t) * Math.log1p(Math.min(Math.abs(t), 30));
    }
}
