package dev.culprit.analysis.history;

import dev.culprit.analysis.births.ProcessBirths.ProcessSpan;
import dev.culprit.analysis.births.SeriesColumns;
import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.analysis.history.ContainerHistory.Restart;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where one process ends and the next begins: by scrapes where there are any, by memory where nothing else tells. */
final class Restarts {
    /** By hand: a process start time that moves by less is the same one, rounded differently. */
    private static final double SAME_START_SECONDS = 1.0;
    /** By hand: share of the live series whose last sight is at one scrape: nothing but a new process does that. */
    private static final double MASS_DEATH = 0.6;

    /** By hand: share of the level that memory must lose at once for a restart, where nothing else tells of it. */
    static final double RESTART_DROP = 0.10;
    /** By hand: the same for a collection, whose garbage is a smaller part of a heap that has grown. */
    static final double COLLECTION_DROP = 0.05;

    /** By hand: standard deviations of the steps between readings; noise of bursts is wilder than normal. */
    private static final double BEYOND_NOISE = 6;
    /** By hand: of fewer series many may vanish at once by chance. */
    private static final int FEWEST_SERIES = 10;
    /** By hand: of fewer readings the noise is not known. */
    private static final int FEWEST_READINGS = 12;

    private Restarts() {}

    /** @param scrapes those that could be read, ascending */
    static List<Restart> seenByScrapes(List<ScrapeRow> scrapes, List<FamilyRow> families, SeriesColumns series) {
        boolean startKnown =
                scrapes.stream().filter(row -> row.processStart() != null).count() > scrapes.size() / 2;
        boolean flagged = scrapes.stream().map(ScrapeRow::restart).anyMatch(Objects::nonNull);
        Counters counters = Counters.of(scrapes, families);
        double[] vanished = startKnown || flagged || counters.known() ? new double[0] : vanishedShare(scrapes, series);
        List<Restart> restarts = new ArrayList<>();
        double start = Double.NaN;
        for (int i = 0; i < scrapes.size(); i++) {
            ScrapeRow scrape = scrapes.get(i);
            double before = start;
            if (scrape.processStart() != null) {
                start = EpochSeconds.of(scrape.processStart());
            }
            if (i == 0) {
                continue;
            }
            String evidence = null;
            if (startKnown) {
                evidence = Math.abs(start - before) > SAME_START_SECONDS ? "process-start" : null;
            } else if (flagged) {
                evidence = scrape.restart();
            } else if (counters.known()) {
                evidence = counters.fell(i) ? "counters-fell" : null;
            } else if (vanished[i - 1] >= MASS_DEATH) {
                evidence = "series-vanished";
            }
            if (evidence != null) {
                double from = EpochSeconds.of(scrapes.get(i - 1).time());
                double to = EpochSeconds.of(scrape.time());
                boolean sameClock = start > from && start <= to;
                restarts.add(new Restart(from, to, sameClock ? start : Double.NaN, evidence));
            }
        }
        return List.copyOf(restarts);
    }

    /**
     * Sums of counters by family at each scrape. Where a family has as many series as before, any fall tells; where series come or
     * go, their sum may fall while the process lives on, and only a fall by half tells.
     */
    private record Counters(List<Map<String, Count>> byScrape) {
        /** As in extract-series: of the counters that could fall so many must, and more than rise. */
        private static final double FELL_SHARE = 0.2;

        /** By hand: more than series that expire take away between two scrapes. */
        private static final double FAR_BELOW = 0.5;

        private record Count(long series, double value) {}

        static Counters of(List<ScrapeRow> scrapes, List<FamilyRow> families) {
            Map<Instant, Map<String, Count>> byTime = new HashMap<>();
            for (FamilyRow family : families) {
                Double value = family.countSum() != null
                        ? family.countSum()
                        : family.type().equals("counter") ? family.valueSum() : null;
                if (value != null) {
                    byTime.computeIfAbsent(family.time(), time -> new HashMap<>())
                            .put(family.metric(), new Count(family.series(), value));
                }
            }
            return new Counters(scrapes.stream()
                    .map(scrape -> byTime.getOrDefault(scrape.time(), Map.of()))
                    .toList());
        }

        boolean known() {
            long having = byScrape.stream().filter(counts -> !counts.isEmpty()).count();
            return having >= RequestCounter.FEWEST_SCRAPES && having >= RequestCounter.MOST_SCRAPES * byScrape.size();
        }

        boolean fell(int scrape) {
            long fell = 0;
            long rose = 0;
            long couldFall = 0;
            for (Map.Entry<String, Count> before : byScrape.get(scrape - 1).entrySet()) {
                Count now = byScrape.get(scrape).get(before.getKey());
                double value = before.getValue().value();
                if (now != null) {
                    double tells = now.series() == before.getValue().series() ? value : FAR_BELOW * value;
                    couldFall += value > 0 ? 1 : 0;
                    fell += now.value() < tells ? 1 : 0;
                    rose += now.value() > value ? 1 : 0;
                }
            }
            return fell > rose && fell >= FELL_SHARE * couldFall;
        }
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

    /** For each scrape the share of its series that no later scrape shows; 0 where there are too few to tell. */
    private static double[] vanishedShare(List<ScrapeRow> scrapes, SeriesColumns series) {
        Map<Double, Integer> index = new HashMap<>();
        for (int i = 0; i < scrapes.size(); i++) {
            index.put(EpochSeconds.of(scrapes.get(i).time()), i);
        }
        double[] last = new double[scrapes.size()];
        for (double time : series.lastSights()) {
            Integer at = index.get(time);
            if (at != null) {
                last[at]++;
            }
        }
        double[] share = new double[scrapes.size()];
        for (int i = 0; i < share.length - 1; i++) {
            long live = scrapes.get(i).body().series();
            share[i] = live >= FEWEST_SERIES ? last[i] / live : 0;
        }
        return share;
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
