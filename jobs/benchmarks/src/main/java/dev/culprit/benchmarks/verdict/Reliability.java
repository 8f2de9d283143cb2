package dev.culprit.benchmarks.verdict;

import java.util.stream.IntStream;

/** How often words of a given confidence are true, by tenths. A method that knows itself says 0.8 where it is right in 80 %. */
final class Reliability {
    private final int[] said = new int[10];
    private final int[] right = new int[10];
    private final double[] confidence = new double[10];
    private double squares;

    void add(double probability, boolean isTrue) {
        int tenth = Math.max(0, Math.min(9, (int) (10 * probability)));
        said[tenth]++;
        right[tenth] += isTrue ? 1 : 0;
        confidence[tenth] += probability;
        squares += Math.pow(probability - (isTrue ? 1 : 0), 2);
    }

    int count() {
        return IntStream.of(said).sum();
    }

    /** {@code | n | mean confidence | share true |} of one tenth. */
    String cells(int tenth) {
        return said[tenth] == 0
                ? " 0 | | |"
                : Figures.format(
                        " %d | %.2f | %.2f |",
                        said[tenth], confidence[tenth] / said[tenth], (double) right[tenth] / said[tenth]);
    }

    /** Mean distance of confidence from the share true, weighted by how often it is said. */
    double calibrationError() {
        return IntStream.range(0, 10)
                        .mapToDouble(tenth -> Math.abs(confidence[tenth] - right[tenth]))
                        .sum()
                / Math.max(1, count());
    }

    /** Mean square of confidence minus truth (Brier 1950): 0 is best, 0.25 is what "even odds" earns. */
    double brier() {
        return squares / Math.max(1, count());
    }
}
