package dev.culprit.analysis.history;

import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.analysis.history.ContainerHistory.Restart;
import dev.culprit.analysis.statistics.NormalDistribution;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container's lifetimes, with its memory on the scrapes' clock.
 *
 * @param collections times of drops of memory that the process lived through, ascending
 * @param clockOffset seconds by which CloudWatch's stamps were found to be late, already taken out of {@code memory}
 */
public record Replica(
        ContainerHistory history, Readings memory, List<Lifetime> lives, double[] collections, double clockOffset) {
    /** By hand: rarer drops are releases, not a collector's rhythm. */
    private static final double COLLECTIONS_A_DAY = 1.5;

    private static final int FEWEST_COLLECTIONS = 4;
    /** By hand: a shorter life is a crash loop. */
    private static final double SHORTEST_SECONDS = 1800;
    /** By hand: readings five minutes apart are on the same clock within this; a smaller offset is none. */
    private static final double CLOCKS_AGREE_SECONDS = 200;
    /** By hand: offsets of restarts must agree within this, in the median, and of so many restarts. */
    private static final double OFFSETS_AGREE_SECONDS = 300;

    private static final int FEWEST_OFFSETS = 3;
    /** By hand: readings that lie further apart cannot date a drop. */
    private static final double DATES_DROPS_SECONDS = 300;
    /** By hand: a memory drop so near to a restart that scrapes show is that restart, besides a step of readings. */
    private static final double EXPLAINED_SECONDS = 2400;
    /** By hand: two scrapes nearer than this show that the process between them lived on, or {@link #LIVED_ON_STEPS} of steps. */
    private static final double LIVED_ON_SECONDS = 1800;

    private static final double LIVED_ON_STEPS = 1.5;
    /** By hand: a last reading or scrape speaks for five minutes. */
    private static final double SPEAKS_FOR_SECONDS = 300;
    /** By hand: silence of three steps, or an hour, before the period's end is an end of its own. */
    private static final double SILENT_STEPS = 3;

    private static final double SILENT_SECONDS = 3600;
    /** By hand: a drop so near to a restart is no collection. */
    private static final double NEAR_RESTART_SECONDS = 900;
    /** By hand: part of a day; shorter watching makes no rate. */
    private static final double LEAST_DAYS = 0.2;
    /** By hand: a memory drop and a restart so near to each other are the same event. */
    private static final double SAME_EVENT_SECONDS = 2700;

    /** Cuts every container's history; the clock offset is one for all that are given (one environment). */
    public static List<Replica> of(List<ContainerHistory> histories, Period period) {
        double offset = clockOffset(histories);
        return histories.stream().map(history -> cut(history, offset, period)).toList();
    }

    /**
     * Median distance from restarts (scrapes) to memory drops (CloudWatch): applied when at least three pairs agree within
     * five minutes on more than 200 seconds.
     */
    private static double clockOffset(List<ContainerHistory> histories) {
        List<Double> distances = new ArrayList<>();
        for (ContainerHistory history : histories) {
            double[] drops = Restarts.drops(history.memory(), Restarts.RESTART_DROP);
            if (drops.length == 0 || history.memory().step() > DATES_DROPS_SECONDS) {
                continue;
            }
            for (Restart restart : history.restarts()) {
                double known =
                        Double.isNaN(restart.startedAt()) ? 0.5 * (restart.from() + restart.to()) : restart.startedAt();
                double slack = Double.isNaN(restart.startedAt()) ? 0.5 * (restart.to() - restart.from()) : 0;
                Arrays.stream(drops)
                        .map(drop -> drop - known)
                        .filter(distance -> Math.abs(distance) < SAME_EVENT_SECONDS)
                        .boxed()
                        .min((a, b) -> Double.compare(Math.abs(a), Math.abs(b)))
                        // Between two scrapes nobody knows when it happened: only what is outside of them is an offset.
                        .ifPresent(distance ->
                                distances.add(Math.signum(distance) * Math.max(0, Math.abs(distance) - slack)));
            }
        }
        double[] all = distances.stream().mapToDouble(Double::doubleValue).toArray();
        if (all.length < FEWEST_OFFSETS) {
            return 0;
        }
        double middle = RobustStatistics.median(all);
        boolean agree = RobustStatistics.sigma(all, middle) / NormalDistribution.MAD_TO_SIGMA < OFFSETS_AGREE_SECONDS;
        return agree && Math.abs(middle) > CLOCKS_AGREE_SECONDS ? middle : 0;
    }

    private static Replica cut(ContainerHistory history, double offset, Period period) {
        Readings shifted = new Readings(
                Arrays.stream(history.memory().times()).map(t -> t - offset).toArray(),
                history.memory().bytes(),
                history.memory().step());
        double[] drops = Restarts.drops(shifted, Restarts.RESTART_DROP);
        double[] small = Restarts.drops(shifted, Restarts.COLLECTION_DROP);
        double[] scrapes = history.scrapeTimes();
        if (scrapes.length == 0 && shifted.count() == 0) {
            return new Replica(history, shifted, List.of(), new double[0], offset);
        }
        List<Double> bounds = new ArrayList<>();
        for (Restart restart : history.restarts()) {
            bounds.add(momentOf(restart, drops, shifted.step()));
        }
        double[] known =
                bounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double scrapeStep = Double.isNaN(history.scrapeStep()) ? 0 : history.scrapeStep();
        for (double drop : drops) {
            boolean explained = RobustStatistics.distance(known, drop) < EXPLAINED_SECONDS + shifted.step();
            // Scrapes on both sides say that the process lived on: a collection or a cache, no restart.
            int after = RobustStatistics.upperBound(scrapes, drop);
            boolean vetoed = after > 0
                    && after < scrapes.length
                    && scrapes[after] - scrapes[after - 1] < Math.max(LIVED_ON_SECONDS, LIVED_ON_STEPS * scrapeStep);
            if (!explained && !vetoed) {
                bounds.add(drop);
            }
        }
        double start = Math.min(first(scrapes), first(shifted.times()));
        double end = Math.max(last(scrapes), last(shifted.times())) + SPEAKS_FOR_SECONDS;
        bounds.sort(null);
        List<Lifetime> lives = new ArrayList<>();
        double from = start;
        for (double bound : bounds) {
            add(lives, new Lifetime(from, bound, Lifetime.RESTART));
            from = bound;
        }
        double silence = Math.max(SILENT_STEPS * Math.max(shifted.step(), scrapeStep), SILENT_SECONDS);
        boolean toTheEnd = EpochSeconds.of(period.to()) - end < silence;
        add(lives, new Lifetime(from, end, toTheEnd ? Lifetime.PERIOD_END : Lifetime.LAST_SEEN));
        double[] restarts = bounds.stream().mapToDouble(Double::doubleValue).toArray();
        double[] collections = Arrays.stream(small)
                .filter(drop -> RobustStatistics.distance(restarts, drop)
                        > shifted.step() + Math.max(NEAR_RESTART_SECONDS, scrapeStep))
                .toArray();
        return new Replica(history, shifted, List.copyOf(lives), collections, offset);
    }

    /** Whether memory comes down in strokes often enough to be read at its minima after collections. */
    public boolean isCollected() {
        double days = lives.isEmpty()
                ? 0
                : (lives.get(lives.size() - 1).end() - lives.get(0).start()) / 86_400;
        return history.instrumentation().platform().mayCollectInStrokes()
                && collections.length >= FEWEST_COLLECTIONS
                && collections.length / Math.max(LEAST_DAYS, days) >= COLLECTIONS_A_DAY;
    }

    /** The process's own word, else the memory drop between the two scrapes, else the middle between them. */
    private static double momentOf(Restart restart, double[] drops, double step) {
        if (!Double.isNaN(restart.startedAt())) {
            return restart.startedAt();
        }
        return Arrays.stream(drops)
                .filter(drop -> drop >= restart.from() - step && drop <= restart.to() + step)
                .findFirst()
                .orElse(0.5 * (restart.from() + restart.to()));
    }

    private static void add(List<Lifetime> lives, Lifetime life) {
        if (life.end() - life.start() > SHORTEST_SECONDS) {
            lives.add(life);
        }
    }

    private static double first(double[] times) {
        return times.length == 0 ? Double.POSITIVE_INFINITY : times[0];
    }

    private static double last(double[] times) {
        return times.length == 0 ? Double.NEGATIVE_INFINITY : times[times.length - 1];
    }

    /** The ledger of the process that lives in this lifetime, by the middle of the lifetime; null without scrapes. */
    public @Nullable ProcessBirths ledgerOf(Lifetime life) {
        double middle = 0.5 * (life.start() + life.end());
        ProcessBirths found = null;
        for (ProcessBirths ledger : history.ledgers()) {
            if (found == null || ledger.start() <= middle) {
                found = ledger;
            }
        }
        return found;
    }
}
