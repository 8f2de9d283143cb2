package dev.culprit.analysis.memory;

import dev.culprit.analysis.history.Lifetime;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.memory.DesignColumn.Kind;
import dev.culprit.analysis.statistics.Bootstrap;
import dev.culprit.analysis.statistics.LogisticModel;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.analysis.statistics.TheilSen;
import dev.culprit.analysis.statistics.Vectors;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how memory grows within lifetimes, pooled over a container's replicas.
 *
 * @param shape {@code LEAK}, {@code PLATEAU}, {@code EBB_AND_FLOW}, {@code FLAT}, or {@code SHORT} without usable rows
 * @param rise over a typical lifetime, traffic taken out
 * @param hours typical length of a lifetime that was measured
 * @param level typical memory in bytes
 * @param threshold bytes per 24 hours below which growth does not matter
 * @param slope bytes per hour over all lifetimes, traffic taken out, with its 95 % interval
 * @param leak probability that memory grows without end
 */
public record MemoryGrowth(
        Shape shape,
        Rise rise,
        double hours,
        double level,
        double threshold,
        Interval slope,
        double leak,
        LeakFeatures course,
        List<Slope> slopes) {
    /** By hand: growth a day that matters, in parts of memory, as operators leave a third free and look once a week. */
    private static final double THRESHOLD_SHARE = 0.03;
    /** By hand: and in bytes, as runtimes of small containers take so much after the first hour before they stand. */
    private static final double THRESHOLD_BYTES = 2.0e6;
    /** By hand: they take it once, so that over two days or more it is half as much a day. */
    private static final double LEAST_OF_BYTES = 0.5;
    /** By hand: lifetimes shorter than this part of the typical one are left out of the typical rise. */
    private static final double COMPARABLE = 0.25;
    /** By hand: fewer lifetimes have no median to speak of, nor resamples. */
    private static final int FEWEST_LIFETIMES = 4;
    /** By hand: with too few lifetimes to resample, half of the estimate stands for its 5 % quantile. */
    private static final double UNRESAMPLED = 0.5;
    /** By hand: enough for a 5 % quantile that only adds to log-odds. */
    private static final int RESAMPLES = 40;

    private static final long RESAMPLING_SEED = 5;
    /** By hand: hours; every hour of the day is in them. Memory has stood when it did so for as long. */
    private static final double STOOD_HOURS = 24;
    /** By hand: memory may as well stand when its slope is above zero with less than this. */
    private static final double CLIMBS = 0.9;
    /** By hand: the most that memory is said to leak which has stood, or which may as well stand and could not matter. */
    private static final double STANDS = 0.25;
    /** Literature: standard errors of a 95 % interval, rounded. */
    private static final double SURELY = 2;
    /** By hand: of fewer readings a slope says nothing; of more than {@link #MOST_READINGS} every n-th is as good. */
    private static final int FEWEST_READINGS = 8;

    private static final int MOST_READINGS = 300;

    /**
     * How far memory grows within a lifetime.
     *
     * @param bytes the typical lifetime's growth
     * @param error its standard error, in bytes
     */
    public record Rise(double bytes, double error) {}

    /**
     * What tells growth without end from growth that stops.
     *
     * @param lateRatio growth in the last 40 % of lifetimes over what an even pace would give there
     * @param unbounded the 5 % quantile of the growth that age and requests carry, in bytes
     * @param tail how far raw memory still moves in the last 40 %, in parts of the growth
     * @param postGcMinima memory was read after collections only
     */
    public record LeakFeatures(double lateRatio, double unbounded, double tail, boolean postGcMinima) {
        /** By hand: beyond these a late growth, a tail and a multiple tell no more, and one odd lifetime must not decide. */
        private static final double LEAST_LATE = -1;

        private static final double MOST_LATE = 2;
        private static final double LEAST_TAIL = 0.01;
        private static final double MOST_TAIL = 2;
        private static final double MOST_MANYFOLD = 1000;

        static final LeakFeatures UNKNOWN = new LeakFeatures(0, 0, 0, false);

        /** What {@link #features} holds, in this order; the first is the constant. */
        public static final List<String> FEATURES =
                List.of("prior", "rise", "lateRatio", "endless", "tail", "standsStill", "requestsKnown", "troughs");

        private static final LogisticModel LEAK = LogisticModel.stored("leak", FEATURES);

        /** What {@code WeightFit} in the tests fits; the first is the constant. {@code threshold} is of a lifetime. */
        public double[] features(double rise, double threshold, boolean requestsKnown) {
            // Without growth there is no course of it that could tell anything.
            double there = Math.max(0, Math.min(1, rise / threshold));
            return new double[] {
                1,
                manyfold(rise / threshold),
                there * Math.max(LEAST_LATE, Math.min(MOST_LATE, lateRatio)),
                manyfold(unbounded / threshold),
                there * Math.log(Math.max(LEAST_TAIL, Math.min(MOST_TAIL, tail))),
                there * (tail < GrowthShape.STANDS_STILL ? 1 : 0),
                requestsKnown ? 1 : 0,
                postGcMinima ? 1 : 0
            };
        }

        private double leakProbability(double rise, double threshold, boolean requestsKnown) {
            return LEAK.probability(features(rise, threshold, requestsKnown));
        }

        private static double manyfold(double ratio) {
            return Math.signum(ratio) * Math.log1p(Math.min(Math.abs(ratio), MOST_MANYFOLD));
        }
    }

    /**
     * What one lifetime's slope is made of, traffic taken out. It is made when it is asked for: growth of a single replica is compared, and
     * nobody asks for the slopes in it.
     *
     * @param index of the lifetime in the design's panel
     * @param byThemselves coefficients for the shape
     * @param threshold bytes per 24 hours below which growth does not matter
     */
    public record Slope(
            Design design, int index, ByColumn coefficients, ByColumn byThemselves, double rho, double threshold) {
        private LifetimePanel lifetime() {
            return design.panel().lifetimes().get(index);
        }

        public String pod() {
            return lifetime().pod();
        }

        public Lifetime life() {
            return lifetime().life();
        }

        public TheilSen perHour() {
            return LifetimeReading.slope(design, index, coefficients, rho);
        }

        public Shape shape() {
            LifetimeReading reading = LifetimeReading.of(design, index, byThemselves);
            return GrowthShape.ofOne(reading, lifetime(), threshold * dayShare(reading.hours()));
        }
    }

    public double risePerHour() {
        return rise.bytes() / Math.max(1, hours);
    }

    public double errorPerHour() {
        return rise.error() / Math.max(1e-9, hours);
    }

    /** The same with a leak no likelier than this. */
    public MemoryGrowth atMost(double likely) {
        double less = Math.min(leak, likely);
        Shape seen = shape == Shape.LEAK && less < GrowthShape.LIKELY ? Shape.PLATEAU : shape;
        return new MemoryGrowth(seen, rise, hours, level, threshold, slope, less, course, slopes);
    }

    /** Whether memory grows enough over a lifetime, of a day or more, to be worth a word. */
    public boolean matters() {
        return rise.bytes() >= threshold * dayShare(hours);
    }

    public boolean known() {
        return shape != Shape.SHORT;
    }

    public boolean grows() {
        return shape == Shape.LEAK || shape == Shape.PLATEAU;
    }

    static final MemoryGrowth UNKNOWN = new MemoryGrowth(
            Shape.SHORT,
            new Rise(0, Double.NaN),
            1,
            0,
            Double.POSITIVE_INFINITY,
            new Interval(0, 0, 0),
            0,
            LeakFeatures.UNKNOWN,
            List.of());

    /** Memory's growth in the panel, by a regression on what explains it without labels. */
    public static MemoryGrowth of(Panel panel) {
        if (panel.isEmpty()) {
            return UNKNOWN;
        }
        Design design = Design.of(panel, GrowthTerms.of(panel));
        Ar1Regression regression = Ar1Regression.of(design);
        if (regression == null) {
            return UNKNOWN;
        }
        NormalEquations equations = regression.normalEquations();
        ByColumn coefficients = equations.pooled().fit();
        List<LifetimePanel> lifetimes = panel.lifetimes();
        List<LifetimeReading> readings = readings(design, coefficients);
        double hours = LifetimeReading.median(readings, LifetimeReading::hours);
        double level = level(lifetimes);
        double threshold = threshold(level, hours);
        double thresholdOfLifetime = threshold * dayShare(hours);
        double[] rises = typicalRises(readings, hours);
        double driftless = GrowthRate.driftless(regression, coefficients, readings.size());
        Rise rise = new Rise(
                RobustStatistics.median(rises),
                Math.min(
                        GrowthRate.standardError(rises, LifetimeReading.median(readings, LifetimeReading::noise)),
                        driftless / Math.sqrt(rises.length)));
        LeakFeatures features = new LeakFeatures(
                lateRatio(readings),
                unboundedLow(equations, coefficients, design.typicalRises()),
                LifetimeReading.median(readings, LifetimeReading::tail),
                panel.postGcMinima());
        double freedom = GrowthRate.freedom(regression, coefficients, readings.size());
        Interval rate = GrowthRate.interval(readings, driftless, freedom);
        // A course cannot be a leak's more surely than its slope is above zero.
        double climbs = GrowthRate.positive(rate, freedom);
        boolean stands = stoodForADay(readings, rise) || (climbs < CLIMBS && 24 * rate.high() < threshold);
        double leak = Math.min(
                Math.min(features.leakProbability(rise.bytes(), thresholdOfLifetime, panel.requestsKnown()), climbs),
                stands ? STANDS : 1);
        return new MemoryGrowth(
                GrowthShape.of(lifetimes, leak, rise.bytes(), rise.error(), thresholdOfLifetime),
                rise,
                hours,
                level,
                threshold,
                rate,
                leak,
                features,
                slopes(design, coefficients, byThemselves(coefficients, panel), regression.rho(), threshold));
    }

    private static List<LifetimeReading> readings(Design design, ByColumn coefficients) {
        return IntStream.range(0, design.panel().lifetimes().size())
                .mapToObj(index -> LifetimeReading.of(design, index, coefficients))
                .toList();
    }

    private static List<Slope> slopes(
            Design design, ByColumn coefficients, ByColumn byThemselves, double rho, double threshold) {
        return IntStream.range(0, design.panel().lifetimes().size())
                .mapToObj(index -> new Slope(design, index, coefficients, byThemselves, rho, threshold))
                .toList();
    }

    /** For the shape of one lifetime, which cannot tell the time of day from its age; counted traffic is told from both. */
    private static ByColumn byThemselves(ByColumn coefficients, Panel panel) {
        return panel.requestsKnown() && !panel.trafficKnown()
                ? coefficients.without(GrowthTerms.SINE).without(GrowthTerms.COSINE)
                : coefficients;
    }

    private static double threshold(double level, double hours) {
        return Math.max(THRESHOLD_SHARE * level, THRESHOLD_BYTES * Math.max(LEAST_OF_BYTES, Math.min(1, 24 / hours)));
    }

    /** Part of a day's growth that a lifetime of so many hours has at most. */
    private static double dayShare(double hours) {
        return Math.min(1, hours / 24);
    }

    private static double level(List<LifetimePanel> lifetimes) {
        return RobustStatistics.median(lifetimes.stream()
                .mapToDouble(lifetime -> RobustStatistics.median(Vectors.at(lifetime.usable(), lifetime.memory())))
                .toArray());
    }

    /** Rises of lifetimes of comparable length, as if all had the typical one. */
    private static double[] typicalRises(List<LifetimeReading> readings, double hours) {
        List<LifetimeReading> comparable = readings.stream()
                .filter(reading -> reading.hours() >= COMPARABLE * hours)
                .toList();
        boolean enough = comparable.size() >= Math.min(FEWEST_LIFETIMES, readings.size());
        return (enough ? comparable : readings)
                .stream()
                        .mapToDouble(reading -> reading.rise() * hours / reading.hours())
                        .toArray();
    }

    /** Growth in the late parts of lifetimes over what an even pace would give there. */
    private static double lateRatio(List<LifetimeReading> readings) {
        double even = LifetimeReading.sum(readings, reading -> Math.max(0, reading.rise() * reading.lateShare()));
        return LifetimeReading.sum(readings, LifetimeReading::lateRise) / Math.max(1e-9, even);
    }

    /**
     * Whether lifetimes end with a day or more, or with two fifths of their requests, in which memory surely does not grow at a pace that
     * matters beside the one before. Whatever goes by hours or by requests would have gone on.
     */
    private static boolean stoodForADay(List<LifetimeReading> readings, Rise rise) {
        double even = LifetimeReading.median(readings, reading -> reading.rise() * reading.lateShare());
        return even > 0
                && LifetimeReading.median(readings, LifetimeReading::lateHours) >= STOOD_HOURS
                && lateRatio(readings) + SURELY * rise.error() / even < GrowthShape.STILL_GROWING;
    }

    /** The 5 % quantile, over resampled lifetimes, of the growth in bytes that age and requests carry in a typical lifetime. */
    private static double unboundedLow(NormalEquations equations, ByColumn coefficients, ByColumn rises) {
        if (equations.count() < FEWEST_LIFETIMES) {
            return UNRESAMPLED * unbounded(coefficients, rises);
        }
        SplittableRandom random = new SplittableRandom(RESAMPLING_SEED);
        double[] sample = new double[RESAMPLES];
        for (int i = 0; i < sample.length; i++) {
            double[] weights = Bootstrap.weights(random, equations.count());
            sample[i] = unbounded(equations.pooled(weights).fit(), rises);
        }
        return RobustStatistics.quantile(sample, 0.05);
    }

    private static double unbounded(ByColumn coefficients, ByColumn rises) {
        return coefficients.times(rises).only(Kind.GROWTH).sum();
    }

    /** The slope of one lifetime from bare readings, for those too short or too thin for the panel; null without enough. */
    public static @Nullable TheilSen plainSlope(Replica replica, Lifetime life) {
        double[] times = replica.memory().times();
        int from = RobustStatistics.upperBound(times, Math.nextDown(life.start()));
        int to = RobustStatistics.upperBound(times, Math.nextDown(life.end()));
        if (to - from < FEWEST_READINGS) {
            return null;
        }
        int stride = Math.max(1, (to - from) / MOST_READINGS);
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
