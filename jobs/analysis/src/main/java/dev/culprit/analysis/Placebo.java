package dev.culprit.analysis;

import dev.culprit.model.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A negative control (Lipsitch et al. 2010): a replica's memory regressed on its own births and, beside them, on the mean of
 * the other replicas' births at the same time. Series that another process keeps cannot cost this one anything. Where others'
 * births tell as much as one's own, both are signs of something else that all replicas have in common.
 *
 * @param own bytes per series of its own, {@code others} of the others'
 */
record Placebo(double own, double ownT, double others, double othersT) {
    private static final int FEWEST_ROWS = 60;

    /** @param otherBirths by row, NaN where no other replica ran; null result where too few rows have others */
    static @Nullable Placebo of(Fgls fgls, int column, double[] otherBirths, double blockSeconds) {
        int[] used = IntStream.range(0, otherBirths.length)
                .filter(r -> !Double.isNaN(otherBirths[r]))
                .toArray();
        if (used.length < FEWEST_ROWS) {
            return null;
        }
        List<double[]> rest = new ArrayList<>();
        for (int k = 0; k < fgls.scale().length; k++) {
            if (k != column) {
                rest.add(Fgls.pick(Fgls.column(fgls.x(), k), used));
            }
        }
        double[] own = Fgls.pick(Fgls.column(fgls.x(), column), used);
        double[] others = Fgls.pick(otherBirths, used);
        double[] y = Fgls.pick(fgls.y(), used);
        long[] clusters = fgls.clusters(used, blockSeconds);
        SlopeTest ofOwn = partial(own, others, rest, y, clusters);
        SlopeTest ofOthers = partial(others, own, rest, y, clusters);
        return ofOwn == null || ofOthers == null
                ? null
                : new Placebo(ofOwn.slope(), ofOwn.t(), ofOthers.slope(), ofOthers.t());
    }

    /** Null when the two move as one, so that nothing tells them apart. */
    private static @Nullable SlopeTest partial(
            double[] column, double[] other, List<double[]> rest, double[] y, long[] clusters) {
        List<double[]> all = new ArrayList<>(rest);
        all.add(other);
        List<double[]> basis = LeastSquares.basis(all);
        double[] x = LeastSquares.residual(basis, column);
        return LeastSquares.dot(x, x) <= 1e-6 * LeastSquares.dot(column, column)
                ? null
                : SlopeTest.of(x, LeastSquares.residual(basis, y), clusters);
    }
}
