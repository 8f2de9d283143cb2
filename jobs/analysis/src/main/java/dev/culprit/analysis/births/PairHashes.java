package dev.culprit.analysis.births;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A number of 128 bits for each pair of a label and its value, and for each metric, drawn at random (Zobrist, "A new hashing
 * method with application for game playing", 1970). A series has the sum of its parts' numbers, so leaving a label out is one
 * subtraction. Two different sets of parts have the same sum with probability 2⁻¹²⁸, whatever their texts are, as these never enter: who
 * chooses label values cannot choose sums. Among five million series that is a collision in one of 10²⁵ counts.
 */
final class PairHashes {
    private static final SecureRandom SEEDS = new SecureRandom();

    private final SeriesColumns columns;
    private final long[] ofPairs;
    private final long[] ofMetrics;

    /** With numbers that nobody knows; what is counted does not depend on them. */
    PairHashes(SeriesColumns columns) {
        this(columns, new SplittableRandom(SEEDS.nextLong()));
    }

    PairHashes(SeriesColumns columns, RandomGenerator random) {
        this.columns = columns;
        this.ofPairs = random.longs(2L * columns.pairCount()).toArray();
        this.ofMetrics = random.longs(2L * columns.nameCount()).toArray();
    }

    /** Writes both halves of the hash of metric and labels. */
    void ofSeries(int row, long[] into, int at) {
        int metric = columns.metricOf(columns.nameOf(row));
        long one = ofMetrics[2 * metric];
        long two = ofMetrics[2 * metric + 1];
        for (int place = columns.begin(row), end = columns.begin(row + 1); place < end; place++) {
            int pair = columns.pairAt(place);
            one += ofPairs[2 * pair];
            two += ofPairs[2 * pair + 1];
        }
        into[at] = one;
        into[at + 1] = two;
    }

    /** @param half 0 or 1 */
    long ofPair(int pair, int half) {
        return ofPairs[2 * pair + half];
    }
}
