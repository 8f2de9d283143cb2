package dev.culprit.extract.memory;

import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
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
    private final String source;
    private final int periodSeconds;
    private final int slots;
    private final Map<Measured, Map<Quantity, DaySamples>> readings = new HashMap<>();

    /**
     * @param source for the rows' column of that name
     * @param periodSeconds what a reading stands for, an even part of a day
     */
    DayReadings(String environment, LocalDate day, String source, int periodSeconds) {
        this.environment = environment;
        this.day = day;
        this.source = source;
        this.periodSeconds = periodSeconds;
        this.slots = SECONDS_A_DAY / periodSeconds;
    }

    void add(Reading reading) {
        long second = reading.time().getEpochSecond() - Period.startOf(day).getEpochSecond();
        readings.computeIfAbsent(reading.subject(), none -> new EnumMap<>(Quantity.class))
                .computeIfAbsent(reading.quantity(), none -> new DaySamples(slots))
                .add((int) (second / periodSeconds), reading.value(), reading.samples());
    }

    /** By cluster, namespace, pod, container and time; made as they are read, for a day's rows are many. */
    Stream<MemoryRow> rows() {
        NodeSizes nodes = new NodeSizes(readings);
        Set<Measured> containers = measured(subject -> subject.container() != null && hasBytes(subject, nodes));
        Set<Measured> podsByContainer = containers.stream()
                .map(Measured::wholePod)
                .map(Measured::underAnyWorkload)
                .collect(Collectors.toUnmodifiableSet());
        Set<Measured> byService = measured(subject -> !subject.byFamily() && hasBytes(subject, nodes)).stream()
                .map(Measured::underAnyWorkload)
                .collect(Collectors.toUnmodifiableSet());
        return new TreeMap<>(readings)
                .keySet().stream()
                        .filter(subject -> hasBytes(subject, nodes))
                        .filter(subject ->
                                subject.container() != null || !podsByContainer.contains(subject.underAnyWorkload()))
                        .filter(subject -> !(subject.byFamily() && byService.contains(subject.underAnyWorkload())))
                        .flatMap(subject -> rows(subject, nodes));
    }

    private Set<Measured> measured(Predicate<Measured> which) {
        return readings.keySet().stream().filter(which).collect(Collectors.toUnmodifiableSet());
    }

    /** Readings that no bytes follow from, by the reason. */
    Map<String, Long> withoutBytes() {
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
        return lost;
    }

    private boolean hasBytes(Measured subject, NodeSizes nodes) {
        Map<Quantity, DaySamples> known = readings.get(subject);
        return known.containsKey(Quantity.WORKING_SET)
                || known.containsKey(Quantity.MEGABYTES)
                || (known.containsKey(Quantity.PERCENT_OF_LIMIT) && known.containsKey(Quantity.LIMIT))
                || (subject.container() != null
                        && known.containsKey(Quantity.PERCENT_OF_NODE)
                        && nodes.isKnown(subject));
    }

    /** A way to bytes, and what it gives for each period. */
    private record Route(String derivation, double[] bytes) {}

    /** The best first. */
    private List<Route> routes(Measured subject, double[] limit, NodeSizes nodes) {
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
        return routes;
    }

    private Stream<MemoryRow> rows(Measured subject, NodeSizes nodes) {
        double[] limit = filled(values(subject, Quantity.LIMIT));
        List<Route> routes = routes(subject, limit, nodes);
        Measured told = samples(subject, Quantity.RESTARTS) == null ? subject.wholePod() : subject;
        double[] restarts = values(told, Quantity.RESTARTS);
        Measured kills = samples(subject, Quantity.OOM_KILLED) == null ? subject.wholePod() : subject;
        Route[] best = new Route[slots];
        for (Route route : routes) {
            for (int slot = 0; slot < slots; slot++) {
                best[slot] = best[slot] == null && !Double.isNaN(route.bytes()[slot]) ? route : best[slot];
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
                    source,
                    route.derivation());
        });
    }

    /**
     * Rising edges of the gauge of containers that were last ended for want of memory. Where the subject was looked at and the
     * gauge is absent, it is 0; what it is when the day begins tells nothing of this day.
     */
    private double[] kills(Measured subject) {
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

    private double[] each(IntFunction<Double> value) {
        return IntStream.range(0, slots).mapToDouble(value::apply).toArray();
    }

    private double[] values(Measured subject, Quantity quantity) {
        DaySamples known = samples(subject, quantity);
        return (known == null ? new DaySamples(slots) : known).values(quantity.isCounted());
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

    private @Nullable DaySamples samples(Measured subject, Quantity quantity) {
        return readings.getOrDefault(subject, Map.of()).get(quantity);
    }

    private static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : (Double) value;
    }
}
