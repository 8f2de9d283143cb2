package dev.culprit.analysis.evidence;

import dev.culprit.analysis.memory.Ar1Regression;
import dev.culprit.analysis.statistics.BoundedLeastSquares;
import dev.culprit.analysis.statistics.ClusteredSlope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A negative control (Lipsitch et al. 2010): a replica's memory regressed on its own births and, beside them, on the mean of
 * the other replicas' births at the same time. Series that another process keeps cannot cost this one anything. Where others'
 * births tell as much as one's own, both are signs of something else that all replicas have in common.
 *
 * @param own bytes per series of its own, {@code others} of the others'
 */
public record NegativeControl(double own, double ownT, double others, double othersT) {
    private static final int FEWEST_ROWS = 60;

    /** @param otherBirths by row, NaN where no other replica ran; null result where too few rows have others */
    static @Nullable NegativeControl of(Ar1Regression fgls, int column, double[] otherBirths, double blockSeconds) {
        int[] used = IntStream.range(0, otherBirths.length)
                .filter(r -> !Double.isNaN(otherBirths[r]))
                .toArray();
        if (used.length < FEWEST_ROWS) {
            return null;
        }
        List<double[]> rest = new ArrayList<>();
        for (int k = 0; k < fgls.scale().length; k++) {
            if (k != column) {
                rest.add(Ar1Regression.pick(Ar1Regression.column(fgls.x(), k), used));
            }
        }
        double[] own = Ar1Regression.pick(Ar1Regression.column(fgls.x(), column), used);
        double[] others = Ar1Regression.pick(otherBirths, used);
        double[] y = Ar1Regression.pick(fgls.y(), used);
        long[] clusters = fgls.clusters(used, blockSeconds);
        ClusteredSlope ofOwn = partial(own, others, rest, y, clusters);
        ClusteredSlope ofOthers = partial(others, own, rest, y, clusters);
        return ofOwn == null || ofOthers == null
                ? null
                : new NegativeControl(ofOwn.slope(), ofOwn.t(), ofOthers.slope(), ofOthers.t());
    }

    /** Null when the two move as one, so that nothing tells them apart. */
    private static @Nullable ClusteredSlope partial(
            double[] column, double[] other, List<double[]> rest, double[] y, long[] clusters) {
        List<double[]> all = new ArrayList<>(rest);
        all.add(other);
        List<double[]> basis = BoundedLeastSquares.basis(all);
        double[] x = BoundedLeastSquares.residual(basis, column);
        return BoundedLeastSquares.dot(x, x) <= 1e-6 * BoundedLeastSquares.dot(column, column)
                ? null
                : ClusteredSlope.of(x, BoundedLeastSquares.residual(basis, y), clusters);
    }
}
