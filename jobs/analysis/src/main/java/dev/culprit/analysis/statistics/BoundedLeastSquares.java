package dev.culprit.analysis.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;

/**
 * Least squares with a lower and an upper bound for every coefficient, on the normal equations: the active set method of Lawson
 * and Hanson (1974) with two bounds (Stark and Parker 1995). Coefficients at a bound form the active set. The others solve their
 * equations freely. A coefficient outside its bounds enters the set; the one whose gradient points inside most leaves it.
 */
public final class BoundedLeastSquares {
    /** By hand: a dozen columns need three to ten steps. */
    private static final int MOST_STEPS = 80;
    /** By hand: from here on one coefficient a step enters the active set, so that the set cannot cycle. */
    private static final int STEPS_AT_ONCE = 12;
    /** By hand: rounding puts a coefficient no further outside of its bound, columns being scaled. */
    private static final double FEASIBLE = 1e-12;
    /** By hand: a gradient below this part of the largest right-hand side is zero. */
    private static final double STATIONARY = 1e-9;

    private enum Bound {
        FREE,
        LOWER,
        UPPER
    }

    private final double[][] gram;
    private final double[] right;
    private final double[] lower;
    private final double[] upper;
    private final Bound[] active;

    private BoundedLeastSquares(double[][] gram, double[] right, double[] lower, double[] upper) {
        this.gram = gram;
        this.right = right;
        this.lower = lower;
        this.upper = upper;
        this.active = new Bound[right.length];
        Arrays.setAll(active, k -> isFixed(k) ? Bound.LOWER : Bound.FREE);
    }

    /**
     * The x within the bounds that minimises x'Gx/2 - r'x.
     *
     * @param gram G, the products of the columns with each other, positive definite; {@code right} r, those with the response
     * @param lower may be infinite; where it is not below {@code upper} the coefficient is fixed
     */
    public static double[] coefficients(double[][] gram, double[] right, double[] lower, double[] upper) {
        return new BoundedLeastSquares(gram, right, lower, upper).solve();
    }

    private double[] solve() {
        double least = STATIONARY
                * Math.max(1, Arrays.stream(right).map(Math::abs).max().orElse(0));
        double[] x = new double[right.length];
        for (int step = 0; step < MOST_STEPS; step++) {
            x = solveFree();
            if (step < STEPS_AT_ONCE ? activateAllViolated(x) : activateMostViolated(x)) {
                continue;
            }
            if (!release(x, least)) {
                break;
            }
        }
        for (int k = 0; k < x.length; k++) {
            x[k] = Math.min(upper[k], Math.max(lower[k], x[k]));
        }
        return x;
    }

    private boolean isFixed(int k) {
        return lower[k] >= upper[k];
    }

    /** Coefficients of the active set at their bounds, and the least squares of the others given those. */
    private double[] solveFree() {
        double[] x = new double[right.length];
        for (int k = 0; k < x.length; k++) {
            x[k] = switch (active[k]) {
                case FREE -> 0;
                case LOWER -> lower[k];
                case UPPER -> upper[k];
            };
        }
        int[] free = IntStream.range(0, x.length)
                .filter(k -> active[k] == Bound.FREE)
                .toArray();
        if (free.length == 0) {
            return x;
        }
        double[][] matrix = new double[free.length][];
        double[] rest = new double[free.length];
        for (int i = 0; i < free.length; i++) {
            rest[i] = right[free[i]] - Vectors.dot(gram[free[i]], x);
            matrix[i] = Vectors.at(free, gram[free[i]]);
        }
        double[] solved = new LUDecomposition(new Array2DRowRealMatrix(matrix, false), 0)
                .getSolver()
                .solve(new ArrayRealVector(rest, false))
                .toArray();
        for (int i = 0; i < free.length; i++) {
            x[free[i]] = solved[i];
        }
        return x;
    }

    private double violation(int k, double[] x) {
        return active[k] == Bound.FREE ? Math.max(lower[k] - x[k], x[k] - upper[k]) : 0;
    }

    private void activate(int k, double[] x) {
        active[k] = lower[k] - x[k] > x[k] - upper[k] ? Bound.LOWER : Bound.UPPER;
    }

    private boolean activateAllViolated(double[] x) {
        boolean any = false;
        for (int k = 0; k < x.length; k++) {
            if (violation(k, x) > FEASIBLE) {
                activate(k, x);
                any = true;
            }
        }
        return any;
    }

    private boolean activateMostViolated(double[] x) {
        int worst = -1;
        double most = FEASIBLE;
        for (int k = 0; k < x.length; k++) {
            if (violation(k, x) > most) {
                most = violation(k, x);
                worst = k;
            }
        }
        if (worst >= 0) {
            activate(worst, x);
        }
        return worst >= 0;
    }

    /** Frees the coefficient that gains most by leaving its bound; false where none gains anything. */
    private boolean release(double[] x, double least) {
        int released = -1;
        double most = least;
        for (int k = 0; k < x.length; k++) {
            if (active[k] == Bound.FREE || isFixed(k)) {
                continue;
            }
            double gradient = Vectors.dot(gram[k], x) - right[k];
            double gain = active[k] == Bound.LOWER ? -gradient : gradient;
            if (gain > most) {
                most = gain;
                released = k;
            }
        }
        if (released >= 0) {
            active[released] = Bound.FREE;
        }
        return released >= 0;
    }
}
