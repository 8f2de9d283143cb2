package dev.culprit.analysis.memory;

import dev.culprit.analysis.statistics.OrthonormalBasis;
import dev.culprit.analysis.statistics.PartialRegression;
import dev.culprit.analysis.statistics.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A panel's memory y = Xb + a level per lifetime + AR(1) errors, by feasible generalised least squares: X and y as
 * {@link QuasiDifferences} (Prais and Winsten 1954 without the first row), each lifetime's level projected out.
 *
 * @param rho autocorrelation of the errors from one row to the next
 * @param y quasi-differences of memory; one a row
 * @param x by column and row
 * @param lifetime index in the panel of each row's lifetime, ascending; {@code block} its number on the absolute grid
 */
public record Ar1Regression(
        Panel panel, List<DesignColumn> columns, double rho, double[] y, double[][] x, int[] lifetime, long[] block) {
    /** By hand: a lifetime with fewer pairs of rows has a level and nothing else. */
    private static final int FEWEST_PAIRS = 3;

    /** @return null when no lifetime has enough rows */
    public static @Nullable Ar1Regression of(Design design) {
        Panel panel = design.panel();
        double rho = Autocorrelation.of(design);
        int p = design.columns().size();
        Rows rows = new Rows(p);
        for (int s = 0; s < panel.lifetimes().size(); s++) {
            LifetimePanel lifetime = panel.lifetimes().get(s);
            QuasiDifferences pairs = QuasiDifferences.of(lifetime.usable(), rho);
            if (pairs.count() < FEWEST_PAIRS) {
                continue;
            }
            OrthonormalBasis level = OrthonormalBasis.of(List.of(pairs.ofLevel()));
            rows.y.add(level.residuals(pairs.of(lifetime.memory())));
            for (int k = 0; k < p; k++) {
                rows.x.get(k).add(level.residuals(pairs.of(design.values()[s][k])));
            }
            rows.add(
                    s,
                    Arrays.stream(pairs.at())
                            .mapToLong(row -> lifetime.block()[row])
                            .toArray());
        }
        return rows.y.isEmpty() ? null : rows.regression(panel, design.columns(), rho);
    }

    /** Rows as they are gathered, lifetime by lifetime. */
    private static final class Rows {
        private final List<double[]> y = new ArrayList<>();
        private final List<List<double[]>> x = new ArrayList<>();
        private final IntStream.Builder lifetime = IntStream.builder();
        private final List<long[]> block = new ArrayList<>();

        Rows(int columns) {
            IntStream.range(0, columns).forEach(k -> x.add(new ArrayList<>()));
        }

        void add(int index, long[] blocks) {
            Arrays.stream(blocks).forEach(row -> lifetime.add(index));
            block.add(blocks);
        }

        Ar1Regression regression(Panel panel, List<DesignColumn> columns, double rho) {
            return new Ar1Regression(
                    panel,
                    columns,
                    rho,
                    Vectors.concat(y),
                    x.stream().map(Vectors::concat).toArray(double[][]::new),
                    lifetime.build().toArray(),
                    block.stream().flatMapToLong(Arrays::stream).toArray());
        }
    }

    /** Number of rows. */
    public int rows() {
        return y.length;
    }

    public double[] values(DesignColumn column) {
        return x[ByColumn.index(columns, column)];
    }

    public List<double[]> valuesOfOthers(DesignColumn column) {
        int own = ByColumn.index(columns, column);
        return IntStream.range(0, x.length)
                .filter(k -> k != own)
                .mapToObj(k -> x[k])
                .toList();
    }

    /** The column given all others. */
    public PartialRegression partial(DesignColumn column) {
        return PartialRegression.of(y, values(column), valuesOfOthers(column));
    }

    public String pod(int row) {
        return panel.lifetimes().get(lifetime[row]).pod();
    }

    /** Sum of squared residuals of the fit without bounds. */
    public double rss() {
        return Vectors.sumOfSquares(OrthonormalBasis.of(List.of(x)).residuals(y));
    }

    /** What is left of y with these coefficients: the innovations of the AR(1) errors. */
    public double[] residuals(ByColumn coefficients) {
        double[] residuals = y.clone();
        for (int k = 0; k < x.length; k++) {
            for (int r = 0; r < residuals.length; r++) {
                residuals[r] -= coefficients.values()[k] * x[k][r];
            }
        }
        return residuals;
    }

    /** Indices of the lifetimes that have rows, ascending: the order of {@link #normalEquations}. */
    public int[] lifetimesUsed() {
        return Arrays.stream(lifetime).distinct().sorted().toArray();
    }

    public NormalEquations normalEquations() {
        return normalEquations(Arrays.stream(lifetime).asLongStream().toArray());
    }

    /** The same, with the rows of each cluster apart in the place of those of each lifetime; {@code clusters} has one number a row. */
    public NormalEquations normalEquations(long[] clusters) {
        long[] distinct = Arrays.stream(clusters).distinct().sorted().toArray();
        int[] positions = Arrays.stream(clusters)
                .mapToInt(cluster -> Arrays.binarySearch(distinct, cluster))
                .toArray();
        return NormalEquations.of(columns, x, y, positions, distinct.length);
    }
}
