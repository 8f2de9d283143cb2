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

    /** Sums of rows, one after the other. Most of a row is the row before, so only what differs is added and subtracted. */
    final class Sums {
        private int row = -1;
        private long one;
        private long two;

        /** Writes both halves of the hash of metric and labels. */
        void ofSeries(int next, long[] into, int at) {
            int from = columns.begin(next);
            int count = columns.begin(next + 1) - from;
            if (row >= 0 && columns.begin(row + 1) - columns.begin(row) == count) {
                add(columns.metricOf(columns.nameOf(row)), columns.metricOf(columns.nameOf(next)), ofMetrics);
                int before = columns.begin(row);
                for (int place = 0; place < count; place++) {
                    add(columns.pairAt(before + place), columns.pairAt(from + place), ofPairs);
                }
            } else {
                one = 0;
                two = 0;
                add(columns.metricOf(columns.nameOf(next)), ofMetrics);
                for (int place = 0; place < count; place++) {
                    add(columns.pairAt(from + place), ofPairs);
                }
            }
            row = next;
            into[at] = one;
            into[at + 1] = two;
        }

        private void add(int without, int with, long[] hashes) {
            if (without != with) {
                one -= hashes[2 * without];
                two -= hashes[2 * without + 1];
                add(with, hashes);
            }
        }

        private void add(int with, long[] hashes) {
            one += hashes[2 * with];
            two += hashes[2 * with + 1];
        }
    }

    /** @param half 0 or 1 */
    long ofPair(int pair, int half) {
        return ofPairs[2 * pair + half];
    }
}
