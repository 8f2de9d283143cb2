package dev.culprit.analysis.verdict;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A number read off the evidence, as the score weighs it. The weights are stored by name ({@code weights.txt}).
 *
 * @param reason the clause of an acquittal where this number is what speaks against the candidate; null where it cannot
 */
record Feature(
        String name, ToDoubleFunction<CandidateEvidence> value, Function<CandidateEvidence, @Nullable String> reason) {
    /** By hand: beyond it a larger t is no surer, as what is left are errors of the model. */
    private static final double LARGEST_T = 30;

    /** A number that never is the reason of an acquittal by itself. */
    static Feature silent(String name, ToDoubleFunction<CandidateEvidence> value) {
        return new Feature(name, value, evidence -> null);
    }

    /** Tells more of small t than of large ones: 0, 0.7, 1.6, 2.4, 3.4 for 0, 1, 4, 10, 30 and beyond. */
    static double signedLog(double t) {
        return Math.signum(t) * Math.log1p(Math.min(Math.abs(t), LARGEST_T));
    }

    static double clip(double value, double most) {
        return Math.max(0, Math.min(most, value));
    }

    /** Bytes per series must come out the same whichever variation they are read from: 1 when equal, 0 when opposed. */
    static double agreement(double bytesPerSeries, double otherwise) {
        if (bytesPerSeries <= 0 || otherwise <= 0) {
            return 0;
        }
        double ratio = otherwise / bytesPerSeries;
        return Math.min(ratio, 1 / ratio);
    }
}
