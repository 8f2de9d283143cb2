package dev.culprit.analysis.evidence;

import dev.culprit.analysis.memory.Ar1Regression;
import dev.culprit.analysis.statistics.BoundedLeastSquares;
import dev.culprit.analysis.statistics.ClusteredSlope;
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
    private static final int FEWEST_ROWS = 60;
    private static final int FEWEST_ROWS_OF_A_POD = 15;

    /** @param pods by stretch; null result with one replica, or where too few rows are simultaneous */
    static @Nullable ReplicaContrast of(Ar1Regression fgls, String[] pods, int column, double blockSeconds) {
        int rows = fgls.y().length;
        TreeSet<String> names = new TreeSet<>();
        Arrays.stream(fgls.stretch()).forEach(s -> names.add(pods[s]));
        if (names.size() < 2) {
            return null;
        }
        double[] x = Ar1Regression.column(fgls.x(), column);
        double[] otherMemory = meanOfOthers(fgls, pods, fgls.y());
        double[] otherBirths = meanOfOthers(fgls, pods, x);
        int p = fgls.scale().length;
        List<Integer> kept = new ArrayList<>();
        double[] y = fgls.y().clone();
        double[][] cleaned = new double[p][];
        for (int k = 0; k < p; k++) {
            cleaned[k] = Ar1Regression.column(fgls.x(), k);
        }
        for (String name : names) {
            int[] own = IntStream.range(0, rows)
                    .filter(r -> pods[fgls.stretch()[r]].equals(name) && !Double.isNaN(otherMemory[r]))
                    .toArray();
            if (own.length < FEWEST_ROWS_OF_A_POD) {
                continue;
            }
            List<double[]> common = BoundedLeastSquares.basis(
                    List.of(Ar1Regression.pick(otherMemory, own), Ar1Regression.pick(otherBirths, own)));
            put(y, own, BoundedLeastSquares.residual(common, Ar1Regression.pick(y, own)));
            for (double[] path : cleaned) {
                put(path, own, BoundedLeastSquares.residual(common, Ar1Regression.pick(path, own)));
            }
            Arrays.stream(own).forEach(kept::add);
        }
        if (kept.size() < FEWEST_ROWS) {
            return null;
        }
        int[] used = kept.stream().mapToInt(Integer::intValue).sorted().toArray();
        List<double[]> others = new ArrayList<>();
        for (int k = 0; k < p; k++) {
            if (k != column) {
                others.add(Ar1Regression.pick(cleaned[k], used));
            }
        }
        List<double[]> basis = BoundedLeastSquares.basis(others);
        double[] ownBirths = BoundedLeastSquares.residual(basis, Ar1Regression.pick(cleaned[column], used));
        double[] before = Ar1Regression.pick(x, used);
        if (BoundedLeastSquares.dot(ownBirths, ownBirths)
                <= 1e-9 * Math.max(1e-30, BoundedLeastSquares.dot(before, before))) {
            return null;
        }
        long[] clusters = fgls.clusters(used, blockSeconds);
        ClusteredSlope test = ClusteredSlope.of(
                ownBirths, BoundedLeastSquares.residual(basis, Ar1Regression.pick(y, used)), clusters);
        return new ReplicaContrast(test.slope(), test.t(), names.size());
    }

    /** For each row the mean over the other pods' rows of the same block; NaN where there are none. */
    static double[] meanOfOthers(Ar1Regression fgls, String[] pods, double[] values) {
        record Sum(double total, int count) {
            Sum plus(Sum other) {
                return new Sum(total + other.total, count + other.count);
            }
        }
        record Own(String pod, long key) {}
        Map<Long, Sum> all = new HashMap<>();
        Map<Own, Sum> own = new HashMap<>();
        for (int r = 0; r < values.length; r++) {
            Sum one = new Sum(values[r], 1);
            all.merge(fgls.keys()[r], one, Sum::plus);
            own.merge(new Own(pods[fgls.stretch()[r]], fgls.keys()[r]), one, Sum::plus);
        }
        double[] means = new double[values.length];
        for (int r = 0; r < values.length; r++) {
            Sum everyone = all.get(fgls.keys()[r]);
            Sum mine = own.get(new Own(pods[fgls.stretch()[r]], fgls.keys()[r]));
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
