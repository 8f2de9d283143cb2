package dev.culprit.extract.memory.readings;

import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The readings of one UTC day, and the rows that follow from them: each period of a container by the best of its routes to
 * bytes. A pod of which that cannot be told for any container on that day is given as a whole.
 */
final class DayReadings {
    private static final int SECONDS_A_DAY = 24 * 60 * 60;
    private static final double MEBIBYTE = 1 << 20;

    private final String environment;
    private final LocalDate day;
    private final RowTraits traits;
    private final int periodSeconds;
    private final int slots;
    private final Map<MetricSubject, Map<Quantity, DaySamples>> readings = new HashMap<>();

    DayReadings(String environment, LocalDate day, RowTraits traits) {
        this.environment = environment;
        this.day = day;
        this.traits = traits;
        this.periodSeconds = traits.periodSeconds();
        this.slots = SECONDS_A_DAY / periodSeconds;
    }

    void add(Reading reading) {
        long second = reading.time().getEpochSecond() - Period.startOf(day).getEpochSecond();
        readings.computeIfAbsent(reading.subject(), none -> new EnumMap<>(Quantity.class))
                .computeIfAbsent(reading.quantity(), none -> new DaySamples(periodSeconds))
                .add((int) second, reading.value(), reading.samples());
    }

    /**
     * By cluster, namespace, pod, container and time; made as they are read, for a day's rows are many.
     *
     * @param restartsBefore the {@link #restartTotals} of the day before
     */
    Stream<MemoryRow> rows(Map<MetricSubject, Double> restartsBefore) {
        NodeSizes nodes = new NodeSizes(readings);
        Set<MetricSubject> containers = measured(subject -> subject.container() != null && hasBytes(subject, nodes));
        Set<MetricSubject> podsByContainer = containers.stream()
                .map(MetricSubject::wholePod)
                .map(MetricSubject::underAnyWorkload)
                .collect(Collectors.toUnmodifiableSet());
        Set<MetricSubject> byService = measured(subject -> !subject.byFamily() && hasBytes(subject, nodes)).stream()
                .map(MetricSubject::underAnyWorkload)
                .collect(Collectors.toUnmodifiableSet());
        return new TreeMap<>(readings)
                .keySet().stream()
                        .filter(subject -> hasBytes(subject, nodes))
                        .filter(subject ->
                                subject.container() != null || !podsByContainer.contains(subject.underAnyWorkload()))
                        .filter(subject -> !(subject.byFamily() && byService.contains(subject.underAnyWorkload())))
                        .flatMap(subject -> rows(subject, nodes, restartsBefore));
    }

    private Set<MetricSubject> measured(Predicate<MetricSubject> which) {
        return readings.keySet().stream().filter(which).collect(Collectors.toUnmodifiableSet());
    }

    /** Readings that no bytes follow from, and periods that are told in two ways, by the reason. */
    Map<String, Long> lost() {
        NodeSizes nodes = new NodeSizes(readings);
        Map<String, Long> lost = new TreeMap<>();
        measured(subject -> subject.container() != null && !hasBytes(subject, nodes))
                .forEach(subject -> {
                    DaySamples ofLimit = samples(subject, Quantity.PERCENT_OF_LIMIT);
                    DaySamples ofNode = samples(subject, Quantity.PERCENT_OF_NODE);
                    if (ofLimit != null) {
                        lost.merge(
                                "percentage of a container without a limit on its day",
                                (long) ofLimit.size(),
                                Long::sum);
                    } else if (ofNode != null) {
                        lost.merge(
                                "percentage of a node whose size is not known: the cluster's nodes differ, or are not measured",
                                (long) ofNode.size(),
                                Long::sum);
                    }
                });
        measured(subject -> hasBytes(subject, nodes)).forEach(subject -> {
            long overflows = overflows(subject, nodes);
            if (overflows > 0) {
                lost.merge("memory that is no finite number once it is reckoned in bytes", overflows, Long::sum);
            }
        });
        long contradictions = traits.samePeriod() == SamePeriod.FULLEST ? contradictions() : 0;
        if (contradictions > 0) {
            lost.put("minutes with two different values, of which the one read last is kept", contradictions);
        }
        return lost;
    }

