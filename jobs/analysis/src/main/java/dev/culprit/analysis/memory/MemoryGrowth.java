package dev.culprit.analysis.memory;

import dev.culprit.analysis.history.Lifetime;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.statistics.Bootstrap;
import dev.culprit.analysis.statistics.BoundedLeastSquares;
import dev.culprit.analysis.statistics.Logistic;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.analysis.statistics.TheilSen;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how memory grows within lifetimes, pooled over a container's replicas.
 *
 * @param shape {@code LEAK}, {@code PLATEAU}, {@code EBB_AND_FLOW}, {@code FLAT}, or {@code SHORT} without usable rows
 * @param rise typical growth over a lifetime in bytes, traffic taken out; {@code riseError} its standard error
 * @param hours typical length of a lifetime that was measured
 * @param level typical memory in bytes
 * @param threshold bytes per 24 hours below which growth does not matter
 * @param slope bytes per hour over all lifetimes, traffic taken out; {@code low}, {@code high} at 95 %
 * @param leak probability that memory grows without end
 */
public record MemoryGrowth(
        Shape shape,
        double rise,
        double riseError,
        double hours,
        double level,
        double threshold,
        double slope,
        double low,
        double high,
        double leak,
        LeakFeatures course,
        List<Slope> slopes) {
    private static final double THRESHOLD_SHARE = 0.03;
    private static final double THRESHOLD_BYTES = 2.0e6;
    private static final double SIGNIFICANT = 3.0;
    private static final double STILL_GROWING = 0.30;
    private static final double STANDS_STILL = 0.08;
    private static final double NORMAL_975 = 1.96;
    private static final double SATURATED = 0.10;
    private static final double PERHAPS_SATURATED = 0.15;
    private static final double ANY_ESTIMATE = 0.10;

    /**
     * What tells growth without end from growth that stops.
     *
     * @param lateRatio growth in the last 40 % of lifetimes over what an even pace would give there
     * @param endless the 5 % quantile of the growth that age and requests carry, in bytes
     * @param tail how far raw memory still moves in the last 40 %, in parts of the growth
     * @param troughs memory was read after collections only
     */
    public record LeakFeatures(double lateRatio, double endless, double tail, boolean troughs) {
        static final LeakFeatures UNKNOWN = new LeakFeatures(0, 0, 0, false);

        /** The log-odds of a leak, fitted as those of the score of labels, in the order of {@link #features}. */
        private static final double[] WEIGHTS = {-1.9, 2.15, 2.2, 2.1, 1.2, -1.7, -1.6, -1.5};

        /** What {@code WeightFit} in the tests fits; the first is the constant. {@code threshold} is of a lifetime. */
        public double[] features(double rise, double threshold, boolean requestsKnown) {
            // Without growth there is no course of it that could tell anything.
            double there = Math.max(0, Math.min(1, rise / threshold));
            return new double[] {
                1,
                manyfold(rise / threshold),
                there * Math.max(-1, Math.min(2, lateRatio)),
                manyfold(endless / threshold),
                there * Math.log(Math.max(0.01, Math.min(2, tail))),
                there * (tail < STANDS_STILL ? 1 : 0),
                requestsKnown ? 1 : 0,
                troughs ? 1 : 0
            };
        }

        private double leakProbability(double rise, double threshold, boolean requestsKnown) {
            return Logistic.probability(BoundedLeastSquares.dot(WEIGHTS, features(rise, threshold, requestsKnown)));
        }

        private static double manyfold(double ratio) {
            return Math.signum(ratio) * Math.log1p(Math.min(Math.abs(ratio), 1000));
        }
    }

    /** One lifetime's slope, traffic taken out. */
    public record Slope(String pod, Lifetime life, TheilSen perHour, Shape shape) {}

    public double risePerHour() {
        return rise / Math.max(1, hours);
    }

    public double errorPerHour() {
        return riseError / Math.max(1e-9, hours);
    }

    /** The same with a leak no likelier than this. */
    public MemoryGrowth atMost(double likely) {
        double less = Math.min(leak, likely);
        Shape seen = shape == Shape.LEAK && less < 0.5 ? Shape.PLATEAU : shape;
        return new MemoryGrowth(seen, rise, riseError, hours, level, threshold, slope, low, high, less, course, slopes);
    }

    public boolean known() {
        return shape != Shape.SHORT;
    }

    public boolean grows() {
        return shape == Shape.LEAK || shape == Shape.PLATEAU;
    }

    static final MemoryGrowth UNKNOWN = new MemoryGrowth(
            Shape.SHORT, 0, Double.NaN, 1, 0, Double.POSITIVE_INFINITY, 0, 0, 0, 0, LeakFeatures.UNKNOWN, List.of());

    /** What is read off one stretch. */
    private record Reading(
            double rise,
            double wholeRise,
            double saturating,
            double lateRise,
            double lateShare,
            double noise,
            double hours,
            double tail,
            TheilSen slope) {}

    public static MemoryGrowth of(Panel panel) {
        if (panel.isEmpty()) {
            return UNKNOWN;
        }
        List<LifetimePanel> stretches = panel.stretches();
        double[][][] columns = stretches.stream().map(panel::withoutLabels).toArray(double[][][]::new);
        Ar1Regression fgls = Ar1Regression.of(panel, columns);
        if (fgls == null) {
            return UNKNOWN;
        }
        int p = fgls.scale().length;
        double[] low = new double[p];
        double[] high = new double[p];
        Arrays.fill(high, Double.POSITIVE_INFINITY);
        if (!panel.requestsKnown()) {
            Arrays.fill(low, p - 2, p, Double.NEGATIVE_INFINITY);
        }
        Ar1Regression.NormalEquations moments = fgls.moments();
        double[] fit = moments.fit(moments.ones(), low, high);
        double[] rises = IntStream.range(0, p)
                .mapToDouble(k -> panel.typicalRise(columns, k))
                .toArray();
        double endlessLow = endlessLow(panel, moments, low, high, fit, rises);

        List<Reading> readings = new ArrayList<>();
        for (int s = 0; s < stretches.size(); s++) {
            readings.add(reading(panel, stretches.get(s), columns[s], fit, fgls.rho()));
        }
        double driftless = driftless(fgls, fit, readings.size());
        double hours = median(readings, Reading::hours);
        double level = RobustStatistics.median(stretches.stream()
                .mapToDouble(stretch -> RobustStatistics.median(Arrays.stream(stretch.usable())
                        .mapToDouble(i -> stretch.memory()[i])
                        .toArray()))
                .toArray());
        double noise = median(readings, Reading::noise);
        List<Reading> comparable = readings.stream()
                .filter(reading -> reading.hours >= 0.25 * hours)
                .toList();
        if (comparable.size() < Math.min(4, readings.size())) {
            comparable = readings;
        }
        double[] scaledRises =
                comparable.stream().mapToDouble(r -> r.rise * hours / r.hours).toArray();
        double rise = RobustStatistics.median(scaledRises);
        double riseError = Math.min(standardError(scaledRises, noise), driftless / Math.sqrt(scaledRises.length));
        double expectedLate = readings.stream()
                .mapToDouble(r -> Math.max(0, r.rise * r.lateShare))
                .sum();
        double lateRatio = readings.stream().mapToDouble(Reading::lateRise).sum() / Math.max(1e-9, expectedLate);
        double threshold = Math.max(THRESHOLD_SHARE * level, THRESHOLD_BYTES);
        double perLife = threshold * Math.min(1, hours / 24);

        LeakFeatures course = new LeakFeatures(lateRatio, endlessLow, median(readings, Reading::tail), panel.troughs());
        double leak = course.leakProbability(rise, perLife, panel.requestsKnown());
        Shape shape = shape(leak, rise > perLife && rise / riseError > SIGNIFICANT, ebbs(stretches, perLife));
        Interval rate = rate(readings, driftless);
        List<Slope> slopes = new ArrayList<>();
        for (int s = 0; s < stretches.size(); s++) {
            slopes.add(new Slope(
                    stretches.get(s).pod(),
                    stretches.get(s).life(),
                    readings.get(s).slope,
                    shapeOfOne(readings.get(s), stretches.get(s), threshold)));
        }
        return new MemoryGrowth(
                shape,
                rise,
                riseError,
                hours,
                level,
                threshold,
                rate.estimate(),
                rate.low(),
                rate.high(),
                leak,
                course,
                List.copyOf(slopes));
    }

    private static Shape shape(double leak, boolean grows, boolean ebbs) {
        if (leak >= 0.5) {
            return Shape.LEAK;
        }
        return grows ? Shape.PLATEAU : ebbs ? Shape.EBB_AND_FLOW : Shape.FLAT;
    }

    /** The 5 % quantile, over resampled lifetimes, of the growth that age and requests carry. */
    private static double endlessLow(
            Panel panel,
            Ar1Regression.NormalEquations moments,
            double[] low,
            double[] high,
            double[] fit,
            double[] rises) {
        if (moments.count() < 4) {
            return 0.5 * endless(panel, fit, rises);
        }
        SplittableRandom random = new SplittableRandom(5);
        double[] sample = new double[40];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = endless(panel, moments.fit(Bootstrap.resample(random, moments.count()), low, high), rises);
        }
        return RobustStatistics.quantile(sample, 0.05);
    }

    private static double endless(Panel panel, double[] fit, double[] rises) {
        return IntStream.range(0, panel.clocks())
                .mapToDouble(k -> fit[k] * rises[k])
                .sum();
    }

    private static Reading reading(Panel panel, LifetimePanel stretch, double[][] columns, double[] fit, double rho) {
        int[] usable = stretch.usable();
        int n = usable.length;
        int reversible = panel.clocks() + panel.saturating();
        double[] raw =
                Arrays.stream(usable).mapToDouble(i -> stretch.memory()[i]).toArray();
        double[] adjusted = new double[n];
        for (int i = 0; i < n; i++) {
            adjusted[i] = raw[i];
            for (int k = reversible; k < fit.length; k++) {
                adjusted[i] -= fit[k] * columns[usable[i]][k];
            }
        }
        double[] ages =
                Arrays.stream(usable).mapToDouble(i -> stretch.ages()[i]).toArray();
        int edge = Math.max(1, n / 10);
        int late = (int) (0.6 * n);
        double start = RobustStatistics.median(Arrays.copyOfRange(adjusted, 0, edge + 1));
        double middle = RobustStatistics.median(Arrays.copyOfRange(adjusted, Math.max(0, late - edge), late + edge));
        double end = RobustStatistics.median(Arrays.copyOfRange(adjusted, n - edge - 1, n));
        double lateShare = (ages[n - 1] - ages[late]) / (ages[n - 1] - ages[0]);
        if (panel.requestsKnown()) {
            double[] requests = Arrays.stream(usable)
                    .mapToDouble(i -> stretch.requests()[i])
                    .toArray();
            lateShare = Math.min(
                    lateShare, (requests[n - 1] - requests[late]) / Math.max(1e-9, requests[n - 1] - requests[0]));
        }
        double[] tail = Arrays.copyOfRange(raw, late, n);
        double rawRise = RobustStatistics.median(Arrays.copyOfRange(raw, n - edge - 1, n))
                - RobustStatistics.median(Arrays.copyOfRange(raw, 0, edge + 1));
        double[] steps = Arrays.stream(RobustStatistics.differences(adjusted))
                .map(Math::abs)
                .toArray();
        return new Reading(
                end - start,
                // Medians at the edges stand for the middles of the edges.
                (end - start) * (n - 1.0) / Math.max(1, n - 1.0 - edge),
                saturatingRise(panel, columns, fit, usable),
                end - middle,
                Math.max(lateShare, 0.02),
                RobustStatistics.MAD_TO_SIGMA * RobustStatistics.median(steps),
                Math.max(0.5, ages[n - 1] - ages[0]),
                (RobustStatistics.quantile(tail, 0.9) - RobustStatistics.quantile(tail, 0.1))
                        / Math.max(1, Math.abs(rawRise)),
                TheilSen.through(ages, adjusted, rho));
    }

    /**
     * How far memory strays over one lifetime without any growth: the standard deviation of end minus start of the
     * regression's noise. A few bursts of growth do not count as noise, as the innovations' spread is a median's.
     */
    private static double driftless(Ar1Regression fgls, double[] fit, int stretches) {
        double[] innovations = new double[fgls.y().length];
        for (int r = 0; r < innovations.length; r++) {
            innovations[r] = fgls.y()[r] - BoundedLeastSquares.dot(fgls.x()[r], fit);
        }
        double spread = RobustStatistics.sigma(innovations, RobustStatistics.median(innovations));
        double rows = innovations.length / (double) stretches;
        return 1.2533 * spread * Math.sqrt(Math.min(2 / (1 - fgls.rho() * fgls.rho()), rows));
    }

    private static double saturatingRise(Panel panel, double[][] columns, double[] fit, int[] usable) {
        double rise = 0;
        for (int k = panel.clocks(); k < panel.clocks() + panel.saturating(); k++) {
            rise += fit[k] * (columns[usable[usable.length - 1]][k] - columns[usable[0]][k]);
        }
        return rise;
    }

    private static double standardError(double[] values, double noise) {
        double error = values.length >= 4
                ? 1.2533 * RobustStatistics.sigma(values, RobustStatistics.median(values)) / Math.sqrt(values.length)
                : 2.5 * noise;
        return Math.max(Math.max(error, 0.5 * noise / Math.sqrt(values.length)), 1);
    }

    /** Up and down by more than the threshold, and back: what lies between the 5th and 95th percentile of a lifetime. */
    private static boolean ebbs(List<LifetimePanel> stretches, double threshold) {
        return RobustStatistics.median(stretches.stream()
                        .mapToDouble(stretch -> {
                            double[] levels = Arrays.stream(stretch.usable())
                                    .mapToDouble(i -> stretch.memory()[i])
                                    .toArray();
                            return RobustStatistics.quantile(levels, 0.95) - RobustStatistics.quantile(levels, 0.05);
                        })
                        .toArray())
                > 1.5 * threshold;
    }

    /** One lifetime by itself: no resampling, so plainer than the pooled shape. */
    private static Shape shapeOfOne(Reading reading, LifetimePanel stretch, double threshold) {
        double perLife = threshold * Math.min(1, reading.hours / 24);
        if (reading.rise <= perLife || reading.rise <= SIGNIFICANT * 2.5 * reading.noise) {
            return ebbs(List.of(stretch), perLife) ? Shape.EBB_AND_FLOW : Shape.FLAT;
        }
        boolean goesOn = reading.lateRise / (reading.rise * reading.lateShare) >= STILL_GROWING;
        return goesOn && reading.tail >= STANDS_STILL ? Shape.LEAK : Shape.PLATEAU;
    }

    /**
     * Growth over time by the ratio estimator, sum of rises over sum of hours. Three things widen the 95 % interval: the noise
     * of the paths at the lifetimes' ends, with its autocorrelation; growth of which the fit cannot surely say whether it
     * saturates; and what traffic and edges leave in any estimate. The shares were set so that the interval covers the truth
     * in 95 % of simulated leaks (docs/scoreboard.md).
     */
    private static Interval rate(List<Reading> readings, double driftless) {
        double rises = readings.stream().mapToDouble(Reading::wholeRise).sum();
        // Under heavy noise the fit may set a huge saturating part against noise: no more saturates than was gained.
        double saturating = Math.max(
                0,
                Math.min(
                        rises,
                        readings.stream().mapToDouble(Reading::saturating).sum()));
        double hours = readings.stream().mapToDouble(Reading::hours).sum();
        double rate = (rises - SATURATED * saturating) / hours;
        double noise = NORMAL_975 * driftless * Math.sqrt(readings.size()) / hours;
        double half = Math.hypot(Math.hypot(noise, PERHAPS_SATURATED * saturating / hours), ANY_ESTIMATE * rate);
        return new Interval(rate, rate - half, rate + half);
    }

    private static double median(List<Reading> readings, java.util.function.ToDoubleFunction<Reading> value) {
        return RobustStatistics.median(readings.stream().mapToDouble(value).toArray());
    }

    /** The slope of one lifetime from bare readings, for those too short or too thin for the panel; null without enough. */
    public static @Nullable TheilSen plainSlope(Replica replica, Lifetime life) {
        double[] times = replica.memory().times();
        int from = RobustStatistics.upperBound(times, Math.nextDown(life.start()));
        int to = RobustStatistics.upperBound(times, Math.nextDown(life.end()));
        if (to - from < 8) {
            return null;
        }
        int stride = Math.max(1, (to - from) / 300);
        int[] picked =
                IntStream.range(from, to).filter(i -> (i - from) % stride == 0).toArray();
        return TheilSen.through(
                Arrays.stream(picked)
                        .mapToDouble(i -> (times[i] - life.start()) / 3600)
                        .toArray(),
                Arrays.stream(picked)
                        .mapToDouble(i -> replica.memory().bytes()[i])
                        .toArray());
    }
}
