package dev.culprit.analysis.history;

import static java.util.stream.Collectors.toSet;

import dev.culprit.analysis.history.ContainerHistory.Restart;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Work done by the process, as a cumulative count per scrape: the strongest single control of the method, as much memory
 * follows traffic.
 */
final class RequestCounter {
    private static final Pattern REQUESTS = Pattern.compile("(^|_)(requests?|rq|calls|handled|queries)(_|$)");

    /** What collectors, brokers and workers count instead. */
    private static final Pattern WORK = Pattern.compile(
            "(^|_)(events?|spans?|messages?|points?|records?|samples?|lines?|packets?|jobs?|tasks?|commands?|operations?)(_|$)");

    /** By hand: a source that fewer scrapes have would leave holes in the count. */
    static final int FEWEST_SCRAPES = 4;

    static final double MOST_SCRAPES = 0.8;

    /** By hand: a sum without most of its counters; what expires takes less of it at a time. */
    private static final double HOLE = 0.1;

    /** By hand: once and twice may be an accident. */
    private static final int FEWEST_HOLES = 3;

    private RequestCounter() {}

    /**
     * Requests at each scrape since its process started, by the first source that most scrapes have: counters named for
     * requests, else the busier of those named for other work and of the counts of histograms and summaries, else CPU seconds.
     * It never falls within a process: series that expire take their counts out of a sum, and yet the work was done. A reading that is
     * missing is no fall, and what again and again is gone and back at once, in one process, is no count.
     *
     * @param restarts between the scrapes
     * @return null when there is no source
     */
    static double @Nullable [] of(List<ScrapeRow> scrapes, List<FamilyRow> families, List<Restart> restarts) {
        double[] requests = clock(scrapes, families, restarts, new Source(isNamedFor(REQUESTS), FamilyRow::valueSum));
        if (requests != null) {
            return requests;
        }
        // A counter with a promising name may hardly move: of these two the busier one is the work.
        double[] work = clock(scrapes, families, restarts, new Source(isNamedFor(WORK), FamilyRow::valueSum));
        double[] counts = clock(
                scrapes, families, restarts, new Source(family -> family.countSum() != null, FamilyRow::countSum));
        if (work != null || counts != null) {
            return counts == null || (work != null && done(work) >= done(counts)) ? work : counts;
        }
        return clock(
                scrapes,
                families,
                restarts,
                new Source(family -> family.metric().equals("process_cpu_seconds_total"), FamilyRow::valueSum));
    }

    /** All that a clock has counted, over all processes. */
    private static double done(double[] clock) {
        double done = 0;
        for (int i = 1; i < clock.length; i++) {
            done += Math.max(0, clock[i] - clock[i - 1]);
        }
        return done;
    }

    private record Source(Predicate<FamilyRow> counts, Function<FamilyRow, Double> value) {}

    private static Predicate<FamilyRow> isNamedFor(Pattern work) {
        return family -> isCounter(family) && work.matcher(family.metric()).find();
    }

    /** Prometheus' blocks and answers tell no types, federated and hand-made bodies often none. Node's gauges of this name are none. */
    private static boolean isCounter(FamilyRow family) {
        return family.type().equals("counter")
                || (family.type().equals("unknown")
                        && family.metric().endsWith("_total")
                        && !family.metric().startsWith("nodejs_active_"));
    }

    private static double @Nullable [] clock(
            List<ScrapeRow> scrapes, List<FamilyRow> families, List<Restart> restarts, Source source) {
        Map<Instant, Map<String, Double>> counts = new HashMap<>();
        for (FamilyRow family : families) {
            Double value = source.counts().test(family) ? source.value().apply(family) : null;
            if (value != null && Double.isFinite(value)) {
                counts.computeIfAbsent(family.time(), time -> new TreeMap<>())
                        .merge(family.metric(), value, Double::sum);
            }
        }
        Set<String> holed = holed(scrapes, counts);
        counts.values().forEach(now -> now.keySet().removeAll(holed));
        counts.values().removeIf(Map::isEmpty);
        long known = scrapes.stream()
                .filter(scrape -> counts.containsKey(scrape.time()))
                .count();
        if (known < FEWEST_SCRAPES || known < MOST_SCRAPES * scrapes.size()) {
            return null;
        }
        Set<Double> begins = restarts.stream().map(Restart::to).collect(toSet());
        double[] clock = new double[scrapes.size()];
        double last = 0;
        Map<String, Double> before = new HashMap<>();
        for (int i = 0; i < clock.length; i++) {
            Instant time = scrapes.get(i).time();
            if (begins.contains(EpochSeconds.of(time))) {
                last = 0;
                before.clear();
            }
            Map<String, Double> now = counts.get(time);
            if (now != null) {
                for (Map.Entry<String, Double> family : now.entrySet()) {
                    last += Math.max(0, family.getValue() - before.getOrDefault(family.getKey(), 0.0));
                }
                before.putAll(now); // what this scrape lacks was counted before, and may come back
            }
            clock[i] = last;
        }
        return clock;
    }

    /** Counters that fall to next to nothing and are back at the next scrape, while the process tells one start: some values were missing. */
    private static Set<String> holed(List<ScrapeRow> scrapes, Map<Instant, Map<String, Double>> counts) {
        Map<String, Integer> holes = new HashMap<>();
        for (int i = 2; i < scrapes.size(); i++) {
            Instant start = scrapes.get(i).processStart();
            if (start == null
                    || !start.equals(scrapes.get(i - 1).processStart())
                    || !start.equals(scrapes.get(i - 2).processStart())) {
                continue;
            }
            Map<String, Double> before = counts.getOrDefault(scrapes.get(i - 2).time(), Map.of());
            Map<String, Double> between = counts.getOrDefault(scrapes.get(i - 1).time(), Map.of());
            counts.getOrDefault(scrapes.get(i).time(), Map.of()).forEach((metric, now) -> {
                Double least = between.get(metric);
                Double high = before.get(metric);
                if (least != null && high != null && high > 0 && least < HOLE * high && now >= high) {
                    holes.merge(metric, 1, Integer::sum);
                }
            });
        }
        return holes.entrySet().stream()
                .filter(each -> each.getValue() >= FEWEST_HOLES)
                .map(Map.Entry::getKey)
                .collect(toSet());
    }
}
