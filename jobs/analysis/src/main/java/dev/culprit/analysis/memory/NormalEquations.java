package dev.culprit.analysis.memory;

import dev.culprit.analysis.statistics.BoundedLeastSquares;
import dev.culprit.analysis.statistics.Vectors;
import java.util.List;

/**
 * X'X b = X'y, lifetime by lifetime or cluster by cluster and with columns scaled to length one, so that pooling and resampling are weighted sums.
 *
 * @param lengths Euclidean lengths of the columns; 1 of a column of zeros
 * @param grams X'X by lifetime, {@code rights} X'y
 */
public record NormalEquations(List<DesignColumn> columns, double[] lengths, double[][][] grams, double[][] rights) {
    /** By hand: keeps columns that depend on each other solvable, and moves no other coefficient by more than a millionth. */
    private static final double RIDGE = 1e-6;

    /**
     * @param x by column and row; {@code y} by row
     * @param lifetime index of each row's lifetime, or cluster, from 0 to less than {@code lifetimes}
     */
    static NormalEquations of(List<DesignColumn> columns, double[][] x, double[] y, int[] lifetime, int lifetimes) {
        int p = columns.size();
        double[] lengths = new double[p];
        double[][] scaled = new double[p][y.length];
        for (int k = 0; k < p; k++) {
            double length = Vectors.norm(x[k]);
            lengths[k] = length == 0 ? 1 : length;
            for (int r = 0; r < y.length; r++) {
                scaled[k][r] = x[k][r] / lengths[k];
            }
        }
        double[][][] grams = new double[lifetimes][p][p];
        double[][] rights = new double[lifetimes][p];
        for (int i = 0; i < p; i++) {
            for (int r = 0; r < y.length; r++) {
                rights[lifetime[r]][i] += scaled[i][r] * y[r];
            }
            for (int j = 0; j <= i; j++) {
                for (int r = 0; r < y.length; r++) {
                    grams[lifetime[r]][i][j] += scaled[i][r] * scaled[j][r];
                }
                for (double[][] gram : grams) {
                    gram[j][i] = gram[i][j];
                }
            }
        }
        return new NormalEquations(columns, lengths, grams, rights);
    }

    /** Number of lifetimes or clusters. */
    public int count() {
        return grams.length;
    }

    /** Each once. */
    public Pooled pooled() {
        return pooled(Vectors.ones(count()));
    }

    /** @param weights how often each lifetime or cluster counts */
    public Pooled pooled(double[] weights) {
        int p = columns.size();
        double[][] gram = new double[p][p];
        double[] right = new double[p];
        for (int lifetime = 0; lifetime < weights.length; lifetime++) {
            double weight = weights[lifetime];
            for (int i = 0; i < p && weight != 0; i++) {
                double[] row = grams[lifetime][i];
                right[i] += weight * rights[lifetime][i];
                for (int j = 0; j < p; j++) {
                    gram[i][j] += weight * row[j];
                }
            }
        }
        for (int k = 0; k < p; k++) {
            gram[k][k] += RIDGE;
        }
        return new Pooled(columns, lengths, gram, right);
    }

    /** The weighted sum. */
    public record Pooled(List<DesignColumn> columns, double[] lengths, double[][] gram, double[] right) {

        /** With a column in the place of memory: the same regression of what that column counts. */
        public Pooled withResponse(DesignColumn column) {
            int k = ByColumn.index(columns, column);
            double[] products = new double[columns.size()];
            for (int i = 0; i < products.length; i++) {
                products[i] = gram[i][k] * lengths[k];
            }
            return new Pooled(columns, lengths, gram, products);
        }

        /** Coefficients within the columns' bounds. */
        public ByColumn fit() {
            return fit(columns);
        }

        /** @param bounded the same columns, in order, with other bounds */
        public ByColumn fit(List<DesignColumn> bounded) {
            int p = columns.size();
            double[] lower = new double[p];
            double[] upper = new double[p];
            for (int k = 0; k < p; k++) {
                lower[k] = bounded.get(k).lower() * lengths[k];
                upper[k] = bounded.get(k).upper() * lengths[k];
            }
            double[] solved = BoundedLeastSquares.coefficients(gram, right, lower, upper);
            for (int k = 0; k < p; k++) {
                solved[k] /= lengths[k];
            }
            return new ByColumn(columns, solved);
        }
    }
}
