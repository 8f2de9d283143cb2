package dev.culprit.analysis.intervention;

import dev.culprit.analysis.births.LabelGroups;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.statistics.RobustStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * When a label group took new values, over all replicas, and for how long somebody looked. Series come in dozens with each
 * value and trickle on for hours; values are what a change switches off, so they are counted. Inventory of the first hour is
 * in none of these figures, and neither is that hour.
 *
 * @param values times in seconds since the epoch of the scrapes that first saw a value, one entry a value, ascending
 * @param watches one for each process that was watched beyond its first hour
 */
record NewValues(double[] values, List<Watch> watches) {
    /** By hand: an hour holds several scrapes, and a day holds many hours. */
    static final double BIN_SECONDS = 3600;

    /**
     * A process under watch, its warm-up over.
     *
     * @param from second from which births count; {@code to} the last scrape
     * @param started second of the process's start, as far as it is known
     * @param values as in {@link NewValues}, of this process alone
     * @param series cumulative births credited to the group, at {@code scrapes}; {@code live} those of them still exposed
     */
    record Watch(
            String replica,
            double started,
            double from,
            double to,
            double[] values,
            double[] scrapes,
            double[] series,
            double[] live) {
        double hoursWithin(double low, double high) {
            return Math.max(0, Math.min(high, to) - Math.max(low, from)) / 3600;
        }

        double seriesWithin(double low, double high) {
            double until = RobustStatistics.interpolate(Math.min(high, to), scrapes, series);
            return hoursWithin(low, high) == 0
                    ? 0
                    : until - RobustStatistics.interpolate(Math.max(low, from), scrapes, series);
        }
    }

    /** Values and replica-hours by hour, from {@code start} on. */
    record Bins(double start, double[] values, double[] hours) {
        double time(int edge) {
            return start + edge * BIN_SECONDS;
        }
    }

    static NewValues of(List<Replica> replicas, LabelGroups groups, Group group) {
        String label = widest(replicas, group);
        List<Watch> watches = new ArrayList<>();
        for (Replica replica : replicas) {
            for (ProcessBirths ledger : replica.history().ledgers()) {
                double from = Math.max(ledger.scrapes()[0], ledger.start() + ProcessBirths.WARM_UP_SECONDS);
                if (from < ledger.end()) {
                    watches.add(new Watch(
                            replica.history().container().pod(),
                            ledger.start(),
                            from,
                            ledger.end(),
                            times(ledger, label),
                            ledger.scrapes(),
                            ledger.cumulative(group, groups, ledger.scrapes(), false),
                            ledger.cumulative(group, groups, ledger.scrapes(), true)));
                }
            }
        }
        watches.sort(Comparator.comparingDouble(Watch::from).thenComparing(Watch::replica));
        double[] values = watches.stream()
                .flatMapToDouble(watch -> Arrays.stream(watch.values))
                .sorted()
                .toArray();
        return new NewValues(values, List.copyOf(watches));
    }

