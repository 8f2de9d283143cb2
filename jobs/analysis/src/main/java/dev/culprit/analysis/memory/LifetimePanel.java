package dev.culprit.analysis.memory;

import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.births.LabelGroups;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.history.Lifetime;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One lifetime's rows of a {@link Panel}.
 *
 * @param ledger of the process; null without scrapes
 * @param memory of the blocks in bytes, where {@code ok}
 * @param inside what the process says that it retains, at the rows, NaN where unknown; null where it says nothing
 * @param samples where the columns are read
 */
public record LifetimePanel(
        String pod,
        Lifetime life,
        @Nullable ProcessBirths ledger,
        Grid grid,
        double[] memory,
        boolean[] ok,
        double @Nullable [] inside,
        Samples samples) {
    /** By hand: share of a lifetime's blocks that must be readable. */
    private static final double READABLE = 0.3;

    /** Middles of the blocks, in seconds since the epoch. */
    public double[] times() {
        return grid.times();
    }

    /** Numbers of the blocks on the absolute grid. */
    public long[] block() {
        return grid.block();
    }

    /** Of the process, in hours. */
    public double[] ages() {
        return grid.ages();
    }

    /** Indices of the rows that can be used. */
    public int[] usable() {
        return IntStream.range(0, ok.length).filter(i -> ok[i]).toArray();
    }

    /** Whether so many rows and so large a share of them can be used that the lifetime tells anything. */
    boolean isReadable() {
        return usable().length >= Math.max(Grid.FEWEST_BLOCKS / 2, READABLE * ok.length);
    }

    LifetimePanel until(double second) {
        boolean[] before = new boolean[ok.length];
        IntStream.range(0, ok.length).forEach(i -> before[i] = ok[i] && times()[i] <= second);
        return new LifetimePanel(pod, life, ledger, grid, memory, before, inside, samples);
    }

    /** A piece of the lifetime. */
    public LifetimePanel ofRows(int from, int to) {
        return new LifetimePanel(
                pod,
                life,
                ledger,
                grid.ofRows(from, to),
                Arrays.copyOfRange(memory, from, to),
                Arrays.copyOfRange(ok, from, to),
                inside == null ? null : Arrays.copyOfRange(inside, from, to),
                samples.ofRows(from, to));
    }

    /** What the process says that it retains in the place of the container's memory; that must be known. */
    public LifetimePanel ofRetained() {
        double[] reported = requireNonNull(inside);
        boolean[] known = new boolean[ok.length];
        IntStream.range(0, ok.length).forEach(i -> known[i] = ok[i] && !Double.isNaN(reported[i]));
        return new LifetimePanel(pod, life, ledger, grid, reported, known, reported, samples);
    }

    /** Requests per second by rows; null where they are not counted. */
    public double @Nullable [] traffic() {
        return samples.traffic() == null ? null : samples.rows(samples.traffic());
    }

    /** The same, half an hour or a block before. */
    public double @Nullable [] earlierTraffic() {
        return samples.earlier() == null ? null : samples.rows(samples.earlier());
    }

    /** Cumulative requests by rows; null where they are not counted. */
    double @Nullable [] requests() {
        return samples.requests() == null ? null : samples.rows(samples.requests());
    }

    /**
     * Births of the group up to each row, at the moments at which memory was read.
     *
     * @param freedOnExpiry less those whose series are gone by then
     */
    public double[] births(LabelGroups.Group group, LabelGroups groups, boolean freedOnExpiry) {
        return samples.rows(requireNonNull(ledger).cumulative(group, groups, samples.at(), freedOnExpiry));
    }

    /** The same of all births, whoever has the credit. */
    public double[] births(boolean freedOnExpiry) {
        return samples.rows(requireNonNull(ledger).cumulative(samples.at(), freedOnExpiry));
    }
}
