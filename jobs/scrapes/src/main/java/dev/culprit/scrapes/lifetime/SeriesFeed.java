package dev.culprit.scrapes.lifetime;

import dev.culprit.model.Container;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a target's day series by series, as databases have it: first all scrapes, then of each series the scrapes that show
 * it, with values where {@link #wantsValues} says so, then {@link #finish}. The rows are those of {@link ScrapeFeed} for the
 * same sights, but for faults that only the order of samples in a body shows. Rows of series that were first seen in the same
 * scrape have no order.
 *
 * <p>The cost grows with spans of sights and with values, not with sights: a series that is shown all day without a break and
 * bears no role is two events.
 */
public final class SeriesFeed {
    private final List<Scrape> scrapes;
    private final boolean seeded;
    private final int mostSeries;
    private final Families families = new Families();
    private final ProcessTracker tracker;
    private final SeriesColumns series;
    private final SeriesNames names;
    private final ScrapeComparison comparison = new ScrapeComparison();
    private final SightingSpans spans;
    private final Map<Family, FamilyDay> familyDays = new HashMap<>();
    /** How many of the scrapes before a place count; so the number of a scrape that counts is one more. */
    private final int[] countingBefore;

    /** By number of a scrape: what unbroken series say at it. */
    private final RestartEvidence[] evidence;

    private final ScrapeComparison[] starts;
    /** By number of a scrape. */
    private final Instant[] times;

    private final long[] faults;
    /** By series: the number of the scrape from which on sights are yet to be entered, 0 where it is not shown. */
    private int[] shownFrom = new int[1024];

    /** By series. */
    private FamilyDay[] familyOf = new FamilyDay[1024];

    /** By series: whether it bears a role and has no values. */
    private boolean[] lacksValues = new boolean[1024];

    private long shown;

    /**
     * A scrape.
     *
     * @param file for {@link dev.culprit.model.table.ScrapeRow#file}: where in the archive it is
     */
    public record Scrape(Instant time, String file, ScrapeOutcome outcome) {}

    /**
     * @param scrapes by time, those that failed too
     * @param seeded whether the first of them is of the time before the day, and has no rows
     * @param mostSeries that the target may show
     */
    public SeriesFeed(
            Container target,
            List<Scrape> scrapes,
            boolean seeded,
            int mostSeries,
            SeriesNames names,
            TargetRows rows) {
        this.scrapes = new ArrayList<>(scrapes);
        this.seeded = seeded;
        this.mostSeries = mostSeries;
        this.tracker = new ProcessTracker(target, rows, names);
        this.series = tracker.series();
        this.names = names;
        this.countingBefore = new int[scrapes.size() + 1];
        for (int i = 0; i < scrapes.size(); i++) {
            countingBefore[i + 1] =
                    countingBefore[i] + (scrapes.get(i).outcome().counts() ? 1 : 0);
        }
        int counting = countingBefore[scrapes.size()];
        this.spans = new SightingSpans(counting);
        this.evidence = new RestartEvidence[counting + 1];
        this.starts = new ScrapeComparison[counting + 1];
        this.times = new Instant[counting + 1];
        for (int i = 0; i < scrapes.size(); i++) {
            if (scrapes.get(i).outcome().counts()) {
                times[countingBefore[i + 1]] = scrapes.get(i).time();
            }
        }
        this.faults = new long[counting + 1];
    }

    /** Takes note of a family's type, before its series. The first that is declared counts. */
    public void declare(String name, String type) {
        families.declare(name, type);
    }

    /** Whether the values of a metric's series say something. Declare types first. */
    public boolean wantsValues(String metric) {
        return families.of(metric).role() != Role.OTHER || StartTeller.of(metric) != StartTeller.NONE;
    }

    /**
     * Takes a series, each once. Where values are wanted and not given, its family has no sums in the scrapes that show it,
     * and it does not tell of restarts.
     *
     * @param id see {@link SeriesId}
     * @param name its number in {@link SeriesNames}
     * @param sightings in scrapes that failed mean nothing
     * @return whether there was room for it
     */
    public boolean series(long id, String metric, int name, Sightings sightings) {
        if (series.find(id, metric, () -> names.labels(name)) >= 0) {
            throw new IllegalArgumentException("series %d of %s a second time".formatted(id, metric));
        }
        if (series.size() >= mostSeries) {
            return false;
        }
        int seen = series.add(id, metric, name, () -> names.labels(name));
        if (seen == shownFrom.length) {
            shownFrom = Arrays.copyOf(shownFrom, 2 * seen);
            familyOf = Arrays.copyOf(familyOf, 2 * seen);
            lacksValues = Arrays.copyOf(lacksValues, 2 * seen);
        }
        Families.Membership membership = families.of(metric);
        series.join(seen, membership);
        boolean valued = sightings.haveValues();
        familyOf[seen] =
                familyDays.computeIfAbsent(membership.family(), family -> new FamilyDay(family, faults.length - 1));
        lacksValues[seen] = membership.role() != Role.OTHER && !valued;
        int place = 0;
        int from = 0;
        int to = 0;
        double firstValue = Double.NaN;
        double lastValue = Double.NaN;
        for (int span = 0; span < sightings.spans(); span++) {
            int begin = countingBefore[sightings.first(span)] + 1;
            int end = countingBefore[sightings.last(span) + 1];
            if (begin <= end) {
                // A failed scrape between two spans does not part them.
                if (from > 0 && begin > to + 1) {
                    spans.add(seen, from, to, firstValue, lastValue);
                    from = 0;
                }
                from = from == 0 ? begin : from;
            }
            for (int scrape = sightings.first(span); valued && scrape <= sightings.last(span); scrape++) {
                double value = sightings.value(place++);
                int number = countingBefore[scrape + 1];
                if (number > countingBefore[scrape]) {
                    enterValue(seen, number, number > from, lastValue, value);
                    firstValue = number == from ? value : firstValue;
                    lastValue = value;
                }
            }
            to = Math.max(to, end);
        }
        if (from > 0) {
            spans.add(seen, from, to, firstValue, lastValue);
        }
        return true;
    }

    /** @param unbroken whether the scrape of the number before shows the series too, with the value {@code before} */
    private void enterValue(int seen, int number, boolean unbroken, double before, double value) {
        Role role = series.role(seen);
        if (role != Role.OTHER) {
            familyOf[seen].addValue(number, role, value);
        }
        if (role.isMonotone()) {
            // Not "value < 0", which no number that is none is.
            faults[number] += !(value >= 0) ? 1 : 0;
            if (unbroken) {
                if (evidence[number] == null) {
                    evidence[number] = new RestartEvidence();
                }
                evidence[number].counter(before, value);
            }
        }
        if (series.tellsStart(seen)) {
            if (starts[number] == null) {
                starts[number] = new ScrapeComparison();
                starts[number].begin(times[number]);
            }
            starts[number].start(StartTeller.of(series.metric(seen)), value);
        }
    }

    /**
     * Tells what the series of a scrape, all of which were given, have shown of it.
     *
     * @param place in the list of scrapes
     * @param outcome in the place of the one that was given; whether the scrape counts must not change
     */
    public void amend(int place, ScrapeOutcome outcome) {
        Scrape scrape = scrapes.get(place);
        if (scrape.outcome().counts() != outcome.counts()) {
            throw new IllegalArgumentException("scrape %s counts, or does not".formatted(scrape.time()));
        }
        scrapes.set(place, new Scrape(scrape.time(), scrape.file(), outcome));
    }

    /** All series were given: makes the rows. */
    public void finish() {
        List<FamilyDay> byMetric = new ArrayList<>(familyDays.values());
        byMetric.sort(Comparator.comparing(day -> day.family().metric()));
        boolean isSeed = seeded;
        for (Scrape scrape : scrapes) {
            boolean counts = scrape.outcome().counts();
            int number = tracker.number() + 1;
            compare(scrape.time(), counts, number);
            Present present = new Present(number);
            if (isSeed) {
                tracker.seed(scrape.time(), scrape.outcome(), comparison, present);
            } else {
                tracker.take(scrape.time(), scrape.file(), scrape.outcome(), comparison, present);
            }
            for (FamilyDay family : counts ? byMetric : List.<FamilyDay>of()) {
                if (family.series() > 0 && !isSeed) {
                    tracker.family(scrape.time(), family.family(), family.series(), family.sums(number));
                }
            }
            if (isSeed) {
                settle(tracker.number());
                tracker.forgetSights();
                isSeed = false;
            }
        }
        settle(tracker.number());
        tracker.finish();
    }

    private void compare(Instant time, boolean counts, int number) {
        comparison.begin(time);
        if (!counts) {
            return;
        }
        spans.forEachEnding(number - 1, (seen, value) -> {
            enterSights(seen, number - 1);
            shownFrom[seen] = 0;
            series.values[seen] = value;
            familyOf[seen].hide(lacksValues[seen]);
            shown--;
        });
        // What the scrape before shows too was seen since the last whole one.
        long[] survivors = {shown};
        spans.forEachBeginning(number, (seen, value) -> {
            if (series.last[seen] == 0) {
                comparison.addBorn(seen);
            } else {
                survivors[0] += series.last[seen] >= tracker.lastWhole() ? 1 : 0;
                if (series.role(seen).isMonotone()) {
                    comparison.evidence().counter(series.values[seen], value);
                }
            }
            shownFrom[seen] = number;
            familyOf[seen].show(lacksValues[seen]);
            shown++;
        });
        if (evidence[number] != null) {
            comparison.evidence().add(evidence[number]);
        }
        if (starts[number] != null) {
            comparison.start(starts[number]);
        }
        comparison.count(shown, survivors[0], faults[number]);
    }

    private void enterSights(int seen, int through) {
        int from = shownFrom[seen];
        if (from > through) {
            return;
        }
        if (series.scrapes[seen] == 0) {
            series.first[seen] = from;
        }
        series.scrapes[seen] += through - from + 1;
        series.last[seen] = through;
        shownFrom[seen] = through + 1;
    }

    /** Enters all sights up to a scrape of series that it or the one after it shows. */
    private void settle(int through) {
        for (int i = 0; i < tracker.knownCount(); i++) {
            int seen = tracker.known()[i];
            if (shownFrom[seen] > 0) {
                enterSights(seen, through);
            }
        }
    }

    private final class Present implements ProcessTracker.Presence {
        private final int number;

        Present(int number) {
            this.number = number;
        }

        @Override
        public void settle() {
            SeriesFeed.this.settle(number - 1);
        }

        @Override
        public int[] series() {
            int[] present = new int[(int) shown];
            int count = 0;
            for (int i = 0; i < tracker.knownCount(); i++) {
                int seen = tracker.known()[i];
                if (shownFrom[seen] > 0) {
                    present[count++] = seen;
                }
            }
            System.arraycopy(comparison.born(), 0, present, count, comparison.bornCount());
            return present;
        }
    }
}
