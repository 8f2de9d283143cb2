package dev.culprit.analysis.history;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;

import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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

    private RequestCounter() {}

    /**
     * Requests at each scrape, by the first source that most scrapes have: counters named for requests, else counts of
     * histograms and summaries, else CPU seconds. Null when there is none.
     */
    static double @Nullable [] of(List<ScrapeRow> scrapes, List<FamilyRow> families) {
        List<Source> sources = List.of(
                new Source(
                        family -> family.type().equals("counter")
                                && REQUESTS.matcher(family.metric()).find(),
                        FamilyRow::valueSum),
                new Source(family -> family.countSum() != null, FamilyRow::countSum),
                new Source(family -> family.metric().equals("process_cpu_seconds_total"), FamilyRow::valueSum));
        for (Source source : sources) {
            double[] clock = clock(scrapes, families, source);
            if (clock != null) {
                return clock;
            }
        }
        return null;
    }

    private record Source(Predicate<FamilyRow> counts, Function<FamilyRow, Double> value) {}

    private static double @Nullable [] clock(List<ScrapeRow> scrapes, List<FamilyRow> families, Source source) {
        Map<Instant, Double> sums = families.stream()
                .filter(family -> source.counts().test(family)
                        && source.value().apply(family) != null
                        && Double.isFinite(source.value().apply(family)))
                // The order of a sum shows in its last digit, and a clock that falls back by a digit would be a
                // restart.
                .sorted(Comparator.comparing(FamilyRow::metric).thenComparing(FamilyRow::type))
                .collect(groupingBy(FamilyRow::time, summingDouble(source.value()::apply)));
        long known = scrapes.stream()
                .filter(scrape -> sums.containsKey(scrape.time()))
                .count();
        if (known < 4 || known < 0.8 * scrapes.size()) {
            return null;
        }
        double[] clock = new double[scrapes.size()];
        double last = 0;
        for (int i = 0; i < clock.length; i++) {
            last = sums.getOrDefault(scrapes.get(i).time(), last);
            clock[i] = last;
        }
        return clock;
    }
}
