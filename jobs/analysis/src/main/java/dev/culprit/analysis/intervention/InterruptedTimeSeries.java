package dev.culprit.analysis.intervention;

import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.memory.Ar1Regression;
import dev.culprit.analysis.memory.LifetimePanel;
import dev.culprit.analysis.memory.Panel;
import dev.culprit.analysis.statistics.Bootstrap;
import dev.culprit.analysis.statistics.BoundedLeastSquares;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.finding.Finding.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
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
    record Slopes(double[] before, double[] after) {}

    private static final int RESAMPLES = 200;
    private static final int PIECES_WISHED = 6;
    private static final int FEWEST_ROWS = 8;
    private static final double LONGEST_SECONDS = 86_400;
    private static final double FEWEST_HOURS = 5;
    private static final double WARM_UP_HOURS = 1.5;
    /** Column of the group's own births; the other candidates' follow. */
    private static final int OWN_BIRTHS = 5;

    /** Growth before, in shares of the level and in bytes a day, below which nothing can be seen to stop. */
    private static final double LEVEL_PER_DAY = 0.02;

    private static final double BYTES_PER_DAY = 1.0e6;

    /** @param hours of usable readings, over all replicas */
    record Side(int lifetimes, double hours) {}

    private record Piece(int stretch, int[] rows, boolean after) {}

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
        if (panel.isEmpty() || panel.stretches().stream().anyMatch(stretch -> stretch.ledger() == null)) {
            return null;
        }
        List<Group> paths = new ArrayList<>(List.of(group));
        candidates.found().stream()
                .map(Candidate::group)
                .filter(other -> !other.equals(group))
                .forEach(paths::add);
        List<Piece> before = pieces(panel, Double.NEGATIVE_INFINITY, low, false);
        List<Piece> after = pieces(panel, high, Double.POSITIVE_INFINITY, true);
        if (before.size() < 2 || after.size() < 2) {
            return null;
        }
        List<Piece> all = new ArrayList<>(before);
        all.addAll(after);
        List<LifetimePanel> cut = new ArrayList<>();
        double[][][] columns = new double[all.size()][][];
        for (int i = 0; i < all.size(); i++) {
            Piece piece = all.get(i);
            LifetimePanel whole = panel.stretches().get(piece.stretch);
            double[][] births = paths.stream()
                    .map(path -> whole.births(path, candidates.groups(), false))
                    .toArray(double[][]::new);
            double[] traffic = whole.traffic();
            double[] earlier = whole.earlierTraffic();
            columns[i] = Arrays.stream(piece.rows)
                    .mapToObj(row -> Panel.concat(
                            columns(whole, traffic, earlier, row, piece.after),
                            Arrays.stream(births).mapToDouble(path -> path[row]).toArray()))
                    .toArray(double[][]::new);
            cut.add(slice(whole, piece.rows));
        }
        Ar1Regression fgls = Ar1Regression.of(
                new Panel(cut, panel.blockSeconds(), panel.requestsKnown(), panel.requestsPerSecond(), panel.troughs()),
                columns);
        if (fgls == null) {
            return null;
        }
        Ar1Regression.NormalEquations moments = fgls.moments();
        int[] used = fgls.stretchesUsed();
        int early = (int) Arrays.stream(used).filter(i -> i < before.size()).count();
        if (early < 2 || used.length - early < 2) {
            return null;
        }
        Side sideBefore = side(panel, before);
        Side sideAfter = side(panel, after);
        if (sideBefore.hours < FEWEST_HOURS || sideAfter.hours < FEWEST_HOURS) {
            return null;
        }
        SplittableRandom random = new SplittableRandom(17);
        Slopes total = new Slopes(new double[resamples + 1], new double[resamples + 1]);
        Slopes net = new Slopes(new double[resamples + 1], new double[resamples + 1]);
        Slopes births = new Slopes(new double[resamples + 1], new double[resamples + 1]);
        for (int b = 0; b <= resamples; b++) {
            double[] weights = b == 0
                    ? moments.ones()
                    : Panel.concat(Bootstrap.resample(random, early), Bootstrap.resample(random, used.length - early));
            Sums sums = Sums.of(moments, weights);
            put(total, b, sums.fit(sums.memory, panel.requestsKnown(), 0));
            put(net, b, sums.fit(sums.memory, panel.requestsKnown(), Association.MOST_BYTES));
            put(births, b, sums.fit(sums.births(), panel.requestsKnown(), 0));
        }
        return new InterruptedTimeSeries(
                total, net, births, requestsRatio(panel, low, high), level(panel, all), sideBefore, sideAfter);
    }

    private static void put(Slopes slopes, int resample, double[] fit) {
        slopes.before[resample] = fit[0];
        slopes.after[resample] = fit[1];
    }

    /** Normal equations of a resample, columns scaled to length one. */
    private record Sums(double[][] gram, double[] memory, double[] scale) {
        static Sums of(Ar1Regression.NormalEquations moments, double[] weights) {
            int p = moments.scale().length;
            double[][] gram = new double[p][p];
            double[] right = new double[p];
            for (int s = 0; s < weights.length; s++) {
                for (int i = 0; i < p; i++) {
                    right[i] += weights[s] * moments.rights()[s][i];
                    for (int j = 0; j < p; j++) {
                        gram[i][j] += weights[s] * moments.grams()[s][i][j];
                    }
                }
            }
            for (int i = 0; i < p; i++) {
                gram[i][i] += 1e-6;
            }
            return new Sums(gram, right, moments.scale());
        }

        /** Right-hand side with the group's births in memory's place. */
        double[] births() {
            return Arrays.stream(gram)
                    .mapToDouble(row -> row[OWN_BIRTHS] * scale[OWN_BIRTHS])
                    .toArray();
        }

        /** @param most bytes per series of the other candidates; the group's own births explain nothing */
        double[] fit(double[] right, boolean clock, double most) {
            int p = scale.length;
            double[] low = new double[p];
            double[] high = new double[p];
            for (int k = 0; k < p; k++) {
                boolean free = k < 2 || (!clock && k < OWN_BIRTHS && k >= OWN_BIRTHS - 2);
                low[k] = free ? Double.NEGATIVE_INFINITY : 0;
                high[k] = k < OWN_BIRTHS ? Double.POSITIVE_INFINITY : k == OWN_BIRTHS ? 0 : most * scale[k];
            }
            double[] solved = BoundedLeastSquares.bounded(gram, right, low, high);
            for (int k = 0; k < p; k++) {
                solved[k] /= scale[k];
            }
            return solved;
        }
    }

    /**
     * Age before, age after, a warm-up, and what comes back: traffic of the block before and of this one, or the time of day.
     * No slower warm-ups or caches: both sides have them alike, and they would take their share of any growth.
     */
    private static double[] columns(
            LifetimePanel stretch, double @Nullable [] traffic, double @Nullable [] earlier, int row, boolean after) {
        double age = stretch.ages()[row];
        double phase = 2 * Math.PI * stretch.times()[row] / 86_400;
        boolean clock = traffic != null && earlier != null;
        return new double[] {
            after ? 0 : age,
            after ? age : 0,
            1 - Math.exp(-age / WARM_UP_HOURS),
            clock ? earlier[row] : Math.sin(phase),
            clock ? traffic[row] : Math.cos(phase)
        };
    }

    /** Requests per second and replica from {@code high} on against those up to {@code low}; 1 where unknown. */
    static double requestsRatio(Panel panel, double low, double high) {
        if (!panel.requestsKnown()) {
            return 1;
        }
        double[] sums = new double[2];
        double[] counts = new double[2];
        for (LifetimePanel stretch : panel.stretches()) {
            double[] traffic = stretch.traffic();
            for (int row : stretch.usable()) {
                double time = stretch.times()[row];
                if (time <= low || time >= high) {
                    int side = time <= low ? 0 : 1;
                    sums[side] += traffic[row];
                    counts[side]++;
                }
            }
        }
        return counts[0] == 0 || counts[1] == 0 || sums[0] <= 0 ? 1 : (sums[1] / counts[1]) / (sums[0] / counts[0]);
    }

    private static List<Piece> pieces(Panel panel, double from, double to, boolean after) {
        double half = 0.5 * panel.blockSeconds();
        List<int[]> runs = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        int total = 0;
        for (int s = 0; s < panel.stretches().size(); s++) {
            double[] times = panel.stretches().get(s).times();
            int first = RobustStatistics.upperBound(times, Math.nextDown(from + half));
            int last = RobustStatistics.upperBound(times, to - half);
            if (last - first >= FEWEST_ROWS) {
                runs.add(new int[] {first, last});
                owners.add(s);
                total += last - first;
            }
        }
        // A day at most, and less where one side would else have too few pieces to resample.
        int longest = (int)
                Math.max(FEWEST_ROWS, Math.min(LONGEST_SECONDS / panel.blockSeconds(), (double) total / PIECES_WISHED));
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            int[] run = runs.get(i);
            int rows = run[1] - run[0];
            int parts = (int) Math.ceil((double) rows / longest);
            parts = Math.max(1, Math.min(parts, rows / FEWEST_ROWS));
            for (int part = 0; part < parts; part++) {
                int start = run[0] + rows * part / parts;
                int end = run[0] + rows * (part + 1) / parts;
                int[] own = new int[end - start];
                Arrays.setAll(own, r -> start + r);
                LifetimePanel stretch = panel.stretches().get(owners.get(i));
                if (Arrays.stream(own).filter(r -> stretch.ok()[r]).count() >= FEWEST_ROWS / 2) {
                    pieces.add(new Piece(owners.get(i), own, after));
                }
            }
        }
        return pieces;
    }

    private static Side side(Panel panel, List<Piece> pieces) {
        long rows = pieces.stream()
                .mapToLong(piece -> Arrays.stream(piece.rows)
                        .filter(row -> panel.stretches().get(piece.stretch).ok()[row])
                        .count())
                .sum();
        int lifetimes =
                (int) pieces.stream().mapToInt(Piece::stretch).distinct().count();
        return new Side(lifetimes, rows * panel.blockSeconds() / 3600);
    }

    private static double level(Panel panel, List<Piece> pieces) {
        return RobustStatistics.median(pieces.stream()
                .flatMapToDouble(piece -> {
                    LifetimePanel stretch = panel.stretches().get(piece.stretch);
                    return Arrays.stream(piece.rows)
                            .filter(row -> stretch.ok()[row])
                            .mapToDouble(row -> stretch.memory()[row]);
                })
                .toArray());
    }

    /** Of the rows; the samples stay those of the whole, as columns are read before the cut. */
    private static LifetimePanel slice(LifetimePanel whole, int[] rows) {
        int from = rows[0];
        int to = rows[rows.length - 1] + 1;
        return new LifetimePanel(
                whole.pod(),
                whole.life(),
                whole.ledger(),
                Arrays.copyOfRange(whole.times(), from, to),
                Arrays.copyOfRange(whole.keys(), from, to),
                Arrays.copyOfRange(whole.memory(), from, to),
                Arrays.copyOfRange(whole.ok(), from, to),
                Arrays.copyOfRange(whole.ages(), from, to),
                whole.requests() == null ? null : Arrays.copyOfRange(whole.requests(), from, to),
                null,
                whole.samples());
    }

    /** The least slope in bytes an hour that can be seen to stop. */
    double visible() {
        return Math.max(LEVEL_PER_DAY * level, BYTES_PER_DAY) / 24;
    }

    /** @param samples the first is the estimate */
    static Interval interval(double[] samples, double tail) {
        double low = RobustStatistics.quantile(samples, tail);
        double high = RobustStatistics.quantile(samples, 1 - tail);
        return new Interval(samples[0], Math.min(low, samples[0]), Math.max(high, samples[0]));
    }
}
