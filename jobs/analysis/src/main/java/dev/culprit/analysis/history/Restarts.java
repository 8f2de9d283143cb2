package dev.culprit.analysis.history;

import dev.culprit.analysis.births.ProcessBirths.ProcessSpan;
import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.analysis.history.ContainerHistory.Restart;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.table.ScrapeRow;
import java.util.ArrayList;
import java.util.List;

/** Where one process ends and the next begins: by scrapes where there are any, by memory where nothing else tells. */
final class Restarts {
    /** By hand: a process start time that moves by less is the same one, rounded differently. */
    private static final double SAME_START_SECONDS = 1.0;

    /** By hand: share of the level that memory must lose at once for a restart, where nothing else tells of it. */
    static final double RESTART_DROP = 0.10;
    /** By hand: the same for a collection, whose garbage is a smaller part of a heap that has grown. */
    static final double COLLECTION_DROP = 0.05;

    /** By hand: standard deviations of the steps between readings; noise of bursts is wilder than normal. */
    private static final double BEYOND_NOISE = 6;
    /** By hand: of fewer readings the noise is not known. */
    private static final int FEWEST_READINGS = 12;

    private Restarts() {}

    /**
     * By what the process says of its start where this scrape and one before tell it, else as extract-series has judged by the series
     * that both scrapes have: sums of families fall where series expire, and tell nothing. Rows of series and births are parted by the
     * same rule.
     *
     * @param scrapes those that could be read, ascending
     */
    static List<Restart> seenByScrapes(List<ScrapeRow> scrapes) {
        List<Restart> restarts = new ArrayList<>();
        double known = Double.NaN;
        for (int i = 0; i < scrapes.size(); i++) {
            ScrapeRow scrape = scrapes.get(i);
            double before = known;
            double told = scrape.processStart() == null ? Double.NaN : EpochSeconds.of(scrape.processStart());
            known = Double.isNaN(told) ? known : told;
            if (i == 0) {
                continue;
            }
            String evidence = Double.isNaN(told - before)
                    ? scrape.restart()
                    : Math.abs(told - before) > SAME_START_SECONDS ? "process-start" : null;
            if (evidence != null) {
                double from = EpochSeconds.of(scrapes.get(i - 1).time());
                double to = EpochSeconds.of(scrape.time());
                boolean sameClock = told > from && told <= to;
                restarts.add(new Restart(from, to, sameClock ? told : Double.NaN, evidence));
                // What is known is the start of the process that answers now.
                known = told;
            }
        }
        return List.copyOf(restarts);
    }

    /** The processes that the restarts separate. {@code scrapeTimes} ascend and are not empty. */
    static List<ProcessSpan> spans(double[] scrapeTimes, List<Restart> restarts) {
        List<ProcessSpan> spans = new ArrayList<>();
        for (int i = 0; i <= restarts.size(); i++) {
            Restart begun = i == 0 ? null : restarts.get(i - 1);
            double first = begun == null ? scrapeTimes[0] : begun.to();
            double start = begun == null || Double.isNaN(begun.startedAt()) ? first : begun.startedAt();
            double last = i < restarts.size() ? restarts.get(i).from() : scrapeTimes[scrapeTimes.length - 1];
            spans.add(new ProcessSpan(start, first, last));
        }
        return List.copyOf(spans);
    }

    /**
     * Times of sudden, lasting drops of memory: the median of three readings before against three after, beyond this share of
     * the level and six standard deviations of the steps.
     */
    static double[] drops(Readings memory, double share) {
        double[] v = memory.bytes();
        int n = v.length;
        if (n < FEWEST_READINGS) {
            return new double[0];
        }
        double[] steps = RobustStatistics.differences(v);
        double noise = RobustStatistics.sigma(steps, RobustStatistics.median(steps)) + 1;
        List<Double> times = new ArrayList<>();
        int next = 0;
        for (int i = 3; i <= n - 3; i++) {
            double before = RobustStatistics.median(v[i - 3], v[i - 2], v[i - 1]);
            double after = RobustStatistics.median(v[i], v[i + 1], v[i + 2]);
            if (i < next || before - after <= Math.max(share * before, BEYOND_NOISE * noise)) {
                continue;
            }
            int steepest = Math.max(1, i - 2);
            for (int j = steepest; j < Math.min(n, i + 3); j++) {
                if (v[j - 1] - v[j] > v[steepest - 1] - v[steepest]) {
                    steepest = j;
                }
            }
            times.add(0.5 * (memory.times()[steepest - 1] + memory.times()[steepest]));
            next = steepest + 6;
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
