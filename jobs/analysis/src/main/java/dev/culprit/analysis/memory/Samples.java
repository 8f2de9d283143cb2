package dev.culprit.analysis.memory;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The moments at which memory was read, and how rows are made of them: a row is {@code (1 - weight)} of the sample at
 * {@code left} and {@code weight} of the one after it. The same mixing for memory and for every column keeps linear
 * relations between them what they are.
 *
 * @param at seconds since the epoch, ascending; {@code ages} hours since the start of the process
 * @param traffic requests per second around each sample, {@code earlier} half an hour or a block before, {@code requests}
 *     cumulative in the lifetime; all null where requests are not counted
 * @param left by row, the index of a sample; {@code weight} 0 to 1
 */
record Samples(
        double[] at,
        double[] ages,
        double @Nullable [] traffic,
        double @Nullable [] earlier,
        double @Nullable [] requests,
        int[] left,
        double[] weight) {

    /** Values by sample as values by row. */
    double[] rows(double[] values) {
        double[] rows = new double[left.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = weight[i] == 0
                    ? values[left[i]]
                    : (1 - weight[i]) * values[left[i]] + weight[i] * values[left[i] + 1];
        }
        return rows;
    }

    /** The same samples for some of the rows. */
    Samples ofRows(int from, int to) {
        return new Samples(
                at,
                ages,
                traffic,
                earlier,
                requests,
                Arrays.copyOfRange(left, from, to),
                Arrays.copyOfRange(weight, from, to));
    }

    static double[] map(double[] values, DoubleUnaryOperator function) {
        return Arrays.stream(values).map(function).toArray();
    }
}
