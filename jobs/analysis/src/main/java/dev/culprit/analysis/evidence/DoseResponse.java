package dev.culprit.analysis.evidence;

import dev.culprit.analysis.statistics.ClusteredSlope;
import dev.culprit.analysis.statistics.PartialRegression;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Growth of whole lifetimes against their births (a dose-response, Hill 1965): lifetimes with more births must have grown more.
 * Nothing within a lifetime is used, so a collector's strokes, clocks that differ and the shape of the path do not matter.
 *
 * @param bytesPerSeries by this variation alone, with hours and requests taken into account
 */
public record DoseResponse(double bytesPerSeries, double t, int lifetimes) {
    /** By hand: births, hours, requests and a few degrees of freedom. */
    private static final int FEWEST = 6;
    /** By hand: births of which hours and requests leave no more than this (1 - R²) say the same as these do. */
    private static final double LEAST_TOLERANCE = 1e-4;

    /**
     * @param rises growth of each lifetime in bytes; {@code births} in it, all columns likewise its end minus its start
     * @param others hours, requests where known, other candidates' births; null result for fewer than six lifetimes or births that
     *     go with them
     */
    static @Nullable DoseResponse of(double[] rises, double[] births, List<double[]> others) {
        if (rises.length < FEWEST) {
            return null;
        }
        PartialRegression partial = PartialRegression.of(rises, births, others);
        if (partial.tolerance() <= LEAST_TOLERANCE) {
            return null;
        }
        ClusteredSlope slope = partial.slope(LongStream.range(0, rises.length).toArray());
        return new DoseResponse(slope.slope(), slope.t(), rises.length);
    }
}
