package dev.culprit.extract.series.samples;

import dev.culprit.tsdb.series.SampleList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * When a target was scraped. A container that is scraped at several addresses shows itself in several bodies; those of about
 * one time are one scrape.
 */
final class ScrapeGrid {
    /** By hand, where there are too few scrapes to tell: Prometheus' default interval. */
    private static final long USUAL_INTERVAL = 60_000;

    private final long[] times;
    private final boolean[] up;
    private final long interval;

    private ScrapeGrid(long[] times, boolean[] up, long interval) {
        this.times = times;
        this.up = up;
        this.interval = interval;
    }

    private record Scrape(long time, boolean up) {}

    /** @param ups samples of {@code up}, in order, of each address */
    static ScrapeGrid of(List<SampleList> ups) {
        List<List<Scrape>> addresses = new ArrayList<>();
        for (SampleList samples : ups) {
            List<Scrape> scrapes = new ArrayList<>();
            for (int i = 0; i < samples.size(); i++) {
                if (!samples.isStale(i)) {
                    scrapes.add(new Scrape(samples.time(i), samples.value(i) != 0));
                }
            }
            addresses.add(scrapes);
        }
        // The busiest sets the pace; the order of the others is theirs.
        addresses.sort(Comparator.comparingInt((List<Scrape> scrapes) -> scrapes.size())
                .reversed());
        List<Scrape> all = new ArrayList<>(addresses.isEmpty() ? List.of() : addresses.get(0));
        long interval = interval(all);
        for (int i = 1; i < addresses.size(); i++) {
            long[] taken = all.stream().mapToLong(Scrape::time).toArray();
            addresses.get(i).stream()
                    .filter(scrape -> isFree(taken, scrape.time(), interval))
                    .forEach(all::add);
            all.sort(Comparator.comparingLong(Scrape::time));
        }
        boolean[] up = new boolean[all.size()];
        for (int i = 0; i < up.length; i++) {
            up[i] = all.get(i).up();
        }
        return new ScrapeGrid(all.stream().mapToLong(Scrape::time).toArray(), up, interval);
    }

    private static boolean isFree(long[] taken, long time, long interval) {
        int next = ceiling(taken, time);
        return (next == taken.length || taken[next] - time >= interval)
                && (next == 0 || time - taken[next - 1] >= interval);
    }

    /** The median distance of scrapes. */
    private static long interval(List<Scrape> scrapes) {
        if (scrapes.size() < 2) {
            return USUAL_INTERVAL;
        }
        long[] distances = new long[scrapes.size() - 1];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = scrapes.get(i + 1).time() - scrapes.get(i).time();
        }
        Arrays.sort(distances);
        return distances[distances.length / 2];
    }

    int size() {
        return times.length;
    }

    long time(int scrape) {
        return times[scrape];
    }

    /** Whether it has samples. */
    boolean isUp(int scrape) {
        return up[scrape];
    }

    /** The scrape at exactly this time, or -1. */
    int at(long time) {
        int place = Arrays.binarySearch(times, time);
        return place >= 0 ? place : -1;
    }

    /** The same, behind a scrape of before that succeeded. */
    ScrapeGrid behind(long seed) {
        long[] longer = new long[times.length + 1];
        boolean[] longerUp = new boolean[up.length + 1];
        longer[0] = seed;
        longerUp[0] = true;
        System.arraycopy(times, 0, longer, 1, times.length);
        System.arraycopy(up, 0, longerUp, 1, up.length);
        return new ScrapeGrid(longer, longerUp, interval);
    }

    /**
     * The scrape that shows a sample which has a time of the target's own, or is of another address: the next one.
     *
     * @return -1 where there was none within an interval
     */
    int after(long time) {
        int next = ceiling(times, time);
        return next < times.length && times[next] - time < interval ? next : -1;
    }

    /** The first scrape not before a time; the number of scrapes where all are. */
    int ceiling(long time) {
        return ceiling(times, time);
    }

    private static int ceiling(long[] times, long time) {
        int place = Arrays.binarySearch(times, time);
        return place >= 0 ? place : -place - 1;
    }
}