    /** Periods of a container or pod that are told with different values of one quantity: counts may differ, as each look tells what is new. */
    private long contradictions() {
        long periods = 0;
        for (Map<Quantity, DaySamples> known : readings.values()) {
            BitSet contradicted = new BitSet();
            known.forEach((quantity, samples) -> {
                if (!quantity.isCounted()) {
                    contradicted.or(samples.contradictions());
                }
            });
            periods += contradicted.cardinality();
        }
        return periods;
    }

    /** Periods of which no route gives bytes, and one would if numbers had no end. */
    private long overflows(MetricSubject subject, NodeSizes nodes) {
        List<Route> routes = routes(subject, filled(values(subject, Quantity.LIMIT)), nodes);
        long overflows = 0;
        for (int slot = 0; slot < slots; slot++) {
            boolean infinite = false;
            boolean finite = false;
            for (Route route : routes) {
                infinite |= Double.isInfinite(route.bytes()[slot]);
                finite |= Double.isFinite(route.bytes()[slot]);
            }
            overflows += infinite && !finite ? 1 : 0;
        }
        return overflows;
    }

    private boolean hasBytes(MetricSubject subject, NodeSizes nodes) {
        Map<Quantity, DaySamples> known = readings.getOrDefault(subject, Map.of());
        return known.containsKey(Quantity.WORKING_SET)
                || known.containsKey(Quantity.MEGABYTES)
                || known.containsKey(Quantity.RESIDENT)
                || (known.containsKey(Quantity.PERCENT_OF_LIMIT) && known.containsKey(Quantity.LIMIT))
                || (subject.container() != null
                        && known.containsKey(Quantity.PERCENT_OF_NODE)
                        && nodes.isKnown(subject));
    }

    /** A way to bytes, and what it gives for each period. */
    private record Route(String derivation, double[] bytes) {}

    /** The best first. */
    private List<Route> routes(MetricSubject subject, double[] limit, NodeSizes nodes) {
        boolean container = subject.container() != null;
        List<Route> routes = new ArrayList<>();
        routes.add(new Route(container ? "working-set" : "pod-working-set", values(subject, Quantity.WORKING_SET)));
        double[] ofLimit = values(subject, Quantity.PERCENT_OF_LIMIT);
        routes.add(new Route("percent-of-limit", each(slot -> ofLimit[slot] / 100 * limit[slot])));
        double[] megabytes = values(subject, Quantity.MEGABYTES);
        routes.add(new Route(container ? "megabytes" : "task-megabytes", each(slot -> megabytes[slot] * MEBIBYTE)));
        if (container && samples(subject, Quantity.PERCENT_OF_NODE) != null && nodes.isKnown(subject)) {
            double[] ofNode = values(subject, Quantity.PERCENT_OF_NODE);
            double[] size = nodes.of(subject, slots);
            routes.add(new Route("percent-of-node", each(slot -> ofNode[slot] / 100 * size[slot])));
        }
        routes.add(new Route("process-resident", values(subject, Quantity.RESIDENT)));
        return routes;
    }

    private Stream<MemoryRow> rows(MetricSubject subject, NodeSizes nodes, Map<MetricSubject, Double> restartsBefore) {
        double[] limit = filled(values(subject, Quantity.LIMIT));
        List<Route> routes = routes(subject, limit, nodes);
        double[] restarts = restarts(subject, restartsBefore);
        MetricSubject kills = samples(subject, Quantity.OOM_KILLED) == null ? subject.wholePod() : subject;
        Route[] best = new Route[slots];
        for (Route route : routes) {
            for (int slot = 0; slot < slots; slot++) {
                best[slot] = best[slot] == null && Double.isFinite(route.bytes()[slot]) ? route : best[slot];
            }
        }
        int[] measured =
                IntStream.range(0, slots).filter(slot -> best[slot] != null).toArray();
        double[] restartsUntil = gathered(restarts, measured);
        double[] killsUntil = gathered(kills(kills), measured);
        Container container = subject.of(environment);
        Instant midnight = Period.startOf(day);
        return Arrays.stream(measured).mapToObj(slot -> {
            Route route = best[slot];
            return new MemoryRow(
                    container,
                    midnight.plusSeconds((long) slot * periodSeconds),
                    periodSeconds,
                    route.bytes()[slot],
                    orNull(limit[slot]),
                    orNull(restartsUntil[slot]),
                    orNull(killsUntil[slot]),
                    traits.source(),
                    route.derivation());
        });
    }

