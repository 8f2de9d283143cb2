package dev.culprit.analysis.memory;

import dev.culprit.analysis.statistics.BoundedLeastSquares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The panel as a regression whose errors are AR(1) within lifetimes (feasible generalised least squares, Prais and Winsten
 * 1954 without the first row): rows are quasi-differenced over gaps of up to eight blocks, and each lifetime's own level is
 * projected out. With rho near 0 this compares levels, near 1 differences.
 *
 * @param y one value a row; {@code x} rows by columns
 * @param stretch index of each row's stretch; {@code keys} its block on the absolute grid
 * @param scale Euclidean length of each column of x; never 0
 */
public record Ar1Regression(double rho, double[] y, double[][] x, int[] stretch, long[] keys, double[] scale) {
    private static final int WIDEST_GAP = 8;

    /** @param columns by stretch, row, column; {@code null} result when no stretch has enough rows */
    public @Nullable static Ar1Regression of(Panel panel, double[][][] columns) {
        double rho = autocorrelation(panel, columns);
        List<Double> ys = new ArrayList<>();
        List<double[]> xs = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        List<Long> keys = new ArrayList<>();
        for (int s = 0; s < panel.stretches().size(); s++) {
            LifetimePanel stretch = panel.stretches().get(s);
            int[] usable = stretch.usable();
            int[] pairs = IntStream.range(1, usable.length)
                    .filter(i -> usable[i] - usable[i - 1] <= WIDEST_GAP)
                    .toArray();
            if (pairs.length < 3) {
                continue;
            }
            int p = columns[s][0].length;
            double[] yy = new double[pairs.length];
            double[][] xx = new double[pairs.length][p];
            double[] level = new double[pairs.length];
            for (int r = 0; r < pairs.length; r++) {
                int before = usable[pairs[r] - 1];
                int at = usable[pairs[r]];
                double decay = Math.pow(rho, at - before);
                double weight = rho > 0 ? Math.sqrt((1 - rho * rho) / (1 - decay * decay)) : 1;
                yy[r] = (stretch.memory()[at] - decay * stretch.memory()[before]) * weight;
                for (int k = 0; k < p; k++) {
                    xx[r][k] = (columns[s][at][k] - decay * columns[s][before][k]) * weight;
                }
                level[r] = (1 - decay) * weight;
            }
            projectOut(level, yy, xx);
            for (int r = 0; r < pairs.length; r++) {
                ys.add(yy[r]);
                xs.add(xx[r]);
                owners.add(s);
                keys.add(stretch.keys()[usable[pairs[r]]]);
            }
        }
        if (ys.isEmpty()) {
            return null;
        }
        double[][] x = xs.toArray(double[][]::new);
        double[] scale = new double[x[0].length];
        for (int k = 0; k < scale.length; k++) {
            int column = k;
            double length = Math.sqrt(Arrays.stream(x)
                    .mapToDouble(row -> row[column] * row[column])
                    .sum());
            scale[k] = length == 0 ? 1 : length;
        }
        return new Ar1Regression(
                rho,
                ys.stream().mapToDouble(Double::doubleValue).toArray(),
                x,
                owners.stream().mapToInt(Integer::intValue).toArray(),
                keys.stream().mapToLong(Long::longValue).toArray(),
                scale);
    }

    /** Projects the transformed level of the lifetime out of y and of every column. */
    private static void projectOut(double[] level, double[] y, double[][] x) {
        double length = Math.max(1e-12, Math.sqrt(BoundedLeastSquares.dot(level, level)));
        double[] unit = Arrays.stream(level).map(value -> value / length).toArray();
        double along = BoundedLeastSquares.dot(unit, y);
        for (int r = 0; r < y.length; r++) {
            y[r] -= unit[r] * along;
        }
        for (int k = 0; k < x[0].length; k++) {
            double sum = 0;
            for (int r = 0; r < x.length; r++) {
                sum += unit[r] * x[r][k];
            }
            for (int r = 0; r < x.length; r++) {
                x[r][k] -= unit[r] * sum;
            }
        }
    }

