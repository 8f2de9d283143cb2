package dev.culprit.analysis.evidence;

import dev.culprit.analysis.memory.Ar1Regression;
import dev.culprit.analysis.memory.DesignColumn;
import dev.culprit.analysis.memory.ErrorClusters;
import dev.culprit.analysis.statistics.ClusteredSlope;
import dev.culprit.analysis.statistics.PartialRegression;
import dev.culprit.analysis.statistics.Vectors;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A negative control (Lipsitch et al. 2010): a replica's memory regressed on its own births and, beside them, on the mean of
 * the other replicas' births at the same time. Series that another process keeps cannot cost this one anything. Where others'
 * births tell as much as one's own, both are signs of something else that all replicas have in common.
 *
 * @param own bytes per series of its own, {@code others} of the others'
 */
public record NegativeControl(double own, double ownT, double others, double othersT) {
    /** By hand: some thirty hours; fewer rows hold less than twenty columns ask of them. */
    private static final int FEWEST_ROWS = 60;
    /** By hand: births of which the others leave no more than this (1 - R²) move as one with them. */
    private static final double LEAST_TOLERANCE = 1e-6;

    /** @return null where too few rows have other replicas, or own births and others' move as one */
    static @Nullable NegativeControl of(Ar1Regression regression, DesignColumn births) {
        double[] otherBirths = ReplicaContrast.meanOfOthers(regression, regression.values(births));
        int[] rows = IntStream.range(0, otherBirths.length)
                .filter(r -> !Double.isNaN(otherBirths[r]))
                .toArray();
        if (rows.length < FEWEST_ROWS) {
            return null;
        }
        double[] own = Vectors.at(rows, regression.values(births));
        double[] others = Vectors.at(rows, otherBirths);
        double[] memory = Vectors.at(rows, regression.y());
        List<double[]> rest = regression.valuesOfOthers(births).stream()
                .map(column -> Vectors.at(rows, column))
                .toList();
        PartialRegression ofOwn = PartialRegression.of(memory, own, with(rest, others));
        PartialRegression ofOthers = PartialRegression.of(memory, others, with(rest, own));
        if (ofOwn.tolerance() <= LEAST_TOLERANCE || ofOthers.tolerance() <= LEAST_TOLERANCE) {
            return null;
        }
        long[] clusters = ErrorClusters.of(regression, rows);
        ClusteredSlope ownSlope = ofOwn.slope(clusters);
        ClusteredSlope othersSlope = ofOthers.slope(clusters);
        return new NegativeControl(ownSlope.slope(), ownSlope.t(), othersSlope.slope(), othersSlope.t());
    }

    private static List<double[]> with(List<double[]> columns, double[] one) {
        return Stream.concat(columns.stream(), Stream.of(one)).toList();
    }
}
