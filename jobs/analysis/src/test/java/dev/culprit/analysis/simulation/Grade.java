package dev.culprit.analysis.simulation;

import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.analysis.WorkloadAnalysis.Placed;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.finding.Verdict;
import java.util.List;

/**
 * How a verdict compares with the truth.
 *
 * @param outcome of the container on trial, and worst of all: an accusation anywhere that is false
 * @param tried the finding on the container on trial
 */
public record Grade(Outcome outcome, Finding tried, Truth truth) {

    public enum Outcome {
        /**
         * The guilty group is named, first and alone or with another guilty one; or nobody where nobody is guilty. Where the truth
         * has an answer, the verdict is of it.
         */
        RIGHT,
        /** A guilty group goes free; or nobody is accused, and yet the verdict is not of the truth's answer. */
        MISSED,
        /** An innocent label is named on a true leak by a label. */
        WRONG_LABEL,
        /** A label is named where none is guilty. */
        ACCUSED
    }

    /** Somebody's word that these labels carry a leak of this container. */
    public record Accusation(String environment, String container, List<String> labels) {}

    public static Grade of(WorkloadAnalysis.Result result, Truth truth) {
        Finding tried = result.findings().stream()
                .filter(placed -> placed.environment().equals(truth.environment())
                        && placed.row().container().container().equals(truth.container()))
                .map(Placed::row)
                .findFirst()
                .orElseThrow();
        Outcome outcome = outcome(
                result.findings().stream()
                        .flatMap(placed -> accusations(placed).stream())
                        .toList(),
                truth);
        boolean otherWord = truth.answer() != null && !truth.answer().verdicts().contains(tried.verdict());
        return new Grade(outcome == Outcome.RIGHT && otherWord ? Outcome.MISSED : outcome, tried, truth);
    }

    /** One accusation a culprit; none unless the verdict is {@code label}. */
    public static List<Accusation> accusations(Placed<Finding> placed) {
        return placed.row().verdict() != Verdict.LABEL
                ? List.of()
                : placed.row().culprits().stream()
                        .map(culprit -> new Accusation(
                                placed.environment(), placed.row().container().container(), culprit.labels()))
                        .toList();
    }

    public static boolean isTrue(Accusation accusation, Truth truth) {
        return accusation.container().equals(truth.container())
                && truth.namedBy(accusation.labels()).isPresent();
    }

    /** The same measure for whoever accuses: the method, or what it is compared with. */
    public static Outcome outcome(List<Accusation> accusations, Truth truth) {
        if (!accusations.stream().allMatch(accusation -> isTrue(accusation, truth))) {
            return truth.guilty().isEmpty() ? Outcome.ACCUSED : Outcome.WRONG_LABEL;
        }
        boolean named = accusations.stream()
                .anyMatch(accusation -> accusation.environment().equals(truth.environment()));
        return named || truth.guilty().isEmpty() ? Outcome.RIGHT : Outcome.MISSED;
    }

    /** The probability by which a guilty label is the finding's first suspect; 0 where none is. */
    public double suspected() {
        return tried.suspects().stream()
                .limit(1)
                .filter(suspect -> truth.namedBy(suspect.labels()).isPresent())
                .mapToDouble(Suspect::probability)
                .sum();
    }

    /** Whether the finding's own word is true, for the calibration of its confidence. */
    public boolean wordIsTrue() {
        if (truth.answer() != null) {
            return tried.verdict() == Verdict.INSUFFICIENT_DATA || outcome == Outcome.RIGHT;
        }
        return switch (tried.verdict()) {
            case LABEL -> outcome == Outcome.RIGHT;
            case NO_LABEL -> truth.leaks() && truth.guilty().isEmpty();
            case STEADY, WATCH -> !truth.leaks();
            case INSUFFICIENT_DATA -> true;
        };
    }
}
