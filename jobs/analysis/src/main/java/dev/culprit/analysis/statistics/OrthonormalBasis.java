package dev.culprit.analysis.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Orthonormal columns that span given ones: modified Gram-Schmidt, each column projected twice, which is as good as
 * Householder's method ("twice is enough", Giraud et al. 2005). With Q these columns, the residuals of y are y - QQ'y.
 */
public final class OrthonormalBasis {
    /** By hand: a column of which less than this part of its length is new depends on those before it, but for rounding. */
    private static final double DEPENDENT = 1e-6;

    private final List<double[]> directions = new ArrayList<>();

    private OrthonormalBasis() {}

    /** Columns that are zero, or that nearly depend on those before them, add nothing. */
    public static OrthonormalBasis of(List<double[]> columns) {
        OrthonormalBasis basis = new OrthonormalBasis();
        columns.forEach(basis::add);
        return basis;
    }

    private void add(double[] column) {
        double norm = Vectors.norm(column);
        if (norm == 0) {
            return;
        }
        double[] rest = scaled(column, norm);
        projectOut(rest);
        projectOut(rest);
        double left = Vectors.norm(rest);
        if (left > DEPENDENT) {
            directions.add(scaled(rest, left));
        }
    }

    /** Number of columns that do not depend on others. */
    public int rank() {
        return directions.size();
    }

    /** What least squares on the columns leaves of the vector. */
    public double[] residuals(double[] vector) {
        double[] rest = vector.clone();
        projectOut(rest);
        return rest;
    }

    private void projectOut(double[] vector) {
        for (double[] direction : directions) {
            double length = Vectors.dot(direction, vector);
            for (int i = 0; i < vector.length; i++) {
                vector[i] -= length * direction[i];
            }
        }
    }

    private static double[] scaled(double[] vector, double norm) {
        double[] scaled = new double[vector.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = vector[i] / norm;
        }
        return scaled;
    }
}