    /** The last number of restarts so far that each subject had on this day. */
    Map<MetricSubject, Double> restartTotals() {
        Map<MetricSubject, Double> last = new HashMap<>();
        measured(subject -> samples(subject, Quantity.RESTART_TOTAL) != null)
                .forEach(subject -> Arrays.stream(values(subject, Quantity.RESTART_TOTAL))
                        .filter(total -> !Double.isNaN(total))
                        .forEach(total -> last.put(subject, total)));
        return last;
    }

    private double[] restarts(MetricSubject subject, Map<MetricSubject, Double> before) {
        if (samples(subject, Quantity.RESTART_TOTAL) != null) {
            return increases(values(subject, Quantity.RESTART_TOTAL), before.getOrDefault(subject, Double.NaN));
        }
        return values(samples(subject, Quantity.RESTARTS) == null ? subject.wholePod() : subject, Quantity.RESTARTS);
    }

    /**
     * What is added to a total from value to value, by the rule of Prometheus's {@code increase}: one that falls has begun anew
     * from zero.
     *
     * @param before the total before the first, NaN where it is not known
     */
    private static double[] increases(double[] totals, double before) {
        double[] added = totals.clone();
        double last = before;
        for (int slot = 0; slot < totals.length; slot++) {
            if (!Double.isNaN(totals[slot])) {
                added[slot] = totals[slot] < last ? totals[slot] : totals[slot] - last;
                last = totals[slot];
            }
        }
        return added;
    }

    /**
     * Rising edges of the gauge of containers that were last ended for want of memory. Where the subject was looked at and the
     * gauge is absent, it is 0; what it is when the day begins tells nothing of this day.
     */
    private double[] kills(MetricSubject subject) {
        double[] gauge = values(subject, Quantity.OOM_KILLED);
        double[] looks = values(subject, Quantity.RESTARTS);
        double[] memory = values(subject, Quantity.WORKING_SET);
        double[] kills = new double[slots];
        Arrays.fill(kills, Double.NaN);
        if (samples(subject, Quantity.OOM_KILLED) == null) {
            return kills;
        }
        double before = Double.NaN;
        for (int slot = 0; slot < slots; slot++) {
            boolean absent = Double.isNaN(gauge[slot]);
            if (absent && Double.isNaN(looks[slot]) && Double.isNaN(memory[slot])) {
                continue;
            }
            double now = absent ? 0 : gauge[slot];
            // Of one container its restart tells a second kill, which the gauge does not show.
            boolean again = subject.container() != null && now > 0 && looks[slot] > 0;
            kills[slot] = again ? 1 : Math.max(0, Double.isNaN(before) ? 0 : now - before);
            before = now;
        }
        return kills;
    }

    /** Counts of periods without a row go to the next row: a container is often not measured while it restarts. */
    private double[] gathered(double[] counts, int[] measured) {
        double[] gathered = new double[slots];
        Arrays.fill(gathered, Double.NaN);
        int from = 0;
        for (int slot : measured) {
            for (; from <= slot; from++) {
                if (!Double.isNaN(counts[from])) {
                    gathered[slot] = (Double.isNaN(gathered[slot]) ? 0 : gathered[slot]) + counts[from];
                }
            }
        }
        return gathered;
    }

    private double[] each(IntToDoubleFunction value) {
        double[] each = new double[slots];
        Arrays.setAll(each, value);
        return each;
    }

    private double[] values(MetricSubject subject, Quantity quantity) {
        DaySamples known = samples(subject, quantity);
        return valuesOf(known == null ? new DaySamples(periodSeconds) : known, quantity);
    }

    private double[] valuesOf(DaySamples known, Quantity quantity) {
        if (quantity.isCounted()) {
            return known.greatest();
        }
        return switch (traits.samePeriod()) {
            case FULLEST -> known.fullest();
            case MEAN -> known.means();
        };
    }

    /** With the gaps filled by the nearest earlier value, before the first value by that one. */
    static double[] filled(double[] values) {
        double[] filled = values.clone();
        double latest = Arrays.stream(filled)
                .filter(value -> !Double.isNaN(value))
                .findFirst()
                .orElse(Double.NaN);
        for (int slot = 0; slot < filled.length; slot++) {
            if (Double.isNaN(filled[slot])) {
                filled[slot] = latest;
            } else {
                latest = filled[slot];
            }
        }
        return filled;
    }

    private @Nullable DaySamples samples(MetricSubject subject, Quantity quantity) {
        return readings.getOrDefault(subject, Map.of()).get(quantity);
    }

    private static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : (Double) value;
    }
}