    /** AR(1) coefficient of the residuals of the pooled fit within lifetimes, corrected for its bias in short ones. */
    private static double autocorrelation(Panel panel, double[][][] columns) {
        List<Double> ys = new ArrayList<>();
        List<double[]> xs = new ArrayList<>();
        for (int s = 0; s < panel.stretches().size(); s++) {
            LifetimePanel stretch = panel.stretches().get(s);
            int[] usable = stretch.usable();
            double[][] rows = columns[s];
            double level = Arrays.stream(usable)
                    .mapToDouble(i -> stretch.memory()[i])
                    .average()
                    .orElse(0);
            double[] means = new double[rows[0].length];
            for (int i : usable) {
                for (int k = 0; k < means.length; k++) {
                    means[k] += rows[i][k] / usable.length;
                }
            }
            for (int i : usable) {
                ys.add(stretch.memory()[i] - level);
                xs.add(IntStream.range(0, means.length)
                        .mapToDouble(k -> rows[i][k] - means[k])
                        .toArray());
            }
        }
        double[][] x = xs.toArray(double[][]::new);
        List<double[]> basis = BoundedLeastSquares.basis(
                IntStream.range(0, x[0].length).mapToObj(k -> column(x, k)).toList());
        double[] e = BoundedLeastSquares.residual(
                basis, ys.stream().mapToDouble(Double::doubleValue).toArray());
        double product = 0;
        double square = 0;
        int at = 0;
        double rows = 0;
        for (LifetimePanel stretch : panel.stretches()) {
            int[] usable = stretch.usable();
            for (int i = 1; i < usable.length; i++) {
                if (usable[i] - usable[i - 1] == 1) {
                    product += e[at + i] * e[at + i - 1];
                    square += e[at + i - 1] * e[at + i - 1];
                }
            }
            at += usable.length;
            rows += usable.length;
        }
        double r = product / Math.max(square, 1e-9);
        return Math.min(
                0.97, Math.max(0, r + (1 + 3 * r) / (rows / panel.stretches().size())));
    }

    public static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    }

    public static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(r -> values[r]).toArray();
    }

    /** Clusters within which errors may correlate: lifetimes where there are eight or more of them, else their quarters of a day. */
    public long[] clusters(int[] rows, double blockSeconds) {
        long lifetimes = Arrays.stream(rows).map(r -> stretch[r]).distinct().count();
        long perCluster = Math.max(1, Math.round(21_600 / blockSeconds));
        return Arrays.stream(rows)
                .mapToLong(r -> lifetimes >= 8 ? stretch[r] : stretch[r] * 1_000_000_000L + keys[r] / perCluster)
                .toArray();
    }

    /** The stretches that have rows, ascending. */
    public int[] stretchesUsed() {
        return Arrays.stream(stretch).distinct().sorted().toArray();
    }

    /** Sufficient statistics by stretch, columns scaled to length one: pooling and resampling are sums of these. */
    public NormalEquations moments() {
        int[] used = stretchesUsed();
        int p = scale.length;
        double[][][] grams = new double[used.length][p][p];
        double[][] rights = new double[used.length][p];
        for (int r = 0; r < y.length; r++) {
            int s = Arrays.binarySearch(used, stretch[r]);
            for (int i = 0; i < p; i++) {
                double scaled = x[r][i] / scale[i];
                rights[s][i] += scaled * y[r];
                for (int j = 0; j < p; j++) {
                    grams[s][i][j] += scaled * x[r][j] / scale[j];
                }
            }
        }
        return new NormalEquations(grams, rights, scale);
    }

    /** Gram matrices and right-hand sides by stretch. */
    public record NormalEquations(double[][][] grams, double[][] rights, double[] scale) {
        public int count() {
            return grams.length;
        }

        public double[] ones() {
            double[] weights = new double[count()];
            Arrays.fill(weights, 1);
            return weights;
        }

        /** Bounded fit with weighted stretches; bounds and result in the columns' own units. */
        public double[] fit(double[] weights, double[] low, double[] high) {
            int p = scale.length;
            double[][] gram = new double[p][p];
            double[] right = new double[p];
            for (int s = 0; s < weights.length; s++) {
                for (int i = 0; i < p; i++) {
                    right[i] += weights[s] * rights[s][i];
                    for (int j = 0; j < p; j++) {
                        gram[i][j] += weights[s] * grams[s][i][j];
                    }
                }
            }
            double[] scaledLow = new double[p];
            double[] scaledHigh = new double[p];
            for (int k = 0; k < p; k++) {
                gram[k][k] += 1e-6;
                scaledLow[k] = low[k] * scale[k];
                scaledHigh[k] = high[k] * scale[k];
            }
            double[] solved = BoundedLeastSquares.bounded(gram, right, scaledLow, scaledHigh);
            for (int k = 0; k < p; k++) {
                solved[k] /= scale[k];
            }
            return solved;
        }
    }
}
