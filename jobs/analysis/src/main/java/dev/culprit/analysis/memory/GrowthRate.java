package dev.culprit.analysis.memory;

import dev.culprit.analysis.statistics.NormalDistribution;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.finding.Finding.Interval;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;

/** How fast memory grows, how far its paths stray without any growth, and how surely its rise is known. */
final class GrowthRate {
    /**
     * Fitted: shares of a saturating part that are taken off the rise, and into its interval; and the error that any estimate has.
     * With them the interval covers the truth in 95 % of simulated leaks (docs/scoreboard.md).
     */
    private static final double SATURATED = 0.10;

    private static final double PERHAPS_SATURATED = 0.15;
    private static final double ANY_ESTIMATE = 0.10;
    /** By hand: fewer rises have no spread of their own. */
    private static final int FEWEST_RISES = 4;
    /** By hand: of so few rises the error in steps of noise: an edge is a median of a few rows. */
    static final double EDGE_NOISE = 2.5;
    /** By hand: rises that agree by chance are no surer than this part of a step. */
    private static final double LEAST_NOISE = 0.5;

    private GrowthRate() {}

    /**
     * Growth over time by the ratio estimator, sum of rises over sum of hours, in bytes an hour. Three things widen the 95 %
     * interval: the noise of the paths at the lifetimes' ends, with its autocorrelation; growth of which the fit cannot surely
     * say whether it saturates; and what traffic and edges leave in any estimate.
     *
     * @param freedom degrees of freedom that the noise is known by: a lifetime of few rows leaves few, and Student's t is wide then
     */
    static Interval interval(List<LifetimeReading> readings, double driftless, double freedom) {
        double rises = LifetimeReading.sum(readings, LifetimeReading::wholeRise);
        // Under heavy noise the fit may set a huge saturating part against noise: no more saturates than was gained.
        double saturating = Math.max(0, Math.min(rises, LifetimeReading.sum(readings, LifetimeReading::saturating)));
        double hours = LifetimeReading.sum(readings, LifetimeReading::hours);
        double rate = (rises - SATURATED * saturating) / hours;
        double noise = sides(new TDistribution(freedom)) * driftless * Math.sqrt(readings.size()) / hours;
        double half = Math.hypot(Math.hypot(noise, PERHAPS_SATURATED * saturating / hours), ANY_ESTIMATE * rate);
        return new Interval(rate, rate - half, rate + half);
    }

    /** The probability that growth is above zero, of a 95 % interval with so many degrees of freedom. */
    static double positive(Interval rate, double freedom) {
        TDistribution student = new TDistribution(freedom);
        double error = (rate.high() - rate.low()) / (2 * sides(student));
        return error > 0 ? student.cumulativeProbability(rate.estimate() / error) : rate.estimate() > 0 ? 1 : 0;
    }

    /** Standard errors to each side of a 95 % interval. */
    private static double sides(TDistribution student) {
        return student.inverseCumulativeProbability(0.975);
    }

    /**
     * How far memory strays over one lifetime without any growth: the standard deviation of end minus start of the
     * regression's noise, sigma times the root of 2 / (1 - rho²), or of a random walk as long as the lifetime where that is less. A
     * few bursts of growth do not count as noise, as the innovations' spread is a median's.
     */
    static double driftless(Ar1Regression regression, ByColumn coefficients, int lifetimes) {
        double[] innovations = regression.residuals(coefficients);
        double spread = RobustStatistics.sigma(innovations, RobustStatistics.median(innovations));
        double rows = innovations.length / (double) lifetimes;
        double rho = regression.rho();
        return NormalDistribution.MEDIAN_ERROR
                * spread
                * Math.sqrt(Math.min(2 / (1 - rho * rho), rows))
                * Math.sqrt(innovations.length / freedom(regression, coefficients, lifetimes));
    }

    /** Rows less lifetimes, each of which has a level, and less the columns that were needed; at least one. */
    static double freedom(Ar1Regression regression, ByColumn coefficients, int lifetimes) {
        long fitted = regression.columns().stream()
                .filter(column -> coefficients.of(column) != 0)
                .count();
        return Math.max(1, regression.rows() - lifetimes - fitted);
    }

    /** Standard error of the median of these rises, in bytes. */
    static double standardError(double[] rises, double noise) {
        double error = rises.length >= FEWEST_RISES
                ? NormalDistribution.MEDIAN_ERROR
                        * RobustStatistics.sigma(rises, RobustStatistics.median(rises))
                        / Math.sqrt(rises.length)
                : EDGE_NOISE * noise;
        return Math.max(Math.max(error, LEAST_NOISE * noise / Math.sqrt(rises.length)), 1);
    }
}
