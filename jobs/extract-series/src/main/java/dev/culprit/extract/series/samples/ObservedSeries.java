package dev.culprit.extract.series.samples;

import dev.culprit.scrapes.lifetime.Sightings;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.targets.Targets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server keeps of others' series. Each counts as its own, with the scraper's labels, under the name of the job and the
 * metric's behind it, {@code shop:requests_total}: no metric of a program has a colon, so no rule of the programs' own metrics
 * takes another's for one of the server.
 */
final class ObservedSeries {
    /**
     * How long a series without samples stays in memory, at least: the head is cut when it holds one and a half times what a block
     * does, which is two hours ({@code tsdb/head.go}, {@code compactable}).
     */
    static final long KEPT_MILLIS = Duration.ofHours(2).toMillis();

    static final String JOB = "job";
    private static final String INSTANCE = "instance";

    private final ScrapeGrid grid;
    private final Sightings sightings = new Sightings();

    ObservedSeries(ScrapeGrid grid) {
        this.grid = grid;
    }

    /** The name that a series has as one of the server's; null where it is of no target. */
    static @Nullable String name(Labels labels) {
        String metric = labels.metric();
        return labels.get(INSTANCE) != null && Targets.isExposed(metric) ? labels.get(JOB) + ":" + metric : null;
    }

    /**
     * From the first sample to the last the series is kept, whether a scrape of the server falls on a sample or not.
     *
     * @param samples in order, from {@link #KEPT_MILLIS} before the grid on
     */
    Sightings of(SampleList samples) {
        sightings.clear();
        int entered = -1;
        long first = 0;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < samples.size(); i++) {
            if (!samples.isStale(i)) {
                if (last != Long.MIN_VALUE && samples.time(i) - last > KEPT_MILLIS) {
                    entered = enter(first, last, entered);
                    last = Long.MIN_VALUE;
                }
                first = last == Long.MIN_VALUE ? samples.time(i) : first;
                last = samples.time(i);
            }
        }
        for (SampleList.Undecoded chunk : samples.undecoded()) {
            first = last == Long.MIN_VALUE ? chunk.first() : Math.min(first, chunk.first());
            last = Math.max(last, chunk.last());
        }
        if (last != Long.MIN_VALUE) {
            enter(first, last, entered);
        }
        return sightings;
    }

    /** @return the last scrape that was entered */
    private int enter(long first, long last, int entered) {
        // A source may tell more than the day: what ended long before it is not kept any more.
        if (grid.size() == 0 || last < grid.time(0) - KEPT_MILLIS) {
            return entered;
        }
        int from = Math.max(entered + 1, grid.ceiling(first));
        int to = Math.min(grid.size() - 1, grid.ceiling(last));
        if (from > to) {
            return entered;
        }
        sightings.addSpan(from, to);
        return to;
    }
}
