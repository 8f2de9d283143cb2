package dev.culprit.analysis.evidence;

import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.memory.Ar1Regression;
import dev.culprit.analysis.memory.DesignColumn;
import dev.culprit.analysis.memory.ErrorClusters;
import dev.culprit.analysis.memory.GrowthTerms;
import dev.culprit.analysis.statistics.ClusteredSlope;
import dev.culprit.analysis.statistics.OrthonormalBasis;
import dev.culprit.analysis.statistics.PartialRegression;
import dev.culprit.analysis.statistics.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Common correlated effects (Pesaran 2006): every replica's rows are cleaned, with loadings of its own, of what the other
 * replicas do at the same time, in memory and in this group's births. What is left is a replica's own births against its own
 * memory, which no traffic, hour or deploy common to all can fake.
 *
 * @param bytesPerSeries by this variation alone
 */
public record ReplicaContrast(double bytesPerSeries, double t, int pods) {
    /** By hand: some thirty hours; fewer rows hold less than twenty columns ask of them. */
    private static final int FEWEST_ROWS = 60;
    /** By hand: two loadings of a replica's own need several rows each. */
    private static final int FEWEST_ROWS_OF_A_POD = 15;
    /** By hand: births of whose squares no more than this part is left are the same in all replicas, but for rounding. */
    private static final double LEAST_LEFT = 1e-9;

    /**
     * Literature (James et al., An Introduction to Statistical Learning, 3.3.3): a variance inflation of more than five says that
     * two columns are too much alike to be told apart. Five is an R² of 0.8.
     */
    private static final double MOST_INFLATION = 5;

    private static final double NOTHING = 1e-30;
    /** Literature: standard errors of a 95 % interval, rounded. */
    private static final double TELLING = 2;

    /**
     * Whether a series of so many bytes would stand out here from one that costs nothing. Where it would not, replicas that agree and
     * replicas that do not look alike, and are as good as one.
     */
    public boolean tells(double price) {
        return power(price) >= TELLING;
    }

    /**
     * Natural logarithm of how much likelier what replicas show is where a series costs so much than where it costs nothing: of two normal
     * distributions. A slope beyond the price speaks no more for it than the price itself would.
     */
    public double speaksFor(double price) {
        double power = power(price);
        return power * Math.min(t, power) - power * power / 2;
    }

    /** The t that a series of so many bytes would have on average. */
    public double power(double price) {
        return t == 0 ? 0 : price / Math.abs(bytesPerSeries / t);
    }

    /** @return null with one replica, or where too few rows are simultaneous, or births are the same everywhere */
    static @Nullable ReplicaContrast of(Ar1Regression regression, DesignColumn births) {
        TreeSet<String> pods = new TreeSet<>();
        IntStream.range(0, regression.rows()).forEach(r -> pods.add(regression.pod(r)));
        if (pods.size() < 2) {
            return null;
        }
        double[] own = regression.values(births);
        double[] otherMemory = meanOfOthers(regression, regression.y());
        double[] otherBirths = meanOfOthers(regression, own);
        double[] memory = regression.y().clone();
        double[] ownCleaned = own.clone();
        List<double[]> rest =
                regression.valuesOfOthers(births).stream().map(double[]::clone).toList();
        List<double[]> cleaned = new ArrayList<>(rest);
        cleaned.add(memory);
        cleaned.add(ownCleaned);
        List<int[]> kept = new ArrayList<>();
        for (String pod : pods) {
            int[] rows = IntStream.range(0, regression.rows())
                    .filter(r -> regression.pod(r).equals(pod) && !Double.isNaN(otherMemory[r]))
                    .toArray();
            if (rows.length < FEWEST_ROWS_OF_A_POD) {
                continue;
            }
            OrthonormalBasis common =
                    OrthonormalBasis.of(List.of(Vectors.at(rows, otherMemory), Vectors.at(rows, otherBirths)));
            cleaned.forEach(column -> put(column, rows, common.residuals(Vectors.at(rows, column))));
            kept.add(rows);
        }
        int[] rows = kept.stream().flatMapToInt(Arrays::stream).sorted().toArray();
        if (rows.length < FEWEST_ROWS) {
            return null;
        }
        PartialRegression partial = PartialRegression.of(
                Vectors.at(rows, memory),
                Vectors.at(rows, ownCleaned),
                rest.stream().map(column -> Vectors.at(rows, column)).toList());
        double before = Vectors.sumOfSquares(Vectors.at(rows, own));
        if (Vectors.sumOfSquares(partial.x()) <= LEAST_LEFT * Math.max(NOTHING, before)) {
            return null;
        }
        ClusteredSlope slope = partial.slope(ErrorClusters.of(regression, rows));
        return new ReplicaContrast(slope.slope(), slope.t(), pods.size());
    }

    /**
     * Whether all replicas take so much the same series at the same time that none can be held against another. Their births then
     * stand for a replica's own, and would tell against it as a negative control.
     */
    static boolean areAlike(Ar1Regression regression, DesignColumn births) {
        double[] others = meanOfOthers(regression, regression.values(births));
        int[] rows = IntStream.range(0, others.length)
                .filter(r -> !Double.isNaN(others[r]))
                .toArray();
        if (rows.length < FEWEST_ROWS) {
            return false;
        }
        double[] own = Vectors.at(rows, regression.values(births));
        double[] age = Vectors.at(rows, regression.values(GrowthTerms.AGE));
        double left = Vectors.sumOfSquares(OrthonormalBasis.of(List.of(age)).residuals(own));
        double unshared = Vectors.sumOfSquares(
                OrthonormalBasis.of(List.of(age, Vectors.at(rows, others))).residuals(own));
        return unshared < left / MOST_INFLATION;
    }

    /** For each row the mean over the other pods' rows of the same block; NaN where there are none. */
    static double[] meanOfOthers(Ar1Regression regression, double[] values) {
        record Sum(double total, int count) {
            Sum plus(Sum other) {
                return new Sum(total + other.total, count + other.count);
            }
        }
        record Own(String pod, long block) {}
        Map<Long, Sum> all = new HashMap<>();
        Map<Own, Sum> own = new HashMap<>();
        for (int r = 0; r < values.length; r++) {
            Sum one = new Sum(values[r], 1);
            all.merge(regression.block()[r], one, Sum::plus);
            own.merge(new Own(regression.pod(r), regression.block()[r]), one, Sum::plus);
        }
        double[] means = new double[values.length];
        for (int r = 0; r < values.length; r++) {
            Sum everyone = requireNonNull(all.get(regression.block()[r]));
            Sum mine =
                    requireNonNull(own.get(new Own(regression.pod(r), regression.block()[r])));
            int others = everyone.count - mine.count;
            means[r] = others > 0 ? (everyone.total - mine.total) / others : Double.NaN;
        }
        return means;
    }

    private static void put(double[] values, int[] rows, double[] picked) {
        for (int i = 0; i < rows.length; i++) {
            values[rows[i]] = picked[i];
        }
    }
}
