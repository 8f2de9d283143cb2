package dev.culprit.analysis.statistics;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;

/** Least squares on small problems: bounded coefficients on the normal equations, and residuals on a set of columns. */
public final class BoundedLeastSquares {
    private static final int ITERATIONS = 80;
    /** From here on one bound a step is released or set, so that the active set cannot cycle. */
    private static final int CAREFUL = 12;

    private BoundedLeastSquares() {}

    /** The x within [low, high] that minimises x'Gx/2 - r'x, by an active set; where low = high the coefficient is fixed. */
    public static double[] bounded(double[][] gram, double[] right, double[] low, double[] high) {
        int p = right.length;
        int[] state = new int[p];
        for (int k = 0; k < p; k++) {
            state[k] = low[k] >= high[k] ? -1 : 0;
        }
        double largest = 1;
        for (double value : right) {
            largest = Math.max(largest, Math.abs(value));
        }
        double[] x = new double[p];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            x = solveFree(gram, right, low, high, state);
            if (tightenViolated(x, low, high, state, iteration < CAREFUL)) {
                continue;
            }
            int release = -1;
            double most = 1e-9 * largest;
            for (int k = 0; k < p; k++) {
                if (state[k] == 0 || low[k] >= high[k]) {
                    continue;
                }
                double gradient = dot(gram[k], x) - right[k];
                double gain = state[k] < 0 ? -gradient : gradient;
                if (gain > most) {
                    most = gain;
                    release = k;
                }
            }
            if (release < 0) {
                break;
            }
            state[release] = 0;
        }
        for (int k = 0; k < p; k++) {
            x[k] = Math.min(high[k], Math.max(low[k], x[k]));
        }
        return x;
    }

    private static double[] solveFree(double[][] gram, double[] right, double[] low, double[] high, int[] state) {
        int p = right.length;
        double[] x = new double[p];
        List<Integer> free = new ArrayList<>();
        for (int k = 0; k < p; k++) {
            if (state[k] == 0) {
                free.add(k);
            } else {
                x[k] = state[k] < 0 ? low[k] : high[k];
            }
        }
        if (free.isEmpty()) {
            return x;
        }
        int f = free.size();
        double[][] matrix = new double[f][f];
        double[] rest = new double[f];
        for (int i = 0; i < f; i++) {
            rest[i] = right[free.get(i)] - dot(gram[free.get(i)], x);
            for (int j = 0; j < f; j++) {
                matrix[i][j] = gram[free.get(i)][free.get(j)];
            }
        }
        double[] solved = new LUDecomposition(new Array2DRowRealMatrix(matrix, false), 0)
                .getSolver()
                .solve(new ArrayRealVector(rest, false))
                .toArray();
        for (int i = 0; i < f; i++) {
            x[free.get(i)] = solved[i];
        }
        return x;
    }

    private static boolean tightenViolated(double[] x, double[] low, double[] high, int[] state, boolean all) {
        int worst = -1;
        double most = 1e-12;
        boolean any = false;
        for (int k = 0; k < x.length; k++) {
            if (state[k] != 0) {
                continue;
            }
            double under = low[k] - x[k];
            double over = x[k] - high[k];
            double violation = Math.max(under, over);
            if (violation > 1e-12) {
                any = true;
                if (all) {
                    state[k] = under > over ? -1 : 1;
                } else if (violation > most) {
                    most = violation;
                    worst = k;
                }
            }
        }
        if (!all && worst >= 0) {
            state[worst] = low[worst] - x[worst] > x[worst] - high[worst] ? -1 : 1;
        }
        return any;
    }

    /** Orthonormal columns that span the given ones (modified Gram-Schmidt, twice); near-dependent columns are left out. */
    public static List<double[]> basis(List<double[]> columns) {
        List<double[]> basis = new ArrayList<>();
        for (double[] column : columns) {
            double norm = Math.sqrt(dot(column, column));
            if (norm == 0) {
                continue;
            }
            double[] rest = column.clone();
            for (int i = 0; i < rest.length; i++) {
                rest[i] /= norm;
            }
            project(basis, rest);
            project(basis, rest);
            double left = Math.sqrt(dot(rest, rest));
            if (left > 1e-6) {
                for (int i = 0; i < rest.length; i++) {
                    rest[i] /= left;
                }
                basis.add(rest);
            }
        }
        return basis;
    }

    /** What is left of the vector when its part in the span of the basis is taken out. */
    public static double[] residual(List<double[]> basis, double[] vector) {
        double[] rest = vector.clone();
        project(basis, rest);
        return rest;
    }

    private static void project(List<double[]> basis, double[] vector) {
        for (double[] direction : basis) {
            double length = dot(direction, vector);
            for (int i = 0; i < vector.length; i++) {
                vector[i] -= length * direction[i];
            }
        }
    }

    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
