package dev.culprit.analysis;

import dev.culprit.analysis.Intervention.Conclusion;
import dev.culprit.analysis.Intervention.Kind;
import dev.culprit.analysis.Intervention.Sides;
import dev.culprit.analysis.LabelGroups.Group;
import dev.culprit.model.Nullable;
import dev.culprit.model.finding.Finding.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the moment from which on a label group takes new values no more (or at all), and holds it against memory: what stops
 * with the births was their cost, as far as nothing else was changed at that moment.
 */
final class Interventions {
    /** From this ratio of growth saved to growth expected on, in 95 % of resamples, the label did it. */
    private static final double SAVED = 0.4;
    /** Below this ratio, in 95 % of resamples, it did not. */
    private static final double NOT_SAVED = 0.5;
    /** More than this many times what the label could cost was somebody else's. */
    private static final double TOO_MUCH = 2.0;
    /** A fitted price that could pay for less of the growth than this predicts nothing that could be seen. */
    private static final double PAYS = 0.25;
    /** Growth before, in shares of the level and in bytes a day, below which nothing can be seen to stop. */
    private static final double LEVEL_PER_DAY = 0.02;

    private static final double BYTES_PER_DAY = 1.0e6;

    /** So much of the group's series gone at once, while processes live on, was taken out of the scrapes and not of memory. */
    private static final double VANISHED = 0.5;
    /** How far from the hour that was found the moment is looked for. */
    private static final double SEARCH_SECONDS = 12 * 3600;

    private Interventions() {}

    /**
     * @param replicas of one unit; {@code panel} its memory
     * @param bytesPerSeries as fitted without knowledge of the change; NaN where unknown, and then the growth as a whole is
     *     what the births are expected to have cost
     * @return empty where nothing was changed, or too little is known on one side of the change
     */
    static Optional<Intervention> find(
            List<Lifetimes> replicas, Panel panel, Candidates candidates, Group group, double bytesPerSeries) {
        Arrivals arrivals = Arrivals.of(replicas, candidates.groups(), group);
        if (arrivals.isEmpty() || panel.isEmpty()) {
            return Optional.empty();
        }
        Turn turn = turn(arrivals, panel);
        if (turn != null) {
            return Optional.ofNullable(SlopeChange.of(panel, candidates, group, turn.low, turn.high))
                    .map(slopes -> judged(turn, slopes, arrivals, group.labels(), bytesPerSeries));
        }
        return Optional.ofNullable(GrowthStop.find(arrivals, panel, candidates, group))
                .map(stop -> stop.intervention(arrivals, group.labels()));
    }

    /** Births turn off or on at this moment. */
    record Turn(Kind kind, double moment, double low, double high, boolean restarted) {}

    static @Nullable Turn turn(Arrivals arrivals, Panel panel) {
        Arrivals.Bins bins = arrivals.bins();
        int count = bins.values().length;
        RateDrop stop = RateDrop.find(bins.values(), bins.hours(), edge -> {
            double time = bins.time(edge);
            return SlopeChange.requestsRatio(panel, time, time);
        });
        RateDrop start = RateDrop.find(reversed(bins.values()), reversed(bins.hours()), edge -> {
            double time = bins.time(count - edge);
            return 1 / SlopeChange.requestsRatio(panel, time, time);
        });
        if (stop != null && (start == null || stop.logChance() <= start.logChance())) {
            return dated(Kind.BIRTHS_STOPPED, bins.time(stop.edge()), stop, arrivals);
        }
        return start == null ? null : dated(Kind.BIRTHS_STARTED, bins.time(count - start.edge()), start, arrivals);
    }

