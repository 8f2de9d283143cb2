package dev.culprit.analysis.history;

import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.analysis.history.ContainerHistory.Restart;
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
    private static final double COLLECTIONS_A_DAY = 1.5;
    private static final int FEWEST_COLLECTIONS = 4;
    private static final double SHORTEST_SECONDS = 1800;
    /** A memory drop and a restart so near to each other are the same event. */
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
            if (drops.length == 0 || history.memory().step() > 300) {
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
        if (all.length < 3) {
            return 0;
        }
        double middle = RobustStatistics.median(all);
        boolean agree = RobustStatistics.sigma(all, middle) / RobustStatistics.MAD_TO_SIGMA < 300;
        return agree && Math.abs(middle) > 200 ? middle : 0;
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
            boolean explained = RobustStatistics.distance(known, drop) < 2400 + shifted.step();
            // Scrapes on both sides say that the process lived on: a collection or a cache, no restart.
            int after = RobustStatistics.upperBound(scrapes, drop);
            boolean vetoed = after > 0
                    && after < scrapes.length
                    && scrapes[after] - scrapes[after - 1] < Math.max(1800, 1.5 * scrapeStep);
            if (!explained && !vetoed) {
                bounds.add(drop);
            }
        }
        double start = Math.min(first(scrapes), first(shifted.times()));
        double end = Math.max(last(scrapes), last(shifted.times())) + 300;
        bounds.sort(null);
        List<Lifetime> lives = new ArrayList<>();
        double from = start;
        for (double bound : bounds) {
            add(lives, new Lifetime(from, bound, Lifetime.RESTART));
            from = bound;
        }
        double silence = Math.max(3 * Math.max(shifted.step(), scrapeStep), 3600);
        boolean toTheEnd = EpochSeconds.of(period.to()) - end < silence;
        add(lives, new Lifetime(from, end, toTheEnd ? Lifetime.PERIOD_END : Lifetime.LAST_SEEN));
        double[] restarts = bounds.stream().mapToDouble(Double::doubleValue).toArray();
        double[] collections = Arrays.stream(small)
                .filter(drop -> RobustStatistics.distance(restarts, drop) > shifted.step() + Math.max(900, scrapeStep))
                .toArray();
        return new Replica(history, shifted, List.copyOf(lives), collections, offset);
    }

    /** Whether memory comes down in strokes often enough to be read at its troughs. */
    public boolean isCollected() {
        double days = lives.isEmpty()
                ? 0
                : (lives.get(lives.size() - 1).end() - lives.get(0).start()) / 86_400;
        return collections.length >= FEWEST_COLLECTIONS
                && collections.length / Math.max(0.2, days) >= COLLECTIONS_A_DAY;
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
