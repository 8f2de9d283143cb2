package dev.culprit.analysis.memory;

import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.history.Lifetime;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one lifetime, cut out of one absolute grid, so that blocks of the same number are simultaneous in all replicas.
 *
 * @param block numbers on the grid; {@code times} their middles in seconds since the epoch
 * @param ages of the process at the middles, in hours
 */
record Grid(long[] block, double[] times, double[] ages) {
    /** By hand: below, a lifetime has a level and nothing else. */
    static final int FEWEST_BLOCKS = 8;
    /** By hand: a process that is being stopped says nothing of its memory. */
    static final double LAST_SECONDS = 600;

    /** @return null when the lifetime, after its warm-up, has too few whole blocks */
    static @Nullable Grid of(Lifetime life, double blockSeconds) {
        long first = (long) Math.ceil((life.start() + ProcessBirths.WARM_UP_SECONDS) / blockSeconds);
        int count = (int) Math.floor((life.end() - first * blockSeconds - LAST_SECONDS) / blockSeconds);
        if (count < FEWEST_BLOCKS) {
            return null;
        }
        double[] times = IntStream.range(0, count)
                .mapToDouble(i -> (first + i + 0.5) * blockSeconds)
                .toArray();
        return new Grid(LongStream.range(first, first + count).toArray(), times, ages(times, life));
    }

    static double[] ages(double[] times, Lifetime life) {
        return Arrays.stream(times).map(time -> (time - life.start()) / 3600).toArray();
    }

    Grid ofRows(int from, int to) {
        return new Grid(
                Arrays.copyOfRange(block, from, to),
                Arrays.copyOfRange(times, from, to),
                Arrays.copyOfRange(ages, from, to));
    }
}
