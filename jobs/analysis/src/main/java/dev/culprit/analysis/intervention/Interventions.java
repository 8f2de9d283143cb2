package dev.culprit.analysis.intervention;

import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.intervention.Intervention.Conclusion;
import dev.culprit.analysis.intervention.Intervention.Kind;
import dev.culprit.analysis.intervention.Intervention.Moment;
import dev.culprit.analysis.memory.Panel;
import dev.culprit.analysis.statistics.RateChangePoint;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.finding.Finding.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the moment from which on a label group takes new values no more (or at all), and holds it against memory: what stops
 * with the births was their cost, as far as nothing else was changed at that moment.
 */
public final class Interventions {
    /** By hand, on seeds 1001 and up: from this ratio of growth saved to growth expected on, in 95 % of resamples, the label did it. */
    private static final double SAVED = 0.4;
    /** By hand, likewise: below this ratio, in 95 % of resamples, it did not. */
    private static final double NOT_SAVED = 0.5;
    /** By hand: twice the price is within its doubt, so more than this many times what the label could cost was somebody else's. */
    private static final double TOO_MUCH = 2.0;
    /** By hand: as in {@code RetainedMemory}, a quarter is the least that can be a reason. A fitted price that could pay for less of the growth than this predicts nothing that could be seen. */
    private static final double PAYS = 0.25;

    /** By hand, a majority: so much of the group's series gone at once, while processes live on, was taken out of the scrapes and not of memory. */
    private static final double VANISHED = 0.5;
    /** By hand: how far from the hour that was found the moment is looked for; half a day is many times the error of an hour's bin. */
    private static final double SEARCH_SECONDS = 12 * 3600;
    /** By hand: the waits for a value are read off so long a time beside the change, in searches: two days, as days differ. */
    private static final double WAITS_OVER = 4;
    /** By hand: so often is a wait begun; finer than values come. */
    private static final double WAITS_EVERY_SECONDS = 300;
    /** Literature: half a value for a count that may be zero (Jeffreys' prior of a Poisson rate). */
    private static final double HALF_A_VALUE = 0.5;
    /** As {@code RateChangePoint} asks for: the quiet rate is at most so much of the busy one. */
    private static final double QUIET = 0.2;
    /** By hand: a lull has more than so much of the busy rate. */
    private static final double LULL = 0.1;
    /** By hand, a majority: so much of their births goes on in the other replicas. */
    private static final double GO_ON = 0.5;
    /** By hand: a rate, in values an hour, whose logarithm is finite and which no data can tell from none. */
    private static final double LEAST_RATE = 1e-6;
    /** By hand: a series in six weeks is none. */
    private static final double LEAST_SERIES_PER_HOUR = 1e-3;
    /** One tail of a 90 % interval. */
    static final double TAIL = 0.05;

    private Interventions() {}

    /**
     * @param replicas of one unit; {@code panel} its memory
     * @param bytesPerSeries as fitted without knowledge of the change; NaN where unknown, and then the growth as a whole is
     *     what the births are expected to have cost
     * @return empty where nothing was changed, or too little is known on one side of the change
     */
    public static Optional<Intervention> find(
            List<Replica> replicas, Panel panel, Candidates candidates, Group group, double bytesPerSeries) {
        NewValues arrivals = NewValues.of(replicas, candidates.groups(), group);
        if (arrivals.isEmpty() || panel.isEmpty()) {
            return Optional.empty();
        }
        ChangePoint turn = turn(arrivals, panel);
        if (turn != null) {
            return Optional.ofNullable(
                            InterruptedTimeSeries.of(panel, candidates, group, turn.moment.low(), turn.moment.high()))
                    .map(slopes -> judged(turn, slopes, arrivals, group.labels(), bytesPerSeries));
        }
        Optional<Intervention> ofOne = inOneReplica(replicas, panel, candidates, group, bytesPerSeries);
        if (ofOne.isPresent()) {
            return ofOne;
        }
        return Optional.ofNullable(GrowthStop.find(arrivals, panel, candidates, group))
                .map(stop -> stop.intervention(arrivals, group.labels()));
    }

    /**
     * An experiment: births stop in one replica while they go on in the others. Its own memory before and after is what tells, as the others
     * may differ from it in anything.
     */
    private static Optional<Intervention> inOneReplica(
            List<Replica> replicas, Panel panel, Candidates candidates, Group group, double bytesPerSeries) {
        for (Replica one : replicas.size() < 2 ? List.<Replica>of() : replicas) {
            NewValues arrivals = NewValues.of(List.of(one), candidates.groups(), group);
            Panel own = panel.ofPod(one.history().container().pod());
            ChangePoint turn = arrivals.isEmpty() || own.isEmpty() ? null : turn(arrivals, own);
            if (turn == null || turn.kind != Kind.BIRTHS_STOPPED || !goOn(replicas, one, candidates, group, turn)) {
                continue;
            }
            InterruptedTimeSeries slopes =
                    InterruptedTimeSeries.of(own, candidates, group, turn.moment.low(), turn.moment.high());
            if (slopes != null) {
                return Optional.of(judged(
                        new ChangePoint(Kind.BIRTHS_STOPPED_IN_ONE, turn.moment),
                        slopes,
                        arrivals,
                        group.labels(),
                        bytesPerSeries));
            }
        }
        return Optional.empty();
    }

