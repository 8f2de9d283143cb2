package dev.culprit.analysis.evidence;

import dev.culprit.analysis.statistics.BoundedLeastSquares;
import dev.culprit.analysis.statistics.ClusteredSlope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Growth of whole lifetimes against their births: lifetimes with more births must have grown more. Nothing within a lifetime
 * is used, so a collector's strokes, clocks that differ and the shape of the path do not matter.
 *
 * @param bytesPerSeries by this variation alone, with hours and requests taken into account
 */
public record DoseResponse(double bytesPerSeries, double t, int lifetimes) {
    private static final int FEWEST = 6;

    /**
     * @param rises growth of each lifetime in bytes; {@code births} in it, all columns likewise its end minus its start
     * @param others hours, and requests where known; null result for fewer than six lifetimes or births that go with them
     */
    static @Nullable DoseResponse of(double[] rises, double[] births, List<double[]> others) {
        if (rises.length < FEWEST) {
            return null;
        }
        List<double[]> basis = BoundedLeastSquares.basis(new ArrayList<>(others));
        double[] x = BoundedLeastSquares.residual(basis, births);
        if (BoundedLeastSquares.dot(x, x) <= 1e-4 * BoundedLeastSquares.dot(births, births)) {
            return null;
        }
        long[] alone = IntStream.range(0, rises.length).mapToLong(i -> i).toArray();
        ClusteredSlope test = ClusteredSlope.of(x, BoundedLeastSquares.residual(basis, rises), alone);
        return new DoseResponse(test.slope(), test.t(), rises.length);
    }
}
