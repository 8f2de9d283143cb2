package dev.culprit.benchmarks.verdict;

import dev.culprit.analysis.simulation.Grade;
import dev.culprit.analysis.simulation.Truth.Guilty;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Verdict;
import org.jspecify.annotations.Nullable;

/** Bytes per series of the first culprit named, where it is one. */
record Price(Interval said, double truth) {

    /** Null where no guilty label is named on the container on trial. */
    static @Nullable Price of(Case one) {
        Grade grade = one.trial().grade();
        if (grade.tried().verdict() != Verdict.LABEL) {
            return null;
        }
        Culprit first = grade.tried().culprits().get(0);
        return one.truth()
                .namedBy(first.labels())
                .map(Guilty::bytes)
                .map(bytes -> new Price(first.bytesPerSeries(), bytes))
                .orElse(null);
    }

    double ratio() {
        return said.estimate() / truth;
    }

    boolean covered() {
        return said.low() <= truth && truth <= said.high();
    }

    /** Whether it is as near to the truth as that part of it. */
    boolean within(double part) {
        return Math.abs(ratio() - 1) <= part;
    }
}
