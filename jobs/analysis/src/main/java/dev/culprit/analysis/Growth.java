package dev.culprit.analysis;

import dev.culprit.analysis.Panel.Stretch;
import dev.culprit.model.Nullable;
import dev.culprit.model.finding.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whether and how memory grows within lifetimes, pooled over a container's replicas.
 *
 * @param shape {@code LEAK}, {@code PLATEAU}, {@code EBB_AND_FLOW}, {@code FLAT}, or {@code SHORT} without usable rows
 * @param rise typical growth over a lifetime in bytes, traffic taken out; {@code riseError} its standard error
 * @param hours typical length of a lifetime that was measured
 * @param level typical memory in bytes
 * @param threshold bytes per 24 hours below which growth does not matter
 * @param slope bytes per hour: median over lifetimes of Theil-Sen slopes, traffic taken out; {@code low}, {@code high} at 95 %
 * @param surety probability, by resampling lifetimes, that growth is on the side of the threshold that the shape says
 */
record Growth(
        Shape shape,
        double rise,
        double riseError,
        double hours,
        double level,
        double threshold,
        double slope,
        double low,
        double high,
        double surety,
        List<Slope> slopes) {
    private static final double THRESHOLD_SHARE = 0.03;
    private static final double THRESHOLD_BYTES = 2.0e6;
    private static final double SIGNIFICANT = 3.0;
    private static final double STILL_GROWING = 0.30;
    private static final double STANDS_STILL = 0.08;
    private static final int RESAMPLES = 200;

    /** One lifetime's slope, traffic taken out. */
    record Slope(String pod, Lifetime life, TheilSen perHour, Shape shape) {}

    double risePerHour() {
        return rise / Math.max(1, hours);
    }

    double errorPerHour() {
        return riseError / Math.max(1e-9, hours);
    }

    boolean known() {
        return shape != Shape.SHORT;
    }

    boolean grows() {
        return shape == Shape.LEAK || shape == Shape.PLATEAU;
    }

    static final Growth UNKNOWN =
            new Growth(Shape.SHORT, 0, Double.NaN, 1, 0, Double.POSITIVE_INFINITY, 0, 0, 0, 0, List.of());

    /** What is read off one stretch. */
    private record Reading(
            double rise, double lateRise, double lateShare, double noise, double hours, double tail, TheilSen slope) {}

    static Growth of(Panel panel) {
        if (panel.isEmpty()) {
            return UNKNOWN;
        }
        List<Stretch> stretches = panel.stretches();
        double[][][] columns = stretches.stream().map(panel::withoutLabels).toArray(double[][][]::new);
        Fgls fgls = Fgls.of(panel, columns);
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
        Fgls.Moments moments = fgls.moments();
        double[] fit = moments.fit(moments.ones(), low, high);
        double[] rises = IntStream.range(0, p)
                .mapToDouble(k -> panel.typicalRise(columns, k))
                .toArray();
        double endlessLow = endlessLow(panel, moments, low, high, fit, rises);

        List<Reading> readings = new ArrayList<>();
        for (int s = 0; s < stretches.size(); s++) {
            readings.add(reading(panel, stretches.get(s), columns[s], fit, fgls.rho()));
        }
        double hours = median(readings, Reading::hours);
        double level = Robust.median(stretches.stream()
                .mapToDouble(stretch -> Robust.median(Arrays.stream(stretch.usable())
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
        double[] scaledLate = comparable.stream()
                .mapToDouble(r -> r.lateRise * hours / r.hours)
                .toArray();
        double rise = Robust.median(scaledRises);
        double late = Robust.median(scaledLate);
        double riseError = standardError(scaledRises, noise);
        double lateError = standardError(scaledLate, noise);
        double expectedLate = readings.stream()
                .mapToDouble(r -> Math.max(0, r.rise * r.lateShare))
                .sum();
        double lateRatio = readings.stream().mapToDouble(Reading::lateRise).sum() / Math.max(1e-9, expectedLate);
        double threshold = Math.max(THRESHOLD_SHARE * level, THRESHOLD_BYTES);
        double perLife = threshold * Math.min(1, hours / 24);

        boolean grows = rise > perLife && rise / riseError > SIGNIFICANT;
        boolean endless = endlessLow > 0.25 * perLife && median(readings, Reading::tail) >= STANDS_STILL;
        boolean goesOn = lateRatio >= STILL_GROWING && late / lateError > 2;
        if (!panel.requestsKnown() && hours < 36) {
            goesOn = endlessLow > 0.15 * rise;
        }
        Shape shape = shape(grows, goesOn && endless, ebbs(stretches, perLife));
        double[] interval = slopeInterval(readings);
        List<Slope> slopes = new ArrayList<>();
        for (int s = 0; s < stretches.size(); s++) {
            slopes.add(new Slope(
                    stretches.get(s).pod(),
                    stretches.get(s).life(),
                    readings.get(s).slope,
                    shapeOfOne(readings.get(s), stretches.get(s), threshold)));
        }
        return new Growth(
                shape,
                rise,
                riseError,
                hours,
                level,
                threshold,
                median(readings, reading -> reading.slope.slope()),
                interval[0],
                interval[1],
                surety(scaledRises, noise, perLife, grows),
                List.copyOf(slopes));
    }

    private static Shape shape(boolean grows, boolean endless, boolean ebbs) {
        if (grows) {
            return endless ? Shape.LEAK : Shape.PLATEAU;
        }
        return ebbs ? Shape.EBB_AND_FLOW : Shape.FLAT;
    }

    /** The 5 % quantile, over resampled lifetimes, of the growth that age and requests carry. */
    private static double endlessLow(
            Panel panel, Fgls.Moments moments, double[] low, double[] high, double[] fit, double[] rises) {
        if (moments.count() < 4) {
            return 0.5 * endless(panel, fit, rises);
        }
        SplittableRandom random = new SplittableRandom(5);
        double[] sample = new double[40];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = endless(panel, moments.fit(resample(random, moments.count()), low, high), rises);
        }
        return Robust.quantile(sample, 0.05);
    }

    private static double endless(Panel panel, double[] fit, double[] rises) {
        return IntStream.range(0, panel.clocks())
                .mapToDouble(k -> fit[k] * rises[k])
                .sum();
    }

    /** How often each of n was drawn in n draws with replacement. */
    static double[] resample(SplittableRandom random, int n) {
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            weights[random.nextInt(n)]++;
        }
        return weights;
    }

    private static Reading reading(Panel panel, Stretch stretch, double[][] columns, double[] fit, double rho) {
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
        double start = Robust.median(Arrays.copyOfRange(adjusted, 0, edge + 1));
        double middle = Robust.median(Arrays.copyOfRange(adjusted, Math.max(0, late - edge), late + edge));
        double end = Robust.median(Arrays.copyOfRange(adjusted, n - edge - 1, n));
        double lateShare = (ages[n - 1] - ages[late]) / (ages[n - 1] - ages[0]);
        if (panel.requestsKnown()) {
            double[] requests = Arrays.stream(usable)
                    .mapToDouble(i -> stretch.requests()[i])
                    .toArray();
            lateShare = Math.min(
                    lateShare, (requests[n - 1] - requests[late]) / Math.max(1e-9, requests[n - 1] - requests[0]));
        }
        double[] tail = Arrays.copyOfRange(raw, late, n);
        double rawRise = Robust.median(Arrays.copyOfRange(raw, n - edge - 1, n))
                - Robust.median(Arrays.copyOfRange(raw, 0, edge + 1));
        double[] steps =
                Arrays.stream(Robust.differences(adjusted)).map(Math::abs).toArray();
        return new Reading(
                end - start,
                end - middle,
                Math.max(lateShare, 0.02),
                Robust.MAD_TO_SIGMA * Robust.median(steps),
                Math.max(0.5, ages[n - 1] - ages[0]),
                (Robust.quantile(tail, 0.9) - Robust.quantile(tail, 0.1)) / Math.max(1, Math.abs(rawRise)),
                TheilSen.through(ages, adjusted, rho));
    }

    private static double standardError(double[] values, double noise) {
        double error = values.length >= 4
                ? 1.2533 * Robust.sigma(values, Robust.median(values)) / Math.sqrt(values.length)
                : 2.5 * noise;
        return Math.max(Math.max(error, 0.5 * noise / Math.sqrt(values.length)), 1);
    }

    /** Up and down by more than the threshold, and back: what lies between the 5th and 95th percentile of a lifetime. */
    private static boolean ebbs(List<Stretch> stretches, double threshold) {
        return Robust.median(stretches.stream()
                        .mapToDouble(stretch -> {
                            double[] levels = Arrays.stream(stretch.usable())
                                    .mapToDouble(i -> stretch.memory()[i])
                                    .toArray();
                            return Robust.quantile(levels, 0.95) - Robust.quantile(levels, 0.05);
                        })
                        .toArray())
                > 1.5 * threshold;
    }

    /** One lifetime by itself: no resampling, so plainer than the pooled shape. */
    private static Shape shapeOfOne(Reading reading, Stretch stretch, double threshold) {
        double perLife = threshold * Math.min(1, reading.hours / 24);
        if (reading.rise <= perLife || reading.rise <= SIGNIFICANT * 2.5 * reading.noise) {
            return ebbs(List.of(stretch), perLife) ? Shape.EBB_AND_FLOW : Shape.FLAT;
        }
        boolean goesOn = reading.lateRise / (reading.rise * reading.lateShare) >= STILL_GROWING;
        return goesOn && reading.tail >= STANDS_STILL ? Shape.LEAK : Shape.PLATEAU;
    }

    /** By resampling lifetimes where there are at least four, else the middle of the lifetimes' own intervals. */
    private static double[] slopeInterval(List<Reading> readings) {
        double[] slopes = readings.stream().mapToDouble(r -> r.slope.slope()).toArray();
        double[] own = {median(readings, r -> r.slope.low()), median(readings, r -> r.slope.high())};
        if (slopes.length < 4) {
            return own;
        }
        SplittableRandom random = new SplittableRandom(13);
        double[] medians = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            medians[i] = Robust.median(random.ints(slopes.length, 0, slopes.length)
                    .mapToDouble(k -> slopes[k])
                    .toArray());
        }
        return new double[] {Robust.quantile(medians, 0.025), Robust.quantile(medians, 0.975)};
    }

    private static double surety(double[] rises, double noise, double threshold, boolean grows) {
        SplittableRandom random = new SplittableRandom(17);
        int agree = 0;
        for (int i = 0; i < RESAMPLES; i++) {
            double[] sample = random.ints(rises.length, 0, rises.length)
                    .mapToDouble(k -> rises[k])
                    .toArray();
            double jitter = noise * random.nextGaussian() / Math.sqrt(rises.length);
            boolean above = Robust.median(sample) + jitter > threshold;
            agree += above == grows ? 1 : 0;
        }
        return (agree + 1.0) / (RESAMPLES + 2.0);
    }

    private static double median(List<Reading> readings, java.util.function.ToDoubleFunction<Reading> value) {
        return Robust.median(readings.stream().mapToDouble(value).toArray());
    }

    /** The slope of one lifetime from bare readings, for those too short or too thin for the panel; null without enough. */
    static @Nullable TheilSen plainSlope(Lifetimes replica, Lifetime life) {
        double[] times = replica.memory().times();
        int from = Robust.upperBound(times, Math.nextDown(life.start()));
        int to = Robust.upperBound(times, Math.nextDown(life.end()));
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
