package dev.culprit.extract.memory.cloudwatch;

import dev.culprit.extract.memory.cloudwatch.api.MetricCall;
import dev.culprit.extract.memory.cloudwatch.api.Series;
import dev.culprit.extract.memory.cloudwatch.api.SeriesQuery;
import dev.culprit.extract.memory.cloudwatch.api.Window;
import dev.culprit.model.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Which calls fetch some days. CloudWatch bills the series that a call names, not the points that it answers with: a series is
 * asked for once over all consecutive days that have the same period, and as many series at once as fit on one page.
 *
 * @param tooOld days of which CloudWatch keeps nothing
 */
record FetchPlan(List<Segment> segments, List<LocalDate> tooOld) {
    /** Younger minutes are not complete. By hand. */
    private static final Duration SETTLING = Duration.ofMinutes(5);

    /** Consecutive days with one period. */
    record Segment(List<LocalDate> days, int periodSeconds, Instant until, List<MetricCall> calls) {
        /** The part of a day that the segment reads. */
        Window windowOf(LocalDate day) {
            Instant end = Period.startOf(day.plusDays(1));
            return new Window(Period.startOf(day), end.isBefore(until) ? end : until, periodSeconds);
        }

        List<MetricCall> callsOf(List<LocalDate> some) {
            Instant from = Period.startOf(some.get(0));
            Instant to = windowOf(some.get(some.size() - 1)).to();
            return calls.stream()
                    .filter(call -> call.window().from().isBefore(to)
                            && call.window().to().isAfter(from))
                    .toList();
        }
    }

    /** @param days ascending */
    static FetchPlan of(List<LocalDate> days, Map<Series, CatalogueRow> catalogue, Instant now) {
        List<Segment> segments = new ArrayList<>();
        List<LocalDate> tooOld = new ArrayList<>();
        List<LocalDate> together = new ArrayList<>();
        int period = 0;
        for (LocalDate day : days) {
            OptionalInt finest = Window.finestPeriod(Period.startOf(day), now);
            if (finest.isEmpty()) {
                tooOld.add(day);
            } else if (settled(finest.getAsInt(), now).isAfter(Period.startOf(day))) {
                boolean follows = !together.isEmpty()
                        && period == finest.getAsInt()
                        && together.get(together.size() - 1).plusDays(1).equals(day);
                if (!follows && !together.isEmpty()) {
                    segments.add(segment(together, period, catalogue, now));
                    together.clear();
                }
                period = finest.getAsInt();
                together.add(day);
            }
        }
        if (!together.isEmpty()) {
            segments.add(segment(together, period, catalogue, now));
        }
        return new FetchPlan(List.copyOf(segments), List.copyOf(tooOld));
    }

    private static Instant settled(int periodSeconds, Instant now) {
        long second = now.minus(SETTLING).getEpochSecond();
        return Instant.ofEpochSecond(second - Math.floorMod(second, periodSeconds));
    }

    private static Segment segment(List<LocalDate> days, int period, Map<Series, CatalogueRow> catalogue, Instant now) {
        DaySpan whole = new DaySpan(days.get(0), days.get(days.size() - 1));
        TreeMap<Series, DaySpan> possible = new TreeMap<>();
        catalogue.forEach((series, row) -> {
            DaySpan span = row.within(whole);
            if (span != null) {
                possible.put(series, span);
            }
        });
        TreeMap<DaySpan, List<SeriesQuery>> queries = new TreeMap<>();
        NeededSeries needed = new NeededSeries(possible.keySet());
        possible.forEach((series, span) -> {
            List<SeriesQuery> some = needed.queriesOf(series);
            if (!some.isEmpty()) {
                queries.computeIfAbsent(span, none -> new ArrayList<>()).addAll(some);
            }
        });
        Instant settled = settled(period, now);
        Instant end = Period.startOf(whole.last().plusDays(1));
        Instant until = end.isBefore(settled) ? end : settled;
        List<MetricCall> calls = new ArrayList<>();
        queries.forEach((span, some) -> {
            Instant to = Period.startOf(span.last().plusDays(1));
            calls.addAll(MetricCall.covering(
                    new Window(Period.startOf(span.first()), to.isBefore(until) ? to : until, period), some));
        });
        return new Segment(List.copyOf(days), period, until, List.copyOf(calls));
    }

    List<MetricCall> calls() {
        return segments.stream().map(Segment::calls).flatMap(Collection::stream).toList();
    }

    List<LocalDate> days() {
        return segments.stream().map(Segment::days).flatMap(Collection::stream).toList();
    }
}
