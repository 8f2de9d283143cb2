package dev.culprit.analysis;

import dev.culprit.model.Nullable;
import java.util.ArrayList;
import java.util.List;

/**
 * Evidence added up as log-odds, from even odds. The weights are a logistic regression on simulated incidents of two worlds
 * (seeds 1001 and up, never those that the scoreboard reports; docs/scoreboard.md has the command): one set with replicas to
 * compare, one without. They are the method's, not this workload's.
 */
final class Score {
    /** From here on a label is named. */
    static final double NAMED = 0.65;
    /** The same where a hidden cause cannot be ruled out by replicas, or the births may be another container's. */
    static final double NAMED_ON_LESS = 0.90;
    /** Between this and {@link #NAMED} the label can neither be named nor ruled out. */
    static final double UNDECIDED = 0.30;
    /** Nothing that is inferred is surer. */
    static final double MOST = 0.99;
    /** Without a second replica a hidden cause of both births and growth cannot be ruled out: no label is surer than this. */
    static final double MOST_WITHOUT_CONTRAST = 0.95;

    private static final double TYPICAL_BYTES = 1100;
    /** Prices within this factor of the typical one tell nothing; beyond it every further factor of four tells against. */
    private static final double USUAL_FACTOR = 12;

    /** What a change convicts or acquits by is set by hand: it is the nearest to an experiment that history offers. */
    private static final double CONVICTS = 2;

    private static final double ACQUITS = -4;

    private Score() {}

    /** What one kind of evidence adds; negative speaks for the label's innocence. */
    record Term(String kind, double logOdds) {}

    private record Weights(
            double constant,
            double shareMedian,
            double shareLow,
            double top,
            double explained,
            double t,
            double contradiction,
            double support,
            double doseT,
            double doseAgreement,
            double noDose) {}

    private static final Weights WITH_REPLICAS =
            new Weights(-3.2, 0.55, 0.25, 0.4, 0.55, 0.8, 0.3, 0.3, 0.3, 0.2, 0.35);
    private static final double REPLICAS_T = 1.5;
    private static final double REPLICAS_AGREEMENT = 0.45;
    private static final double OTHERS_T = 2.0;
    private static final Weights WITHOUT = new Weights(-1.7, 0.9, 0.9, 1.15, 0.65, 0.75, 0.4, 0.9, 0.25, 0.1, -0.1);

    /** The kinds of evidence, each with what it adds; their sum is the log-odds that the group carries the growth. */
    static List<Term> terms(Association a, EnvironmentContrast environments, @Nullable Intervention change) {
        PodContrast pods = a.contrast();
        Weights w = pods == null ? WITHOUT : WITH_REPLICAS;
        List<Term> terms = new ArrayList<>();
        terms.add(new Term("prior", w.constant));
        terms.add(new Term(
                "share",
                w.shareMedian * clip(a.shareMedian(), 1)
                        + w.shareLow * clip(a.shareLow(), 1)
                        + w.top * a.top()
                        + w.explained * clip(a.explained(), 1)));
        terms.add(new Term("association", w.t * signedLog(a.t())));
        terms.add(new Term(
                "environment-contrast",
                w.support * Math.min(2, environments.support())
                        - w.contradiction * clip(environments.contradiction(), 4)));
        terms.add(new Term(
                "dose-response",
                a.dose() == null
                        ? w.noDose
                        : w.doseT * signedLog(a.dose().t())
                                + w.doseAgreement
                                        * agreement(a.bytesPerSeries(), a.dose().bytesPerSeries())));
        if (pods != null) {
            terms.add(new Term(
                    "pod-contrast",
                    REPLICAS_T * signedLog(pods.t())
                            + REPLICAS_AGREEMENT * agreement(a.bytesPerSeries(), pods.bytesPerSeries())));
        }
        if (a.placebo() != null && a.placebo().othersT() > 0) {
            terms.add(new Term("placebo", -OTHERS_T * signedLog(a.placebo().othersT())));
        }
        double distance = Math.abs(Math.log(Math.max(a.bytesAlone(), 1) / TYPICAL_BYTES)) - Math.log(USUAL_FACTOR);
        if (distance > 0) {
            terms.add(new Term("price", -1.5 * distance / Math.log(4)));
        }
        if (change != null) {
            switch (change.conclusion()) {
                case CONVICTS -> terms.add(new Term("intervention", CONVICTS));
                case ACQUITS -> terms.add(new Term("intervention", ACQUITS));
                case UNDECIDED -> {}
            }
        }
        return List.copyOf(terms);
    }

    /** The probability that the group carries the growth. */
    static double probability(Association a, EnvironmentContrast environments, @Nullable Intervention change) {
        double logOdds = terms(a, environments, change).stream()
                .mapToDouble(Term::logOdds)
                .sum();
        double probability = logistic(logOdds);
        return Math.min(probability, a.contrast() == null ? MOST_WITHOUT_CONTRAST : MOST);
    }

    static double logistic(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
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
