package dev.culprit.analysis.evidence;

import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.LabelGroups;
import dev.culprit.analysis.memory.Ar1Regression;
import dev.culprit.analysis.memory.LifetimePanel;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.Panel;
import dev.culprit.analysis.statistics.Bootstrap;
import dev.culprit.analysis.statistics.BoundedLeastSquares;
import dev.culprit.analysis.statistics.ClusteredSlope;
import dev.culprit.analysis.statistics.RobustStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Does memory follow a label group's births, block by block within lifetimes? Memory = a level per lifetime + bytes per
 * series x births of each candidate + age + requests + saturating + reversible columns + AR(1) noise, all growth
 * coefficients non-negative, bytes per series at most {@value #MOST_BYTES}.
 *
 * @param t partial t given all other columns, clustered by lifetime
 * @param freedOnExpiry births count only while the series lives (they are freed with it)
 * @param lifetimes that the fit is made of
 * @param autocorrelation of the regression's errors from one block to the next
 */
public record Association(
        Candidate candidate,
        Price price,
        Share share,
        double t,
        Controls controls,
        boolean freedOnExpiry,
        int lifetimes,
        double autocorrelation) {

    /**
     * What a series costs.
     *
     * @param bytesPerSeries with all other columns in the fit; {@code low}, {@code high} by resampling lifetimes, at 95 %
     * @param alone bytes per series with this candidate as the only growth
     * @param perDay bytes per 24 hours that the candidate's births cost
     */
    public record Price(double bytesPerSeries, double low, double high, double alone, double perDay) {}

    /**
     * How much of the growth the candidate carries.
     *
     * @param estimate 0 to 1; {@code low} its 5 % quantile over resampled lifetimes, {@code median} its median
     * @param heaviest how often, in resampled lifetimes, it carries more than any other source
     * @param explained share of the measured growth that it explains alone, at most 1
     */
    public record Share(double estimate, double low, double median, double heaviest, double explained) {}

    /**
     * The same births held against memory in other ways.
     *
     * @param replicas against each other; null where there is one replica only
     * @param negative the other replicas' births beside its own; null likewise
     * @param wholeLifetimes against each other; null with fewer than six
     */
    public record Controls(
            @Nullable ReplicaContrast replicas,
            @Nullable NegativeControl negative,
            @Nullable DoseResponse wholeLifetimes) {}

    /** Above this no known client keeps a series. */
    public static final double MOST_BYTES = 16_384;
    /** Below this no known client keeps one. */
    public static final double FEWEST_BYTES = 30;

    private static final int RESAMPLES = 200;
    /** Factor on the upper half of the interval of bytes per series; {@link #TIMING} a share of the estimate, at 95 %. */
    private static final double UPWARD = 1.5;

    private static final double TIMING = 0.03;
    /** A candidate must be able to pay this share of the growth even at the highest price. */
    private static final double CAN_PAY = 0.10;
    /** Series that vanish are taken as freed only if that fits clearly better. */
    private static final double CLEARLY_BETTER = 0.93;

    public static List<Association> of(Panel panel, MemoryGrowth growth, Candidates candidates) {
        if (panel.stretches().stream().anyMatch(stretch -> stretch.ledger() == null)) {
            return List.of();
        }
        List<Candidate> able = candidates.found().stream()
                .filter(candidate ->
                        (double) candidate.births() / panel.stretches().size() * MOST_BYTES > CAN_PAY * growth.rise())
                .toList();
        if (able.isEmpty()) {
            return List.of();
        }
        Fit kept = fit(panel, candidates.groups(), able, false);
        Fit live = fit(panel, candidates.groups(), able, true);
        if (kept == null || live == null) {
            return List.of();
        }
        Fit best = live.squares() < CLEARLY_BETTER * kept.squares() ? live : kept;
        return best.associations(panel, growth, able);
    }

    /** The panel with births as columns, before bounds; {@code rest} is what they leave unexplained. */
    private record Fit(double[][][] columns, Ar1Regression fgls, double[] rest, boolean live) {
        double squares() {
            return BoundedLeastSquares.dot(rest, rest);
        }

        List<Association> associations(Panel panel, MemoryGrowth growth, List<Candidate> able) {
            int labels = able.size();
            int p = fgls.scale().length;
            int sources = labels + panel.clocks();
            double[] rises = IntStream.range(0, p)
                    .mapToDouble(k -> panel.typicalRise(columns, k))
                    .toArray();
            double[] low = new double[p];
            double[] high = new double[p];
            Arrays.fill(high, Double.POSITIVE_INFINITY);
            Arrays.fill(high, 0, labels, MOST_BYTES);
            if (!panel.requestsKnown()) {
                Arrays.fill(low, p - 2, p, Double.NEGATIVE_INFINITY);
            }
            Ar1Regression.NormalEquations moments = fgls.moments();
            double[] full = moments.fit(moments.ones(), low, high);
            double[] carried = carried(full, rises, sources);
            double total = Arrays.stream(carried).sum() + 1e-9;
            SplittableRandom random = new SplittableRandom(11);
            double[][] shares = new double[RESAMPLES][];
            double[][] bytes = new double[labels][RESAMPLES];
            for (int b = 0; b < RESAMPLES; b++) {
                double[] sample = moments.fit(Bootstrap.resample(random, moments.count()), low, high);
                shares[b] = carried(sample, rises, sources);
                double sum = Arrays.stream(shares[b]).sum() + 1e-9;
                for (int k = 0; k < sources; k++) {
                    shares[b][k] /= sum;
                }
                for (int k = 0; k < labels; k++) {
                    bytes[k][b] = sample[k];
                }
            }
            String[] pods = panel.stretches().stream().map(LifetimePanel::pod).toArray(String[]::new);
            List<Association> result = new ArrayList<>();
            for (int k = 0; k < labels; k++) {
                int column = k;
                double[] aloneHigh = high.clone();
                for (int other = 0; other < sources; other++) {
                    aloneHigh[other] = other == k ? high[k] : 0;
                }
                double alone = moments.fit(moments.ones(), low, aloneHigh)[k];
                double[] ownShares = Arrays.stream(shares)
                        .mapToDouble(share -> share[column])
                        .toArray();
                double top = Arrays.stream(shares)
                                .filter(share -> share[column]
                                        >= Arrays.stream(share).max().orElse(0) - 1e-12)
                                .count()
                        / (double) RESAMPLES;
                ClusteredSlope partial = partial(panel, k);
                double[] interval = interval(bytes[k], full[k], partial, moments.count());
                result.add(new Association(
                        able.get(k),
                        new Price(
                                full[k],
                                interval[0],
                                interval[1],
                                alone,
                                full[k] * rises[k] / Math.max(1, growth.hours()) * 24),
                        new Share(
                                carried[k] / total,
                                RobustStatistics.quantile(ownShares, 0.05),
                                RobustStatistics.quantile(ownShares, 0.5),
                                top,
                                Math.min(1, alone * rises[k] / Math.max(1, growth.rise()))),
                        partial.t(),
                        new Controls(
                                ReplicaContrast.of(fgls, pods, k, panel.blockSeconds()),
                                NegativeControl.of(
                                        fgls,
                                        k,
                                        ReplicaContrast.meanOfOthers(fgls, pods, Ar1Regression.column(fgls.x(), k)),
                                        panel.blockSeconds()),
                                dose(panel, full, labels, k)),
                        live,
                        moments.count(),
                        fgls.rho()));
            }
            result.sort(Comparator.comparingDouble((Association a) -> -a.share.estimate)
                    .thenComparing(a -> a.candidate.group().labels().toString()));
            return List.copyOf(result);
        }

        /** Growth of lifetimes, less what saturates and what comes back, against this candidate's births. */
        private @Nullable DoseResponse dose(Panel panel, double[] fit, int labels, int column) {
            int clocks = panel.clocks();
            int count = columns.length;
            double[] rises = new double[count];
            double[][] sources = new double[labels + clocks][count];
            for (int s = 0; s < count; s++) {
                int life = s;
                LifetimePanel stretch = panel.stretches().get(s);
                int[] usable = stretch.usable();
                double[] rest = Arrays.stream(usable)
                        .mapToDouble(i -> {
                            double level = stretch.memory()[i];
                            for (int k = labels + clocks; k < fit.length; k++) {
                                level -= fit[k] * columns[life][i][k];
                            }
                            return level;
                        })
                        .toArray();
                int edge = Math.max(1, usable.length / 10);
                rises[s] = RobustStatistics.median(Arrays.copyOfRange(rest, rest.length - edge - 1, rest.length))
                        - RobustStatistics.median(Arrays.copyOfRange(rest, 0, edge + 1));
                for (int k = 0; k < sources.length; k++) {
                    sources[k][s] =
                            columns[s][usable[usable.length - 1 - edge / 2]][k] - columns[s][usable[edge / 2]][k];
                }
            }
            double[] births = sources[column];
            List<double[]> others = new ArrayList<>();
            for (int k = 0; k < sources.length; k++) {
                if (k != column) {
                    others.add(sources[k]);
                }
            }
            return DoseResponse.of(rises, births, others);
        }

        /**
         * With few lifetimes resampling says too little; the regression's own error widens the interval then. Two things no
         * resample shows: the other columns, none of which may be negative, take a little of every label's growth but never
         * give any, so the truth lies above the estimate more often than below; and births are known to a scrape only.
         * {@link #UPWARD} and {@link #TIMING} for them come from simulated incidents, not those that are reported.
         */
        private static double[] interval(double[] resampled, double estimate, ClusteredSlope partial, int lifetimes) {
            double low = RobustStatistics.quantile(resampled, 0.025);
            double high = RobustStatistics.quantile(resampled, 0.975);
            if (lifetimes < 6 && partial.t() != 0) {
                double half = 2 * Math.abs(partial.slope() / partial.t());
                low = Math.min(low, estimate - half);
                high = Math.max(high, estimate + half);
            }
            double timing = TIMING * estimate;
            return new double[] {
                Math.max(0, estimate - Math.hypot(Math.max(0, estimate - low), timing)),
                estimate + Math.hypot(UPWARD * Math.max(0, high - estimate), timing)
            };
        }

        private ClusteredSlope partial(Panel panel, int column) {
            List<double[]> others = new ArrayList<>();
            for (int k = 0; k < fgls.scale().length; k++) {
                if (k != column) {
                    others.add(Ar1Regression.column(fgls.x(), k));
                }
            }
            List<double[]> basis = BoundedLeastSquares.basis(others);
            double[] y = BoundedLeastSquares.residual(basis, fgls.y());
            double[] x = BoundedLeastSquares.residual(basis, Ar1Regression.column(fgls.x(), column));
            long perCluster = Math.max(1, Math.round(21_600 / panel.blockSeconds()));
            boolean byLifetime = fgls.stretchesUsed().length >= 4;
            long[] clusters = IntStream.range(0, y.length)
                    .mapToLong(r -> byLifetime
                            ? fgls.stretch()[r]
                            : fgls.stretch()[r] * 1_000_000_000L + fgls.keys()[r] / perCluster)
                    .toArray();
            return ClusteredSlope.of(x, y, clusters);
        }

        private static double[] carried(double[] fit, double[] rises, int sources) {
            return IntStream.range(0, sources)
                    .mapToDouble(k -> Math.max(0, fit[k] * rises[k]))
                    .toArray();
        }
    }

    private static @Nullable Fit fit(Panel panel, LabelGroups groups, List<Candidate> able, boolean live) {
        double[][][] columns = panel.stretches().stream()
                .map(stretch -> {
                    double[][] births = able.stream()
                            .map(candidate -> stretch.births(candidate.group(), groups, live))
                            .toArray(double[][]::new);
                    double[][] rest = panel.withoutLabels(stretch);
                    double[][] rows = new double[rest.length][];
                    for (int i = 0; i < rest.length; i++) {
                        int row = i;
                        rows[i] = Panel.concat(
                                Arrays.stream(births)
                                        .mapToDouble(path -> path[row])
                                        .toArray(),
                                rest[i]);
                    }
                    return rows;
                })
                .toArray(double[][][]::new);
        Ar1Regression fgls = Ar1Regression.of(panel, columns);
        if (fgls == null) {
            return null;
        }
        List<double[]> basis = BoundedLeastSquares.basis(IntStream.range(0, fgls.scale().length)
                .mapToObj(k -> Ar1Regression.column(fgls.x(), k))
                .toList());
        double[] rest = BoundedLeastSquares.residual(basis, fgls.y());
        return new Fit(columns, fgls, rest, live);
    }
}
