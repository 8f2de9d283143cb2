package dev.culprit.analysis.intervention;

import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.intervention.Intervention.Phase;
import dev.culprit.analysis.memory.Ar1Regression;
import dev.culprit.analysis.memory.ByColumn;
import dev.culprit.analysis.memory.Design;
import dev.culprit.analysis.memory.Design.Term;
import dev.culprit.analysis.memory.DesignColumn;
import dev.culprit.analysis.memory.DesignColumn.Kind;
import dev.culprit.analysis.memory.GrowthTerms;
import dev.culprit.analysis.memory.LifetimePanel;
import dev.culprit.analysis.memory.NormalEquations;
import dev.culprit.analysis.memory.Panel;
import dev.culprit.analysis.statistics.Bootstrap;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.analysis.statistics.Vectors;
import dev.culprit.model.finding.Finding.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Memory's slope before a moment and after it, and a label group's births by the same yardstick: an interrupted time series.
 * Lifetimes are cut at the moment and into pieces of at most a day, each with a level of its own; one slope over age for the
 * pieces before, one for those after, and in common a warm-up and what follows traffic, in a regression with AR(1) errors
 * ({@link Ar1Regression}). Births come in bursts, so slopes by themselves are uncertain; the same regression of cumulative births has
 * the same bursts in it, and their quotient has not (the change is an instrument for the births: Wald 1940). Intervals by
 * resampling pieces within each side.
 *
 * @param total slopes of memory in bytes an hour and replica, whatever carries them; the first sample is the estimate
 * @param net slopes with the births of the other candidates taken out; the same index is the same resample
 * @param births slopes of the group's cumulative births in series an hour; the same index is the same resample
 * @param requestsRatio traffic after against before; 1 where unknown
 * @param level typical memory in bytes
 */
