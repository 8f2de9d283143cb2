package dev.culprit.analysis.memory;

import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.analysis.statistics.Vectors;
import dev.culprit.model.finding.Shape;
import java.util.List;

/** The word for a course of memory: what goes on is a leak, what stops a plateau, what comes back ebbs and flows. */
final class GrowthShape {
    /** Literature: three standard errors, of Shewhart's control charts (1931). */
    private static final double SIGNIFICANT = 3.0;
    /** By hand: late growth over even growth from which on a lifetime is said to go on growing. */
    static final double STILL_GROWING = 0.30;
    /** By hand: where memory moves by less than this part of its rise in the last 40 %, it stands. */
    static final double STANDS_STILL = 0.08;
    /** By hand: from even odds on. */
    static final double LIKELY = 0.5;
    /** By hand: thresholds between the 5th and the 95th percentile of a lifetime from which on memory is said to ebb and flow. */
    private static final double EBBS = 1.5;

    private GrowthShape() {}

    /** @param threshold bytes per lifetime below which growth does not matter */
    static Shape of(List<LifetimePanel> lifetimes, double leak, double rise, double riseError, double threshold) {
        if (leak >= LIKELY) {
            return Shape.LEAK;
        }
        return rise > threshold && rise / riseError > SIGNIFICANT ? Shape.PLATEAU : withoutGrowth(lifetimes, threshold);
    }

    /** One lifetime by itself: no resampling, so plainer than the pooled shape. */
    static Shape ofOne(LifetimeReading reading, LifetimePanel lifetime, double threshold) {
        if (reading.rise() <= threshold || reading.rise() <= SIGNIFICANT * GrowthRate.EDGE_NOISE * reading.noise()) {
            return withoutGrowth(List.of(lifetime), threshold);
        }
        boolean goesOn = reading.lateRise() / (reading.rise() * reading.lateShare()) >= STILL_GROWING;
        return goesOn && reading.tail() >= STANDS_STILL ? Shape.LEAK : Shape.PLATEAU;
    }

    private static Shape withoutGrowth(List<LifetimePanel> lifetimes, double threshold) {
        double range = RobustStatistics.median(lifetimes.stream()
                .mapToDouble(lifetime -> {
                    double[] levels = Vectors.at(lifetime.usable(), lifetime.memory());
                    return RobustStatistics.quantile(levels, 0.95) - RobustStatistics.quantile(levels, 0.05);
                })
                .toArray());
        return range > EBBS * threshold ? Shape.EBB_AND_FLOW : Shape.FLAT;
    }
}
