package dev.culprit.scrapes.lifetime;

import dev.culprit.model.Container;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes a target's day scrape by scrape: the time, the names, the values of each. {@link #series} gives numbers to names,
 * {@link ScrapeColumns} hold what a scrape shows by those numbers.
 */
public final class ScrapeFeed {
    /** What {@link #series} says of a series for which there is no room. */
    public static final int NO_ROOM = -1;
    /** Below that, forgetting is not worth its time. */
    private static final int ALWAYS_KEPT = 4096;

    /** Of the series, shown again: more than that is another body. The first of them must be among these. */
    private static final double MOST_AGAIN = 0.5;
    /** Bodies of fewer series are samples in documents and tests. */
    private static final int FEWEST_OF_A_BODY = 5;

    private final int mostSeries;
    private final Families families = new Families();
    private final ProcessTracker tracker;
    private final SeriesNames names;
    private final ScrapeComparison comparison = new ScrapeComparison();
    /** Of the scrape at hand. */
    private final List<Family> shownFamilies = new ArrayList<>();

    /** @param mostSeries that the target may show in a lifetime */
    public ScrapeFeed(Container target, int mostSeries, SeriesNames names, TargetRows rows) {
        this.mostSeries = mostSeries;
        this.names = names;
        this.tracker = new ProcessTracker(target, rows, names);
    }

    /**
     * The number of a series, or -1 where there is none yet.
     *
     * @param labels as {@link SeriesNames} will have them; asked for where the id is known
     */
    public int find(long id, String metric, Supplier<Map<String, String>> labels) {
        return tracker.series().find(id, metric, labels);
    }

    /**
     * The number of a series, for {@link ScrapeColumns}.
     *
     * @param id see {@link SeriesId}
     * @param name its number in {@link SeriesNames}, if the series is new
     * @param labels as {@link SeriesNames} will have them; asked for where the id is known
     * @return {@link #NO_ROOM} where the target would show more series than it may
     */
    public int series(long id, String metric, int name, Supplier<Map<String, String>> labels) {
        SeriesColumns series = tracker.series();
        int found = series.find(id, metric, labels);
        if (found >= 0) {
            return found;
        }
        return series.size() >= mostSeries ? NO_ROOM : series.add(id, metric, name, labels);
    }

    /** The same for a name that {@link SeriesNames} has already. */
    public int series(long id, String metric, int name) {
        return series(id, metric, name, () -> names.labels(name));
    }

    /** Takes note of a family's type. The first that is declared counts, for series that are shown from then on. */
    public void declare(String name, String type) {
        families.declare(name, type);
    }

    /** Takes in what the target showed before the first scrape that counts, without rows. */
    public void seed(Instant time, ScrapeOutcome outcome, ScrapeColumns columns) {
        compare(time, outcome, columns);
        tracker.seed(time, comparison.told(outcome), comparison, new Shown(columns));
        enterSights(columns);
        tracker.forgetSights();
    }

    /**
     * Takes the next scrape; its columns may be changed.
     *
     * @param file for {@link dev.culprit.model.table.ScrapeRow#file}
     */
    public void take(Instant time, String file, ScrapeOutcome outcome, ScrapeColumns columns) {
        compare(time, outcome, columns);
        tracker.take(time, file, comparison.told(outcome), comparison, new Shown(columns));
        enterSights(columns);
        for (Family family : shownFamilies) {
            tracker.family(time, family, family.series(), family.sums());
        }
    }

    /** Ends the day: what the living process has shown of it becomes rows. */
    public void finish() {
        tracker.finish();
    }

    /** Sights are entered scrape by scrape: before the scrape at hand there are none left to enter. */
    private record Shown(ScrapeColumns columns) implements ProcessTracker.Presence {
        @Override
        public void settle() {}

        @Override
        public int[] series() {
            return Arrays.copyOf(columns.series, columns.size);
        }
    }

    /**
     * Compares the columns with the series' last sights, which stay as they are. Series that occur twice in the columns
     * are dropped from them but for the first sample, which counts in Prometheus too.
     */
    private void compare(Instant time, ScrapeOutcome outcome, ScrapeColumns columns) {
        comparison.begin(time);
        shownFamilies.clear();
        if (!outcome.counts()) {
            columns.clear();
            return;
        }
        SeriesColumns series = tracker.series();
        RestartEvidence evidence = comparison.evidence();
        int number = tracker.number() + 1;
        int lastWhole = tracker.lastWhole();
        int size = 0;
        long survivors = 0;
        long faults = 0;
        long again = 0;
        long firstAgain = 0;
        String metric = null;
        Families.Membership membership = null;
        Family family = null;
        for (int i = 0; i < columns.size; i++) {
            int seen = columns.series[i];
            if (series.mark[seen] == number) {
                again++;
                firstAgain += seen == columns.series[0] ? 1 : 0;
                continue;
            }
            series.mark[seen] = number;
            double value = columns.values[i];
            columns.series[size] = seen;
            columns.values[size++] = value;
            if (series.last[seen] == 0) {
                comparison.addBorn(seen);
                if (membership == null || !series.metric(seen).equals(metric)) {
                    metric = series.metric(seen);
                    membership = families.of(metric);
                }
                series.join(seen, membership);
            } else {
                survivors += series.last[seen] >= lastWhole ? 1 : 0;
                if (series.role(seen).isMonotone()) {
                    evidence.counter(series.values[seen], value);
                }
            }
            if (series.tellsStart(seen)) {
                comparison.start(StartTeller.of(series.metric(seen)), value);
            }
            // Not "value < 0", which no number that is none is.
            faults += series.role(seen).isMonotone() && !(value >= 0) ? 1 : 0;
            Family before = family;
            family = series.family(seen);
            if (family.add(number, series.role(seen), value)) {
                shownFamilies.add(family);
            } else {
                faults += family != before ? 1 : 0;
            }
        }
        columns.size = size;
        comparison.count(size, survivors, faults + again);
        // Exporters show a series twice by mistake; who appends a body to the one before shows most of them again.
        if (firstAgain > 0 && size >= FEWEST_OF_A_BODY && again >= MOST_AGAIN * size) {
            comparison.bodies(1 + firstAgain);
        }
        shownFamilies.sort(Comparator.comparing(Family::metric));
    }

    /** Makes the scrape a part of the series' lives. */
    private void enterSights(ScrapeColumns columns) {
        SeriesColumns series = tracker.series();
        int number = tracker.number();
        for (int i = 0; i < columns.size; i++) {
            int seen = columns.series[i];
            if (series.scrapes[seen]++ == 0) {
                series.first[seen] = number;
            }
            series.last[seen] = number;
            series.values[seen] = columns.values[i];
        }
    }

    /**
     * Forgets series of lifetimes that are over, where they, or names that are none's first, are most of what is kept. All
     * numbers of series change with that.
     *
     * @param names that {@link SeriesNames} keeps
     * @return the names that are still wanted; from then on the name of each is its place in here. Empty where nothing was
     *     forgotten
     */
    public Optional<int[]> forget(int names) {
        int series = tracker.series().size();
        int most = ALWAYS_KEPT + 2 * tracker.knownCount();
        return series > most || names > most + 2 * series ? Optional.of(tracker.forgetOthers()) : Optional.empty();
    }
}