record InterruptedTimeSeries(
        Slopes total, Slopes net, Slopes births, double requestsRatio, double level, Side sideBefore, Side sideAfter) {
    /** By resample; the first is the whole sample. */
    record Slopes(double[] before, double[] after) {
        private static Slopes of(List<ByColumn> fits) {
            return new Slopes(
                    fits.stream().mapToDouble(fit -> fit.of(AGE_BEFORE)).toArray(),
                    fits.stream().mapToDouble(fit -> fit.of(AGE_AFTER)).toArray());
        }
    }

    /** By hand: enough for 2.5 % quantiles. */
    private static final int RESAMPLES = 200;

    private static final long RESAMPLING_SEED = 17;
    /** By hand: so many pieces a side can be resampled. */
    private static final int PIECES_WISHED = 6;
    /** By hand: rows of a piece; fewer have a level and nothing else. */
    private static final int FEWEST_ROWS = 8;
    /** By hand: a resampled piece is a day at most, as days differ. */
    private static final double LONGEST_SECONDS = 86_400;
    /** By hand: pieces of a side, as one cannot be resampled. */
    private static final int FEWEST_PIECES = 2;
    /** By hand: hours of readings of a side, over all replicas. */
    private static final double FEWEST_HOURS = 5;
    /** By hand: between the hour and the four of {@link GrowthTerms}, as there is one warm-up only. */
    private static final double WARM_UP_HOURS = 1.5;

    /** Literature: one tail of a 95 % interval. */
    private static final double TAIL = 0.025;
    /** By hand: growth before, in shares of the level and in bytes a day, below which nothing can be seen to stop. */
    private static final double LEVEL_PER_DAY = 0.02;

    private static final double BYTES_PER_DAY = 1.0e6;

    private static final DesignColumn AGE_BEFORE = DesignColumn.unbounded("age before", Kind.GROWTH);
    private static final DesignColumn AGE_AFTER = DesignColumn.unbounded("age after", Kind.GROWTH);
    private static final DesignColumn WARM_UP = DesignColumn.atLeastZero("warm-up", Kind.SATURATING);
    private static final DesignColumn OWN_BIRTHS = DesignColumn.atLeastZero("own births", Kind.GROWTH);

    /** @param hours of usable readings, over all replicas */
    record Side(int lifetimes, double hours) {
        private static Side of(List<Piece> pieces, double blockSeconds) {
            long rows = pieces.stream()
                    .mapToLong(piece -> piece.rows.usable().length)
                    .sum();
            int lifetimes =
                    (int) pieces.stream().mapToInt(Piece::lifetime).distinct().count();
            return new Side(lifetimes, rows * blockSeconds / 3600);
        }
    }

    /** Rows of one lifetime, by its index in the panel. */
    private record Piece(int lifetime, LifetimePanel rows) {}

    /**
     * @param candidates whose births are taken out of {@code net}, but for the group's
     * @param low rows that end by then are before, {@code high} rows that begin from then on are after; seconds
     * @return null where either side is too short
     */
    static @Nullable InterruptedTimeSeries of(
            Panel panel, Candidates candidates, Group group, double low, double high) {
        return of(panel, candidates, group, low, high, RESAMPLES);
    }

    /** The estimate alone, without resamples. */
    static @Nullable InterruptedTimeSeries roughly(
            Panel panel, Candidates candidates, Group group, double low, double high) {
        return of(panel, candidates, group, low, high, 0);
    }

    private static @Nullable InterruptedTimeSeries of(
            Panel panel, Candidates candidates, Group group, double low, double high, int resamples) {
        if (panel.isEmpty() || !panel.birthsKnown()) {
            return null;
        }
        List<Piece> before = pieces(panel, Double.NEGATIVE_INFINITY, low);
        List<Piece> after = pieces(panel, high, Double.POSITIVE_INFINITY);
        Side sideBefore = Side.of(before, panel.blockSeconds());
        Side sideAfter = Side.of(after, panel.blockSeconds());
        if (before.size() < FEWEST_PIECES
                || after.size() < FEWEST_PIECES
                || sideBefore.hours < FEWEST_HOURS
                || sideAfter.hours < FEWEST_HOURS) {
            return null;
        }
        List<LifetimePanel> pieces =
                Stream.concat(before.stream(), after.stream()).map(Piece::rows).toList();
        Panel cut = panel.withLifetimes(pieces);
        Ar1Regression regression = Ar1Regression.of(Design.of(cut, terms(cut, low, candidates, group)));
        if (regression == null) {
            return null;
        }
        int[] used = regression.lifetimesUsed();
        int early =
                (int) Arrays.stream(used).filter(piece -> piece < before.size()).count();
        int late = used.length - early;
        if (early < FEWEST_PIECES || late < FEWEST_PIECES) {
            return null;
        }
        Fits fits = new Fits(regression);
        fits.add(Vectors.ones(used.length));
        SplittableRandom random = new SplittableRandom(RESAMPLING_SEED);
        for (int b = 0; b < resamples; b++) {
            fits.add(Vectors.concat(List.of(Bootstrap.weights(random, early), Bootstrap.weights(random, late))));
        }
        return new InterruptedTimeSeries(
                Slopes.of(fits.total),
                Slopes.of(fits.net),
                Slopes.of(fits.births),
                requestsRatio(panel, low, high),
                level(pieces),
                sideBefore,
                sideAfter);
    }

    /** The fits of each sample: memory, memory with the other candidates' births taken out, and the group's own births. */
    private static final class Fits {
        private final NormalEquations equations;
        private final List<DesignColumn> withoutBirths;
        private final List<DesignColumn> withOthersBirths;
        private final List<ByColumn> total = new ArrayList<>();
        private final List<ByColumn> net = new ArrayList<>();
        private final List<ByColumn> births = new ArrayList<>();

        Fits(Ar1Regression regression) {
            equations = regression.normalEquations();
            withoutBirths = regression.columns().stream()
                    .map(column -> isBirths(column) ? column.absent() : column)
                    .toList();
            withOthersBirths = regression.columns().stream()
                    .map(column -> column.equals(OWN_BIRTHS) ? column.absent() : column)
                    .toList();
        }

        private static boolean isBirths(DesignColumn column) {
            return column.kind() == Kind.GROWTH && !column.equals(AGE_BEFORE) && !column.equals(AGE_AFTER);
        }

        void add(double[] weights) {
            NormalEquations.Pooled pooled = equations.pooled(weights);
            total.add(pooled.fit(withoutBirths));
            net.add(pooled.fit(withOthersBirths));
            births.add(pooled.withResponse(OWN_BIRTHS).fit(withoutBirths));
        }
    }

    /**
     * Age before, age after, a warm-up, and what comes back: traffic of the block before and of this one, or the time of day; then
     * births. No slower warm-ups or caches: both sides have them alike, and they would take their share of any growth.
     */
    private static List<Term> terms(Panel panel, double low, Candidates candidates, Group group) {
        List<Term> terms = new ArrayList<>();
        terms.add(new Term(AGE_BEFORE, piece -> isAfter(piece, low) ? new double[piece.ages().length] : piece.ages()));
        terms.add(new Term(AGE_AFTER, piece -> isAfter(piece, low) ? piece.ages() : new double[piece.ages().length]));
        terms.add(new Term(
                WARM_UP,
                piece -> Arrays.stream(piece.ages())
                        .map(GrowthTerms.saturating(WARM_UP_HOURS))
                        .toArray()));
        if (panel.requestsKnown()) {
            terms.add(new Term(GrowthTerms.EARLIER_TRAFFIC, LifetimePanel::earlierTraffic));
            terms.add(new Term(GrowthTerms.TRAFFIC, LifetimePanel::traffic));
        } else {
            terms.add(new Term(
                    GrowthTerms.SINE,
                    piece -> Arrays.stream(piece.times())
                            .map(time -> Math.sin(GrowthTerms.phase(time)))
                            .toArray()));
            terms.add(new Term(
                    GrowthTerms.COSINE,
                    piece -> Arrays.stream(piece.times())
                            .map(time -> Math.cos(GrowthTerms.phase(time)))
                            .toArray()));
        }
        terms.add(new Term(OWN_BIRTHS, piece -> piece.births(group, candidates.groups(), false)));
        candidates.found().stream()
                .map(Candidate::group)
                .filter(other -> !other.equals(group))
                .map(other -> new Term(
                        DesignColumn.atLeastZero("births of " + other.labels(), Kind.GROWTH)
                                .atMost(Association.MOST_BYTES),
                        piece -> piece.births(other, candidates.groups(), false)))
                .forEach(terms::add);
        return terms;
    }

    private static boolean isAfter(LifetimePanel piece, double low) {
        return piece.times()[0] > low;
    }

    /** Requests per second and replica from {@code high} on against those up to {@code low}; 1 where unknown. */
    static double requestsRatio(Panel panel, double low, double high) {
        if (!panel.requestsKnown()) {
            return 1;
        }
        double[] sums = new double[2];
        double[] counts = new double[2];
        for (LifetimePanel lifetime : panel.lifetimes()) {
            double[] traffic = requireNonNull(lifetime.traffic());
            for (int row : lifetime.usable()) {
                double time = lifetime.times()[row];
                if (time <= low || time >= high) {
                    int side = time <= low ? 0 : 1;
                    sums[side] += traffic[row];
                    counts[side]++;
                }
            }
        }
        return counts[0] == 0 || counts[1] == 0 || sums[0] <= 0 ? 1 : (sums[1] / counts[1]) / (sums[0] / counts[0]);
    }

    /** What lies wholly within these seconds, lifetime by lifetime, cut into pieces of about equal length. */
    private static List<Piece> pieces(Panel panel, double from, double to) {
        double half = 0.5 * panel.blockSeconds();
        List<Piece> runs = new ArrayList<>();
        for (int index = 0; index < panel.lifetimes().size(); index++) {
            LifetimePanel lifetime = panel.lifetimes().get(index);
            int first = RobustStatistics.upperBound(lifetime.times(), Math.nextDown(from + half));
            int last = RobustStatistics.upperBound(lifetime.times(), to - half);
            if (last - first >= FEWEST_ROWS) {
                runs.add(new Piece(index, lifetime.ofRows(first, last)));
            }
        }
        int total = runs.stream().mapToInt(run -> run.rows.times().length).sum();
        int longest = longest(total, panel.blockSeconds());
        return runs.stream()
                .flatMap(run -> cut(run, longest))
                .filter(piece -> piece.rows.usable().length >= FEWEST_ROWS / 2)
                .toList();
    }

    private static Stream<Piece> cut(Piece run, int longest) {
        int rows = run.rows.times().length;
        int parts = parts(rows, longest);
        return IntStream.range(0, parts)
                .mapToObj(part ->
                        new Piece(run.lifetime, run.rows.ofRows(rows * part / parts, rows * (part + 1) / parts)));
    }

    /** A day at most, and less where one side would else have too few pieces to resample. */
    private static int longest(int rows, double blockSeconds) {
        return (int) Math.max(FEWEST_ROWS, Math.min(LONGEST_SECONDS / blockSeconds, (double) rows / PIECES_WISHED));
    }

    private static int parts(int rows, int longest) {
        return Math.max(1, Math.min((int) Math.ceil((double) rows / longest), rows / FEWEST_ROWS));
    }

    private static double level(List<LifetimePanel> pieces) {
        return RobustStatistics.median(Vectors.concat(pieces.stream()
                .map(piece -> Vectors.at(piece.usable(), piece.memory()))
                .toList()));
    }

    /** All that is known of the time up to {@code until}, a second since the epoch. */
    Phase before(NewValues arrivals, double until) {
        return new Phase(
                arrivals.valuesPerHour(arrivals.start(), until),
                arrivals.seriesPerHour(arrivals.start(), until),
                interval(total.before, TAIL),
                sideBefore.lifetimes,
                sideBefore.hours);
    }

    /** All that is known of the time from {@code from} on, a second since the epoch. */
    Phase after(NewValues arrivals, double from) {
        return new Phase(
                arrivals.valuesPerHour(from, arrivals.end()),
                arrivals.seriesPerHour(from, arrivals.end()),
                interval(total.after, TAIL),
                sideAfter.lifetimes,
                sideAfter.hours);
    }

    /** The least slope in bytes an hour that can be seen to stop. */
    double visible() {
        return visible(level);
    }

    /** The same, of memory that nobody has interrupted yet. */
    static double visible(Panel panel) {
        return visible(level(panel.lifetimes()));
    }

    private static double visible(double level) {
        return Math.max(LEVEL_PER_DAY * level, BYTES_PER_DAY) / 24;
    }

    /** Rows of the pieces that one side's lifetimes of so many rows are cut into. */
    static DoubleStream pieceLengths(List<Integer> lifetimes, double blockSeconds) {
        List<Integer> runs =
                lifetimes.stream().filter(rows -> rows >= FEWEST_ROWS).toList();
        int longest = longest(runs.stream().mapToInt(Integer::intValue).sum(), blockSeconds);
        return runs.stream().flatMapToDouble(rows -> {
            int parts = parts(rows, longest);
            return IntStream.range(0, parts).mapToDouble(part -> (double) rows / parts);
        });
    }

    /** @param samples the first is the estimate */
    static Interval interval(double[] samples, double tail) {
        double low = RobustStatistics.quantile(samples, tail);
        double high = RobustStatistics.quantile(samples, 1 - tail);
        return new Interval(samples[0], Math.min(low, samples[0]), Math.max(high, samples[0]));
    }
}