    /** The label of the group that takes most new values; by name among equals. */
    private static String widest(List<Replica> replicas, Group group) {
        TreeMap<String, Long> counts = new TreeMap<>();
        group.labels().forEach(label -> counts.put(label, 0L));
        replicas.stream()
                .flatMap(replica -> replica.history().ledgers().stream())
                .flatMap(ledger -> ledger.arrivals().stream())
                .filter(arrival -> counts.containsKey(arrival.label()))
                .forEach(arrival -> counts.merge(arrival.label(), arrival.values(), Long::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
                .orElseThrow()
                .getKey();
    }

    private static double[] times(ProcessBirths ledger, String label) {
        return ledger.arrivals().stream()
                .filter(arrival -> arrival.label().equals(label))
                .flatMapToDouble(arrival -> IntStream.range(0, (int) Math.min(Integer.MAX_VALUE, arrival.values()))
                        .mapToDouble(i -> arrival.time()))
                .toArray();
    }

    boolean isEmpty() {
        return values.length == 0;
    }

    double start() {
        return watches.stream().mapToDouble(Watch::from).min().orElse(Double.NaN);
    }

    double end() {
        return watches.stream().mapToDouble(Watch::to).max().orElse(Double.NaN);
    }

    /** Values first seen after {@code low} and not after {@code high}. */
    int valuesWithin(double low, double high) {
        return RobustStatistics.upperBound(values, high) - RobustStatistics.upperBound(values, low);
    }

    /** Replica-hours under watch. */
    double hoursWithin(double low, double high) {
        return watches.stream()
                .mapToDouble(watch -> watch.hoursWithin(low, high))
                .sum();
    }

    /** New values an hour and replica. */
    double valuesPerHour(double low, double high) {
        return valuesWithin(low, high) / Math.max(1e-9, hoursWithin(low, high));
    }

    /** Births of series an hour and replica. */
    double seriesPerHour(double low, double high) {
        double series = watches.stream()
                .mapToDouble(watch -> watch.seriesWithin(low, high))
                .sum();
        return series / Math.max(1e-9, hoursWithin(low, high));
    }

    /**
     * Share of the group's series that left the scrapes between the two moments, of processes that lived through both; 0
     * where there are none.
     */
    double vanishedWithin(double low, double high) {
        double before = 0;
        double after = 0;
        for (Watch watch : watches) {
            if (watch.from <= low && watch.to >= high) {
                before += RobustStatistics.interpolate(low, watch.scrapes, watch.live);
                after += RobustStatistics.interpolate(high, watch.scrapes, watch.live);
            }
        }
        return before > 0 ? Math.max(0, 1 - after / before) : 0;
    }

    /** Times of all scrapes under watch between the two, ascending. */
    double[] scrapesWithin(double low, double high) {
        TreeSet<Double> times = new TreeSet<>();
        for (Watch watch : watches) {
            Arrays.stream(watch.scrapes)
                    .filter(time -> time >= watch.from && time >= low && time <= high)
                    .forEach(times::add);
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Hour by hour over the whole time under watch. */
    Bins bins() {
        double start = start();
        int count = (int) Math.ceil((end() - start) / BIN_SECONDS);
        double[] counts = new double[count];
        double[] hours = new double[count];
        // A scrape on the edge tells of the bin before it.
        for (double value : values) {
            counts[Math.max(0, Math.min(count - 1, (int) Math.ceil((value - start) / BIN_SECONDS) - 1))]++;
        }
        for (Watch watch : watches) {
            int first = (int) Math.floor((watch.from - start) / BIN_SECONDS);
            int last = Math.min(count - 1, (int) Math.floor((watch.to - start) / BIN_SECONDS));
            for (int i = first; i <= last; i++) {
                hours[i] += watch.hoursWithin(start + i * BIN_SECONDS, start + (i + 1) * BIN_SECONDS);
            }
        }
        return new Bins(start, counts, hours);
    }

    /** The usual distance between scrapes of one process in seconds. */
    double scrapeStep() {
        return RobustStatistics.median(watches.stream()
                .flatMapToDouble(watch -> Arrays.stream(RobustStatistics.differences(watch.scrapes())))
                .toArray());
    }

    /** Starts of processes within the interval, if every process that lived at its beginning ended in it; else none. */
    double[] restarts(double low, double high) {
        List<NewValues.Watch> alive = watches.stream()
                .filter(watch -> watch.from() <= low && watch.to() >= low)
                .toList();
        double[] started = watches.stream()
                .mapToDouble(NewValues.Watch::started)
                .filter(time -> time >= low && time <= high)
                .toArray();
        boolean allEnd = alive.stream().allMatch(watch -> watch.to() <= high);
        return !alive.isEmpty() && allEnd && started.length >= alive.size() ? started : new double[0];
    }

    /** A process that starts before {@code high} is not watched in its first hour: then nobody can tell before that ends. */
    double watchedFrom(double low, double high) {
        return watches.stream()
                .filter(watch -> watch.started() > low && watch.started() <= high)
                .mapToDouble(NewValues.Watch::from)
                .reduce(high, Math::max);
    }
}
