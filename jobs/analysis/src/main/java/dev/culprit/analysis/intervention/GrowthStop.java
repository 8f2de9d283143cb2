package dev.culprit.analysis.intervention;

import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.intervention.Intervention.Conclusion;
import dev.culprit.analysis.intervention.Intervention.Kind;
import dev.culprit.analysis.intervention.Intervention.Moment;
import dev.culprit.analysis.memory.LifetimePanel;
import dev.culprit.analysis.memory.Panel;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.finding.Finding.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deploy after which memory grows no more while a label group goes on taking new values. Only moments at which all processes
 * start anew are tried: a leak goes with the program that has it.
 *
 * @param moment from the end of the old processes to the start of the last new one
 */
record GrowthStop(Moment moment, InterruptedTimeSeries slopes) {
    /** By hand: a whole day, so that the hour of the day does not pass for growth; afterwards half a one, as standing still shows sooner. */
    private static final double FEWEST_HOURS_BEFORE = 24;

    private static final double FEWEST_HOURS_AFTER = 12;
    /** By hand: one lifetime may be an accident. */
    private static final int FEWEST_LIFETIMES = 2;
    /** By hand: a stop may leave a slow rest. What may remain of the growth, at the upper end of its 95 % interval. */
    private static final double REMAINING = 0.35;
    /** By hand, a majority: what must remain of the births. */
    private static final double BIRTHS_GO_ON = 0.5;
    /** By hand, an hour and a half, as slow roll-outs take: processes of one roll-out start within this time. */
    private static final double ROLL_OUT_SECONDS = 5400;
    /** By hand: lifetimes that do not even rise half as fast need no regression. */
    private static final double HALF_AS_FAST = 0.5;
    /** By hand, a majority: births that could have paid for so much of the growth are not acquitted of it. */
    private static final double COULD_HAVE_PAID = 0.5;
    /** One tail of a 95 % interval. */
    private static final double TAIL = 0.025;

    static @Nullable GrowthStop find(NewValues arrivals, Panel panel, Candidates candidates, Group group) {
        double step = arrivals.scrapeStep();
        GrowthStop best = null;
        double most = 0;
        double tried = Double.NEGATIVE_INFINITY;
        for (double started : starts(arrivals)) {
            if (started < tried) {
                continue;
            }
            double low = started - 2 * step;
            double[] restarts = arrivals.restarts(low, started + ROLL_OUT_SECONDS);
            if (restarts.length == 0) {
                continue;
            }
            double high = Arrays.stream(restarts).max().orElseThrow();
            tried = high;
            if (!halves(panel, low, high)) {
                continue;
            }
            InterruptedTimeSeries rough = InterruptedTimeSeries.roughly(panel, candidates, group, low, high);
            if (rough != null
                    && enough(rough)
                    && drop(rough) > most
                    && stops(rough, rough.total().after()[0])) {
                most = drop(rough);
                best = new GrowthStop(new Moment(RobustStatistics.median(restarts), low, high, true), rough);
            }
        }
        if (best == null) {
            return null;
        }
        InterruptedTimeSeries slopes =
                InterruptedTimeSeries.of(panel, candidates, group, best.moment.low(), best.moment.high());
        boolean surely = slopes != null
                && RobustStatistics.quantile(slopes.total().before(), TAIL) > slopes.visible()
                && stops(slopes, RobustStatistics.quantile(slopes.total().after(), 1 - TAIL));
        return surely && slopes != null ? new GrowthStop(best.moment, slopes) : null;
    }

    private static double[] starts(NewValues arrivals) {
        return arrivals.watches().stream()
                .mapToDouble(NewValues.Watch::started)
                .filter(started -> started > arrivals.start())
                .sorted()
                .toArray();
    }

    private static double traffic(InterruptedTimeSeries slopes) {
        return Math.min(1, slopes.requestsRatio());
    }

    private static double drop(InterruptedTimeSeries slopes) {
        return traffic(slopes) * slopes.total().before()[0] - slopes.total().after()[0];
    }

    private static boolean enough(InterruptedTimeSeries slopes) {
        return slopes.sideBefore().hours() >= FEWEST_HOURS_BEFORE
                && slopes.sideAfter().hours() >= FEWEST_HOURS_AFTER
                && slopes.sideBefore().lifetimes() >= FEWEST_LIFETIMES
                && slopes.sideAfter().lifetimes() >= FEWEST_LIFETIMES;
    }

    /** Growth before, at most {@code after} of it now, and births as ever. */
    private static boolean stops(InterruptedTimeSeries slopes, double after) {
        double before = traffic(slopes) * slopes.total().before()[0];
        double births = traffic(slopes) * slopes.births().before()[0];
        return before > slopes.visible()
                && after < REMAINING * before
                && births > 0
                && slopes.births().after()[0] > BIRTHS_GO_ON * births;
    }

    /** A first look that costs little: lifetimes rise half as fast afterwards, in the median. */
    private static boolean halves(Panel panel, double low, double high) {
        List<Double> early = new ArrayList<>();
        List<Double> late = new ArrayList<>();
        for (LifetimePanel lifetime : panel.lifetimes()) {
            int[] usable = lifetime.usable();
            int first = usable[0];
            int last = usable[usable.length - 1];
            boolean before = lifetime.times()[last] <= low;
            if (before || lifetime.times()[first] >= high) {
                double rate = (lifetime.memory()[last] - lifetime.memory()[first])
                        / Math.max(1, lifetime.ages()[last] - lifetime.ages()[first]);
                (before ? early : late).add(rate);
            }
        }
        return !early.isEmpty() && !late.isEmpty() && median(late) < HALF_AS_FAST * median(early);
    }

    private static double median(List<Double> values) {
        return RobustStatistics.median(
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** What is left of the growth bounds what births can cost; that they could have paid for half of it is ruled out. */
    Intervention intervention(NewValues arrivals, List<String> labels) {
        double[] before = slopes.total().before();
        double[] after = slopes.total().after();
        double[] shares = new double[after.length];
        double[] prices = new double[after.length];
        double growth = traffic(slopes) * before[0];
        for (int i = 0; i < after.length; i++) {
            shares[i] = 1 - after[i] / growth;
            prices[i] = Math.max(0, after[i]) / Math.max(1e-9, slopes.births().after()[i]);
        }
        Interval price = InterruptedTimeSeries.interval(prices, Interventions.TAIL);
        boolean pays = price.high() * traffic(slopes) * slopes.births().before()[0] > COULD_HAVE_PAID * growth;
        return new Intervention(
                Kind.GROWTH_STOPPED,
                labels,
                moment,
                false,
                slopes.before(arrivals, moment.low()),
                slopes.after(arrivals, moment.high()),
                slopes.requestsRatio(),
                InterruptedTimeSeries.interval(shares, Interventions.TAIL),
                price,
                pays ? Conclusion.UNDECIDED : Conclusion.ACQUITS);
    }
}
