package dev.culprit.extract.series.samples;

import dev.culprit.tsdb.series.SampleList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/**
 * When a target was scraped. A container that is scraped at several addresses shows itself in several bodies, and each of several
 * servers scrapes an address at moments of its own; those of about one time are one scrape.
 */
final class ScrapeGrid {
    /** By hand, where there are too few scrapes to tell: Prometheus' default interval. */
    private static final long USUAL_INTERVAL = 60_000;

    /** By hand: an interval may be a tenth longer, as busy servers scrape late. */
    private static final int LATE = 10;

    private final long[] times;
    private final boolean[] up;
    /** Those of all addresses and servers, in order. */
    private final long[] moments;

    private final long interval;

    private ScrapeGrid(long[] times, boolean[] up, long[] moments, long interval) {
        this.times = times;
        this.up = up;
        this.moments = moments;
        this.interval = interval;
    }

    private record Scrape(long time, boolean up) {}

    /** What goes in one pace, by time. */
    private record Pace(List<Scrape> scrapes, long interval) {}

    /** @param ups samples of {@code up}, in order, of each address by each server that scraped it */
    static ScrapeGrid of(List<List<SampleList>> ups) {
        List<Scrape> all = new ArrayList<>();
        List<Pace> addresses = new ArrayList<>();
        for (List<SampleList> servers : ups) {
            List<Pace> replicas = new ArrayList<>();
            for (SampleList samples : servers) {
                List<Scrape> scrapes = scrapes(samples);
                all.addAll(scrapes);
                replicas.add(new Pace(scrapes, interval(scrapes)));
            }
            addresses.add(withSuccesses(united(replicas, ScrapeGrid::early), replicas));
        }
        Pace united = united(addresses, LongUnaryOperator.identity());
        boolean[] up = new boolean[united.scrapes().size()];
        for (int i = 0; i < up.length; i++) {
            up[i] = united.scrapes().get(i).up();
        }
        return new ScrapeGrid(
                times(united.scrapes()),
                up,
                all.stream().mapToLong(Scrape::time).sorted().toArray(),
                united.interval());
    }

    private static List<Scrape> scrapes(SampleList samples) {
        List<Scrape> scrapes = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            if (!samples.isStale(i)) {
                scrapes.add(new Scrape(samples.time(i), samples.value(i) != 0));
            }
        }
        return scrapes;
    }

    private static long[] times(List<Scrape> scrapes) {
        return scrapes.stream().mapToLong(Scrape::time).toArray();
    }

    /**
     * The busiest sets the pace; the order of the others is theirs, and they fill what it leaves free.
     *
     * @param apart how far from others a scrape stands by itself, by the interval
     */
    private static Pace united(List<Pace> paces, LongUnaryOperator apart) {
        List<Pace> busiestFirst = new ArrayList<>(paces);
        busiestFirst.sort(
                Comparator.comparingInt((Pace pace) -> pace.scrapes().size()).reversed());
        if (busiestFirst.isEmpty()) {
            return new Pace(List.of(), USUAL_INTERVAL);
        }
        List<Scrape> all = new ArrayList<>(busiestFirst.get(0).scrapes());
        long interval = busiestFirst.get(0).interval();
        for (Pace other : busiestFirst.subList(1, busiestFirst.size())) {
            long[] taken = times(all);
            other.scrapes().stream()
                    .filter(scrape -> isFree(taken, scrape.time(), apart.applyAsLong(interval)))
                    .forEach(all::add);
            all.sort(Comparator.comparingLong(Scrape::time));
        }
        return new Pace(all, interval);
    }

    /** One address: where one server cannot reach it, what another has read since the scrape before is shown. */
    private static Pace withSuccesses(Pace united, List<Pace> servers) {
        long[] reached = servers.stream()
                .flatMap(server -> server.scrapes().stream())
                .filter(Scrape::up)
                .mapToLong(Scrape::time)
                .sorted()
                .toArray();
        List<Scrape> scrapes = new ArrayList<>();
        long before = Long.MIN_VALUE;
        for (Scrape scrape : united.scrapes()) {
            long since = Math.max(before, scrape.time() - reach(united.interval()));
            int next = ceiling(reached, since + 1);
            scrapes.add(new Scrape(scrape.time(), next < reached.length && reached[next] <= scrape.time()));
            before = scrape.time();
        }
        return new Pace(scrapes, united.interval());
    }

    /** How long before a scrape a sample may be that it shows. */
    long reach() {
        return reach(interval);
    }

    private static long reach(long interval) {
        return interval + interval / LATE;
    }

    /** Of servers that write the same scrapes, one may have lost some, and no interval is like the other. */
    private static long early(long interval) {
        return interval - interval / LATE;
    }

    private static boolean isFree(long[] taken, long time, long apart) {
        int next = ceiling(taken, time);
        return (next == taken.length || taken[next] - time >= apart) && (next == 0 || time - taken[next - 1] >= apart);
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

    /** Whether any server scraped any of the addresses at exactly this time. */
    boolean isMoment(long time) {
        return Arrays.binarySearch(moments, time) >= 0;
    }

    /** The same, behind a scrape of before that succeeded. */
    ScrapeGrid behind(long seed, ScrapeGrid earlier) {
        long[] longer = new long[times.length + 1];
        boolean[] longerUp = new boolean[up.length + 1];
        longer[0] = seed;
        longerUp[0] = true;
        System.arraycopy(times, 0, longer, 1, times.length);
        System.arraycopy(up, 0, longerUp, 1, up.length);
        return new ScrapeGrid(
                longer,
                longerUp,
                LongStream.concat(Arrays.stream(earlier.moments), Arrays.stream(moments))
                        .toArray(),
                interval);
    }

    /**
     * The scrape that shows a sample which has a time of the target's own, or is of another address or server: the next one.
     *
     * @return -1 where there was none within about an interval
     */
    int after(long time) {
        int next = ceiling(times, time);
        return next < times.length && times[next] - time < reach(interval) ? next : -1;
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
