package dev.culprit.extract.series.samples;

import dev.culprit.scrapes.lifetime.ScrapeOutcome;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.series.SeriesSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the scraper says of each scrape: how many samples the target showed, and how many of them were kept by its
 * {@code metric_relabel_configs}. Held against the series that are there, it tells of series that were shown and are not.
 */
final class ScraperCounts {
    private static final String SHOWN = "scrape_samples_scraped";
    private static final String KEPT = "scrape_samples_post_metric_relabeling";

    /**
     * By hand: so many may be missing of a scrape. A sample that is refused is counted among the kept, as one of a series that the target
     * shows twice, or of an older time.
     */
    private static final int FEW = 10;

    /** The hour in which what a process shows is its inventory, as in the method. */
    private static final long INVENTORY_MILLIS = Duration.ofHours(1).toMillis();

    private static final String RELABELLED = "dropped by the scraper's metric_relabel_configs";
    private static final String DELETED = "deleted from the Prometheus data, or not written to it";

    private final ScrapeGrid grid;
    private final long from;
    private final long to;
    private final Map<Server, Counts> counts = new HashMap<>();

    /** Who scraped what. */
    private record Server(String replica, Labels endpoint) {}

    private record Counts(SampleList shown, SampleList kept) {}

    /** Of one scrape. */
    private record Dropped(long more, long all, long shown) {}

    /** @param from time of the first sample that counts, in milliseconds since 1970; {@code to} of the last */
    ScraperCounts(ScrapeGrid grid, long from, long to) {
        this.grid = grid;
        this.from = from;
        this.to = to;
    }

    static boolean isOne(String metric) {
        return metric.equals(SHOWN) || metric.equals(KEPT);
    }

    /** Takes a series of those for which {@link #isOne} holds. */
    void add(Labels endpoint, String metric, SeriesSource source, long series) throws IOException {
        Counts ofServer = counts.computeIfAbsent(
                new Server(source.replica(), endpoint), none -> new Counts(new SampleList(), new SampleList()));
        source.read(series, from, to, metric.equals(SHOWN) ? ofServer.shown() : ofServer.kept());
    }

    /**
     * What the scrapes lack.
     *
     * @param found by scrape, how many series it shows
     * @param deleted by scrape, how many more it showed by samples that are marked as deleted
     * @param timed series whose samples have times of their own: servers refuse those that do not go on
     * @return by scrape; null where nothing is known to be missing
     */
    List<@Nullable ScrapeOutcome> losses(int[] found, int[] deleted, int timed) {
        counts.values().forEach(ofServer -> {
            ofServer.shown().sort();
            ofServer.kept().sort();
        });
        long[] missing = timed > FEW ? new long[grid.size()] : missing(found);
        Dropped[] dropped = dropped();
        List<@Nullable ScrapeOutcome> losses = new ArrayList<>();
        for (int scrape = 0; scrape < grid.size(); scrape++) {
            long marked = deleted[scrape] > FEW ? deleted[scrape] : 0;
            losses.add(
                    grid.isUp(scrape) ? loss(found[scrape], Math.max(marked, missing[scrape]), dropped[scrape]) : null);
        }
        return losses;
    }

    /** Without most of its series a scrape is as a body that was cut; else births of the others count on. */
    private static @Nullable ScrapeOutcome loss(int found, long missing, @Nullable Dropped dropped) {
        List<String> reasons = new ArrayList<>();
        long unread = 0;
        if (missing > 0) {
            unread += missing;
            reasons.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d series that the scraper kept are not there: %s",
                    missing,
                    found + missing,
                    DELETED));
        }
        if (dropped != null) {
            unread += dropped.more();
            reasons.add(String.format(
                    Locale.ROOT,
                    "the scraper's metric_relabel_configs drop %,d of %,d series",
                    dropped.all(),
                    dropped.shown()));
        }
        return reasons.isEmpty()
                ? null
                : ScrapeOutcome.lacking(
                        unread, missing > found, String.join("; ", reasons), missing > 0 ? DELETED : RELABELLED);
    }

    /**
     * How many of the series that were kept are not there. Only where some scrape of the day is whole: what lacks some always, shows them
     * under labels that are not the target's ({@code honor_labels}), as rules name them, or twice.
     */
    private long[] missing(int[] found) {
        long[] missing = new long[grid.size()];
        boolean oneIsWhole = false;
        for (Counts ofServer : counts.values()) {
            SampleList kept = ofServer.kept();
            for (int i = 0; i < kept.size(); i++) {
                int scrape = kept.isStale(i) ? grid.size() : grid.ceiling(kept.time(i));
                // Of another time is another's scrape, or one that came late.
                if (scrape < grid.size() && grid.time(scrape) == kept.time(i) && grid.isUp(scrape)) {
                    long lacking = (long) kept.value(i) - found[scrape];
                    oneIsWhole |= lacking <= FEW;
                    missing[scrape] = Math.max(missing[scrape], lacking > FEW ? lacking : 0);
                }
            }
        }
        return oneIsWhole ? missing : new long[grid.size()];
    }

    /**
     * What the scraper dropped, where it is more than the process had in its first hour, or in the day's: what is always
     * dropped in the same number, as of a server that shows too much, has no label in it that grows.
     */
    private @Nullable Dropped[] dropped() {
        @Nullable Dropped[] worst = new Dropped[grid.size()];
        for (Counts ofServer : counts.values()) {
            SampleList shown = ofServer.shown();
            SampleList kept = ofServer.kept();
            long usual = Long.MAX_VALUE;
            long since = 0;
            int place = 0;
            for (int i = 0; i < shown.size(); i++) {
                while (place < kept.size() && kept.time(place) < shown.time(i)) {
                    place++;
                }
                boolean isPair = place < kept.size() && kept.time(place) == shown.time(i);
                long time = shown.time(i);
                boolean isOfDay = time >= from && time <= to; // a source may tell more
                if (!isOfDay || !isPair || shown.isStale(i) || kept.isStale(place) || !(shown.value(i) > 0)) {
                    continue;
                }
                long dropped = Math.max(0, (long) (shown.value(i) - kept.value(place)));
                if (dropped < usual) {
                    usual = dropped;
                    since = time;
                } else if (time - since <= INVENTORY_MILLIS) {
                    usual = dropped;
                }
                int scrape = grid.after(time);
                if (scrape >= 0 && dropped - usual > FEW && isWorse(dropped - usual, worst[scrape])) {
                    worst[scrape] = new Dropped(dropped - usual, dropped, (long) shown.value(i));
                }
            }
        }
        return worst;
    }

    private static boolean isWorse(long more, @Nullable Dropped than) {
        return than == null || more > than.more();
    }
}