    private static double[] reversed(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[values.length - 1 - i])
                .toArray();
    }

    /**
     * The moment among scrapes by the likelihood of a Poisson process that changes its rate there, between the quiet rate
     * far from the change and a tenth of the busy rate, so that a lull in front of the change is not taken for it. It may be
     * as far off as one waits for a value in the days when values came: 95 % of moments saw the next one sooner.
     */
    private static @Nullable Turn dated(Kind kind, double rough, RateDrop drop, Arrivals arrivals) {
        double from = rough - SEARCH_SECONDS;
        double to = rough + SEARCH_SECONDS;
        boolean stops = kind == Kind.BIRTHS_STOPPED;
        double farFrom = stops ? rough + SEARCH_SECONDS / 2 : arrivals.start();
        double farTo = stops ? arrivals.end() : rough - SEARCH_SECONDS / 2;
        double far = arrivals.hoursWithin(farFrom, farTo);
        double quiet = far > 0 ? (arrivals.valuesWithin(farFrom, farTo) + 0.5) / far : drop.after();
        quiet = Math.max(1e-6, Math.min(quiet, 0.2 * drop.before()));
        double busy = Math.max(0.1 * drop.before(), 2 * quiet);
        double early = stops ? busy : quiet;
        double late = stops ? quiet : busy;
        double[] times = arrivals.scrapesWithin(from, to);
        double best = Double.NEGATIVE_INFINITY;
        double at = Double.NaN;
        for (double time : times) {
            double fit = arrivals.valuesWithin(from, time) * Math.log(early)
                    + arrivals.valuesWithin(time, to) * Math.log(late)
                    - early * arrivals.hoursWithin(from, time)
                    - late * arrivals.hoursWithin(time, to);
            if (fit > best) {
                best = fit;
                at = time;
            }
        }
        if (Double.isNaN(at)) {
            return null;
        }
        double wait = longWait(arrivals, stops ? at - 4 * SEARCH_SECONDS : at, stops ? at : at + 4 * SEARCH_SECONDS);
        // What a scrape shows may have come any time since the same process's scrape before.
        double low = at - scrapeStep(arrivals) - (stops ? 0 : wait);
        double high = stops ? unseen(arrivals, at, at + wait) : at;
        double[] restarts = restarts(arrivals, low, high);
        return restarts.length > 0
                ? new Turn(kind, Robust.median(restarts), low, high, true)
                : new Turn(kind, at, low, high, false);
    }

    /** From a random moment to the next new value in any replica: the 95 % quantile in seconds. */
    private static double longWait(Arrivals arrivals, double from, double to) {
        double[] values = arrivals.values();
        double[] waits = IntStream.range(0, (int) Math.max(0, (to - from) / 300))
                .mapToDouble(i -> from + 300.0 * i)
                .filter(time -> time >= arrivals.start())
                .map(time -> {
                    int next = Robust.upperBound(values, time);
                    return next < values.length ? Math.min(to, values[next]) - time : to - time;
                })
                .toArray();
        return waits.length == 0 ? 0 : Robust.quantile(waits, 0.95);
    }

    /** A process that starts before {@code high} is not watched in its first hour: then nobody can tell before that ends. */
    private static double unseen(Arrivals arrivals, double low, double high) {
        return arrivals.watches().stream()
                .filter(watch -> watch.started() > low && watch.started() <= high)
                .mapToDouble(Arrivals.Watch::from)
                .reduce(high, Math::max);
    }

    static double scrapeStep(Arrivals arrivals) {
        return Robust.median(arrivals.watches().stream()
                .flatMapToDouble(watch -> Arrays.stream(Robust.differences(watch.scrapes())))
                .toArray());
    }

    /** Starts of processes within the interval, if every process that lived at its beginning ended in it; else none. */
    static double[] restarts(Arrivals arrivals, double low, double high) {
        List<Arrivals.Watch> alive = arrivals.watches().stream()
                .filter(watch -> watch.from() <= low && watch.to() >= low)
                .toList();
        double[] started = arrivals.watches().stream()
                .mapToDouble(Arrivals.Watch::started)
                .filter(time -> time >= low && time <= high)
                .toArray();
        boolean allEnd = alive.stream().allMatch(watch -> watch.to() <= high);
        return !alive.isEmpty() && allEnd && started.length >= alive.size() ? started : new double[0];
    }

    private static Intervention judged(
            Turn turn, SlopeChange slopes, Arrivals arrivals, List<String> labels, double bytesPerSeries) {
        Sides births = births(arrivals, turn.low, turn.high);
        Sides values = values(arrivals, turn.low, turn.high);
        boolean stops = turn.kind == Kind.BIRTHS_STOPPED;
        double traffic = Math.min(1, stops ? slopes.requestsRatio() : 1 / slopes.requestsRatio());
        Turned total = new Turned(slopes.total(), stops, traffic);
        Turned net = new Turned(slopes.net(), stops, traffic);
        Turned series = new Turned(slopes.births(), stops, traffic);
        // What the births cost, or what each would have to cost if all growth were theirs.
        double growth = total.busy(0);
        double priceOfAll = growth / some(series.fewer(0));
        boolean predicts = bytesPerSeries >= Association.FEWEST_BYTES && bytesPerSeries >= PAYS * priceOfAll;
        double expected = predicts ? bytesPerSeries : priceOfAll;
        double[] prices = IntStream.range(0, slopes.net().before().length)
                .mapToDouble(i -> net.fewer(i) / some(series.fewer(i)))
                .toArray();
        Interval price = interval(prices, 0.05);
        Interval ratio = new Interval(price.estimate() / expected, price.low() / expected, price.high() / expected);
        boolean visible = growth > visible(slopes.level()) && series.fewer(0) > 0;
        boolean vanished = arrivals.vanishedWithin(turn.low, turn.high + 2 * scrapeStep(arrivals)) > VANISHED;
        Conclusion conclusion = Conclusion.UNDECIDED;
        if (visible && !vanished && ratio.high() < NOT_SAVED) {
            conclusion = Conclusion.ACQUITS;
        } else if (visible
                && ratio.low() > SAVED
                && ratio.low() < TOO_MUCH
                && price.estimate() > PAYS * priceOfAll
                && price.estimate() >= Association.FEWEST_BYTES
                && price.low() < Association.MOST_BYTES) {
            conclusion = Conclusion.CONVICTS;
        }
        return new Intervention(
                turn.kind,
                labels,
                turn.moment,
                turn.low,
                turn.high,
                turn.restarted,
                vanished,
                values,
                births,
                interval(slopes.total().before(), 0.025),
                interval(slopes.total().after(), 0.025),
                slopes.requestsRatio(),
                ratio,
                price,
                slopes.sideBefore(),
                slopes.sideAfter(),
                conclusion);
    }

    /** No births to speak of divide nothing. */
    private static double some(double seriesPerHour) {
        return Math.max(1e-3, seriesPerHour);
    }

    /** Bytes an hour. */
    static double visible(double level) {
        return Math.max(LEVEL_PER_DAY * level, BYTES_PER_DAY) / 24;
    }

    static Sides values(Arrivals arrivals, double low, double high) {
        double start = arrivals.start();
        double end = arrivals.end();
        return new Sides(
                arrivals.valuesWithin(start, low) / Math.max(1e-9, arrivals.hoursWithin(start, low)),
                arrivals.valuesWithin(high, end) / Math.max(1e-9, arrivals.hoursWithin(high, end)));
    }

    static Sides births(Arrivals arrivals, double low, double high) {
        return new Sides(arrivals.seriesPerHour(arrivals.start(), low), arrivals.seriesPerHour(high, arrivals.end()));
    }

    /** Slopes with and without the births, at the lesser of the two sides' traffic. */
    private record Turned(SlopeChange.Slopes slopes, boolean stops, double traffic) {
        double busy(int i) {
            return traffic * (stops ? slopes.before()[i] : slopes.after()[i]);
        }

        double fewer(int i) {
            return busy(i) - (stops ? slopes.after()[i] : slopes.before()[i]);
        }
    }

    /** @param samples the first is the estimate */
    static Interval interval(double[] samples, double tail) {
        double low = Robust.quantile(samples, tail);
        double high = Robust.quantile(samples, 1 - tail);
        return new Interval(samples[0], Math.min(low, samples[0]), Math.max(high, samples[0]));
    }
}
