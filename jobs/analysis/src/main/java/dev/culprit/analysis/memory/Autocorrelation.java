package dev.culprit.analysis.memory;

import dev.culprit.analysis.statistics.OrthonormalBasis;
import dev.culprit.analysis.statistics.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Rho of AR(1) errors: that of the residuals of the pooled least squares within lifetimes, r, with 1/T (1 + 3 r) added for its
 * bias in lifetimes of T rows (Kendall 1954).
 */
final class Autocorrelation {
    /** By hand: above, quasi-differences are differences, and nothing is gained. */
    static final double MOST = 0.97;
    /** By hand: bytes squared; without any residuals there is no autocorrelation. */
    private static final double NOTHING = 1e-9;

    private Autocorrelation() {}

    static double of(Design design) {
        List<LifetimePanel> lifetimes = design.panel().lifetimes();
        List<double[]> x = new ArrayList<>();
        for (int k = 0; k < design.columns().size(); k++) {
            int column = k;
            x.add(withinLifetimes(lifetimes, lifetime -> design.values()[lifetime][column]));
        }
        double[] y =
                withinLifetimes(lifetimes, lifetime -> lifetimes.get(lifetime).memory());
        double[] residuals = OrthonormalBasis.of(x).residuals(y);
        double product = 0;
        double square = 0;
        int first = 0;
        for (LifetimePanel lifetime : lifetimes) {
            int[] usable = lifetime.usable();
            for (int i = 1; i < usable.length; i++) {
                if (usable[i] - usable[i - 1] == 1) {
                    product += residuals[first + i] * residuals[first + i - 1];
                    square += residuals[first + i - 1] * residuals[first + i - 1];
                }
            }
            first += usable.length;
        }
        double r = product / Math.max(square, NOTHING);
        double rows = (double) residuals.length / lifetimes.size();
        return Math.min(MOST, Math.max(0, r + (1 + 3 * r) / rows));
    }

    /** Usable rows of all lifetimes, one after the other, less the mean of their lifetime. */
    private static double[] withinLifetimes(List<LifetimePanel> lifetimes, IntFunction<double[]> values) {
        List<double[]> parts = new ArrayList<>();
        for (int s = 0; s < lifetimes.size(); s++) {
            double[] rows = Vectors.at(lifetimes.get(s).usable(), values.apply(s));
            double mean = Vectors.mean(rows);
            for (int i = 0; i < rows.length; i++) {
                rows[i] -= mean;
            }
            parts.add(rows);
        }
        return Vectors.concat(parts);
    }
}
