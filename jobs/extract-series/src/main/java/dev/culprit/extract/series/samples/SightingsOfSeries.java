package dev.culprit.extract.series.samples;

import dev.culprit.scrapes.lifetime.Sightings;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.series.SampleList.Undecoded;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Tells which scrapes show a series, from its samples. To be used for one series after the other. */
final class SightingsOfSeries {
    private final ScrapeGrid grid;
    private final Sightings sightings = new Sightings();
    /** By scrape, the number of the series that it shows, and the value. */
    private final int[] shown;

    private final double[] values;
    private final int[] found;
    private final int[] deleted;
    /** By scrape, the number of the series whose deleted sample was counted last. */
    private final int[] counted;

    private final long floor;
    /** By scrape, when the process began that it shows; a time in milliseconds since 1970, or the smallest number where nothing tells. */
    private final long[] starts;

    private int timed;
    private int series;
    private int from;
    private int to;

    /** @param floor samples of this time or before are other scrapes' */
    SightingsOfSeries(ScrapeGrid grid, long floor) {
        this.starts = new long[grid.size()];
        Arrays.fill(starts, Long.MIN_VALUE);
        this.grid = grid;
        this.floor = floor;
        this.shown = new int[grid.size()];
        this.values = new double[grid.size()];
        this.found = new int[grid.size()];
        this.deleted = new int[grid.size()];
        this.counted = new int[grid.size()];
    }

    /**
     * Takes what a process tells of its start. What another server or address saw before it is the process before's, and not to be shown by
     * the scrape that shows this one first.
     *
     * @param samples of a series that tells it in seconds, in any order; of several processes the oldest counts
     */
    void starts(SampleList samples) {
        for (int i = 0; i < samples.size(); i++) {
            int scrape = grid.ceiling(samples.time(i));
            if (samples.isStale(i) || scrape == grid.size() || grid.time(scrape) != samples.time(i)) {
                continue;
            }
            double start = samples.value(i) * 1000;
            // By a clock that is ahead nothing can be held against the scrapers'.
            if (start > 0 && start <= samples.time(i)) {
                starts[scrape] =
                        starts[scrape] == Long.MIN_VALUE ? (long) start : Math.min(starts[scrape], (long) start);
            }
        }
    }

    /** @param samples in order */
    Sightings of(SampleList samples, boolean wantsValues) {
        series++;
        from = grid.size();
        to = -1;
        boolean hasOwnTimes = false;
        int place = samples.size() == 0 ? 0 : grid.ceiling(samples.time(0));
        for (int i = 0; i < samples.size(); i++) {
            long time = samples.time(i);
            while (place < grid.size() && grid.time(place) < time) {
                place++;
            }
            boolean exact = place < grid.size() && grid.time(place) == time;
            if (time > floor && !samples.isStale(i) && (exact || grid.isMoment(time) || !isStart(samples, i))) {
                show(exact ? place : after(time), samples.value(i));
                hasOwnTimes |= !exact && !grid.isMoment(time);
            }
        }
        timed += hasOwnTimes ? 1 : 0;
        boolean decoded = samples.undecoded().isEmpty();
        showRanges(samples.undecoded());
        countDeleted(samples);
        return enter(wantsValues && decoded);
    }

    private void countDeleted(SampleList samples) {
        for (int i = 0; i < samples.deletedCount(); i++) {
            int scrape = grid.ceiling(samples.deletedTime(i));
            boolean isExact = scrape < grid.size() && grid.time(scrape) == samples.deletedTime(i);
            if (isExact && shown[scrape] != series && counted[scrape] != series) {
                counted[scrape] = series;
                deleted[scrape]++;
            }
        }
    }

    /** By scrape, how many of the series so far it showed whose samples were deleted. */
    int[] deleted() {
        return deleted;
    }

    /** The next scrape, if it shows the process that was there at that time. */
    private int after(long time) {
        int scrape = grid.after(time);
        return scrape >= 0 && starts[scrape] > time ? -1 : scrape;
    }

    /** By scrape, how many of the series so far it shows, or may show. */
    int[] found() {
        return found;
    }

    /** How many of them have samples of times at which nobody scraped. */
    int timed() {
        return timed;
    }

    /**
     * A zero that the server makes up at the time at which a counter began, before its first sample
     * ({@code created-timestamp-zero-ingestion}): no scrape has shown it.
     */
    private boolean isStart(SampleList samples, int place) {
        return samples.value(place) == 0
                && place + 1 < samples.size()
                && !samples.isStale(place + 1)
                && grid.isMoment(samples.time(place + 1));
    }

    /** Of several values that a scrape has from several servers or addresses, the last: a new process is told by it. */
    private void show(int scrape, double value) {
        if (scrape >= 0) {
            shown[scrape] = series;
            values[scrape] = value;
            from = Math.min(from, scrape);
            to = Math.max(to, scrape);
        }
    }

    /**
     * Of samples that cannot be decoded only the ends are known: every scrape that succeeded is taken to have shown them, but
     * for one at which the series is marked as gone. That is the last, where the target's next scrape does not show it.
     */
    private void showRanges(List<Undecoded> ranges) {
        List<Undecoded> latestFirst = ranges.stream()
                .sorted(Comparator.comparingLong(Undecoded::first).reversed())
                .toList();
        for (Undecoded range : latestFirst) {
            int end = grid.ceiling(range.last());
            if (end == grid.size() || grid.time(end) > range.last()) {
                end--;
            }
            boolean marked = end + 1 < grid.size() && shown[end + 1] != series;
            for (int scrape = grid.ceiling(range.first()); scrape <= (marked ? end - 1 : end); scrape++) {
                if (grid.isUp(scrape) && shown[scrape] != series) {
                    show(scrape, Double.NaN);
                }
            }
            if (marked && end >= 0 && shown[end] != series) {
                found[end]++; // it may be a sample after all: nothing is missing for sure
            }
        }
    }

    private Sightings enter(boolean withValues) {
        sightings.clear();
        for (int scrape = from; scrape <= to; scrape++) {
            if (shown[scrape] == series) {
                found[scrape]++;
                if (withValues) {
                    sightings.add(scrape, values[scrape]);
                } else {
                    sightings.addSpan(scrape, scrape);
                }
            }
        }
        return sightings;
    }
}