    private static boolean goOn(
            List<Replica> replicas, Replica one, Candidates candidates, Group group, ChangePoint turn) {
        NewValues others = NewValues.of(
                replicas.stream().filter(replica -> !replica.equals(one)).toList(), candidates.groups(), group);
        if (others.isEmpty()) {
            return false;
        }
        double before = others.valuesPerHour(others.start(), turn.moment.low());
        // Of others that had none before, nothing can go on.
        return before > 0 && others.valuesPerHour(turn.moment.high(), others.end()) >= GO_ON * before;
    }

    /** Births turn off or on at this moment. */
    record ChangePoint(Kind kind, Moment moment) {}

    static @Nullable ChangePoint turn(NewValues arrivals, Panel panel) {
        NewValues.Bins bins = arrivals.bins();
        int count = bins.values().length;
        RateChangePoint stop = RateChangePoint.find(bins.values(), bins.hours(), edge -> {
            double time = bins.time(edge);
            return InterruptedTimeSeries.requestsRatio(panel, time, time);
        });
        RateChangePoint start = RateChangePoint.find(reversed(bins.values()), reversed(bins.hours()), edge -> {
            double time = bins.time(count - edge);
            return 1 / InterruptedTimeSeries.requestsRatio(panel, time, time);
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
    private static @Nullable ChangePoint dated(Kind kind, double rough, RateChangePoint drop, NewValues arrivals) {
        double from = rough - SEARCH_SECONDS;
        double to = rough + SEARCH_SECONDS;
        boolean stops = kind == Kind.BIRTHS_STOPPED;
        double farFrom = stops ? rough + SEARCH_SECONDS / 2 : arrivals.start();
        double farTo = stops ? arrivals.end() : rough - SEARCH_SECONDS / 2;
        double far = arrivals.hoursWithin(farFrom, farTo);
        double quiet = far > 0 ? (arrivals.valuesWithin(farFrom, farTo) + HALF_A_VALUE) / far : drop.after();
        quiet = Math.max(LEAST_RATE, Math.min(quiet, QUIET * drop.before()));
        double busy = Math.max(LULL * drop.before(), 2 * quiet);
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
        double wait = longWait(
                arrivals, stops ? at - WAITS_OVER * SEARCH_SECONDS : at, stops ? at : at + WAITS_OVER * SEARCH_SECONDS);
        // What a scrape shows may have come any time since the same process's scrape before.
        double low = at - arrivals.scrapeStep() - (stops ? 0 : wait);
        double high = stops ? arrivals.watchedFrom(at, at + wait) : at;
        double[] restarts = arrivals.restarts(low, high);
        return restarts.length > 0
                ? new ChangePoint(kind, new Moment(RobustStatistics.median(restarts), low, high, true))
                : new ChangePoint(kind, new Moment(at, low, high, false));
    }

    /** From a random moment to the next new value in any replica: the 95 % quantile in seconds. */
    private static double longWait(NewValues arrivals, double from, double to) {
        double[] values = arrivals.values();
        double[] waits = IntStream.range(0, (int) Math.max(0, (to - from) / WAITS_EVERY_SECONDS))
                .mapToDouble(i -> from + WAITS_EVERY_SECONDS * i)
                .filter(time -> time >= arrivals.start())
                .map(time -> {
                    int next = RobustStatistics.upperBound(values, time);
                    return next < values.length ? Math.min(to, values[next]) - time : to - time;
                })
                .toArray();
        return waits.length == 0 ? 0 : RobustStatistics.quantile(waits, 1 - TAIL);
    }

    private static Intervention judged(
            ChangePoint turn,
            InterruptedTimeSeries slopes,
            NewValues arrivals,
            List<String> labels,
            double bytesPerSeries) {
        Moment moment = turn.moment;
        boolean stops = turn.kind != Kind.BIRTHS_STARTED;
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
        Interval price = InterruptedTimeSeries.interval(prices, TAIL);
        Interval ratio = new Interval(price.estimate() / expected, price.low() / expected, price.high() / expected);
        boolean visible = growth > slopes.visible() && series.fewer(0) > 0;
        boolean vanished = arrivals.vanishedWithin(moment.low(), moment.high() + 2 * arrivals.scrapeStep()) > VANISHED;
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
                moment,
                vanished,
                slopes.before(arrivals, moment.low()),
                slopes.after(arrivals, moment.high()),
                slopes.requestsRatio(),
                ratio,
                price,
                conclusion);
    }

    /** Avoids division by zero when there are almost no births. */
    private static double some(double seriesPerHour) {
        return Math.max(LEAST_SERIES_PER_HOUR, seriesPerHour);
    }

    /** Slopes with and without the births, at the lesser of the two sides' traffic. */
    private record Turned(InterruptedTimeSeries.Slopes slopes, boolean stops, double traffic) {
        double busy(int i) {
            return traffic * (stops ? slopes.before()[i] : slopes.after()[i]);
        }

        double fewer(int i) {
            return busy(i) - (stops ? slopes.after()[i] : slopes.before()[i]);
        }
    }
}
