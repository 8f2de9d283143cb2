package dev.culprit.analysis.simulation;

import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.analysis.WorkloadAnalysis.Placed;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Verdict;

/**
 * How a verdict compares with the truth.
 *
 * @param outcome of the container on trial, and worst of all: an accusation anywhere that is false
 * @param tried the finding on the container on trial
 */
public record Grade(Outcome outcome, Finding tried, Truth truth) {

    public enum Outcome {
        /** The guilty group is named, first and alone or with another guilty one; or nobody where nobody is guilty. */
        RIGHT,
        /** A guilty group goes free. */
        MISSED,
        /** An innocent label is named on a true leak by a label. */
        WRONG_LABEL,
        /** A label is named where none is guilty. */
        ACCUSED
    }

    public static Grade of(WorkloadAnalysis.Result result, Truth truth) {
        Finding tried = result.findings().stream()
                .filter(placed -> placed.environment().equals(truth.environment())
                        && placed.row().container().equals(truth.container()))
                .map(Placed::row)
                .findFirst()
                .orElseThrow();
        boolean innocentNamed = result.findings().stream()
                .filter(placed -> placed.row().verdict() == Verdict.LABEL)
                .anyMatch(placed -> !placed.row().container().equals(truth.container())
                        || placed.row().culprits().stream()
                                .anyMatch(culprit ->
                                        truth.namedBy(culprit.labels()).isEmpty()));
        Outcome outcome;
        if (innocentNamed) {
            outcome = truth.guilty().isEmpty() ? Outcome.ACCUSED : Outcome.WRONG_LABEL;
        } else if (truth.guilty().isEmpty() || tried.verdict() == Verdict.LABEL) {
            outcome = Outcome.RIGHT;
        } else {
            outcome = Outcome.MISSED;
        }
        return new Grade(outcome, tried, truth);
    }

    /** Whether the finding's own word is true, for the calibration of its confidence. */
    public boolean wordIsTrue() {
        return switch (tried.verdict()) {
            case LABEL -> outcome == Outcome.RIGHT;
            case NO_LABEL -> truth.leaks() && truth.guilty().isEmpty();
            case STEADY, WATCH -> !truth.leaks();
            case INSUFFICIENT_DATA -> true;
        };
    }
}
