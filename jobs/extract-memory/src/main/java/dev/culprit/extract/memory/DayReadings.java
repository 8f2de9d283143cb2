package dev.culprit.extract.memory;

import dev.culprit.model.Nullable;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The readings of one UTC day, and the rows that follow from them. CloudWatch publishes no working set of a container: bytes
 * are percent of limit times limit. A pod of which that cannot be told for any container on that day is given as a whole.
 */
final class DayReadings {
    private static final int SECONDS_A_DAY = 24 * 60 * 60;
    private static final String PERCENT_OF_LIMIT = "percent-of-limit";
    private static final String POD_WORKING_SET = "pod-working-set";

    private final LocalDate day;
    private final String source;
    private final int periodSeconds;
    private final Map<Measured, Map<MemoryMetric, DaySamples>> readings = new HashMap<>();

    /**
     * @param source for the rows' column of that name
     * @param periodSeconds what a reading stands for, an even part of a day
     */
    DayReadings(LocalDate day, String source, int periodSeconds) {
        this.day = day;
        this.source = source;
        this.periodSeconds = periodSeconds;
    }

    void add(Reading reading) {
        long second = reading.time().getEpochSecond() - Period.startOf(day).getEpochSecond();
        readings.computeIfAbsent(reading.subject(), none -> new EnumMap<>(MemoryMetric.class))
                .computeIfAbsent(reading.metric(), none -> new DaySamples(SECONDS_A_DAY / periodSeconds))
                .add((int) (second / periodSeconds), reading.value(), reading.samples());
    }

    /** By cluster, namespace, pod, container and time; made as they are read, for a day's rows are many. */
    Stream<MemoryRow> rows() {
        Set<Measured> podsByContainer = readings.keySet().stream()
                .filter(this::hasBytes)
                .map(Measured::wholePod)
                .collect(Collectors.toUnmodifiableSet());
        return new TreeMap<>(readings)
                .keySet().stream()
                        .flatMap(subject -> subject.container() == null
                                ? podsByContainer.contains(subject) ? Stream.empty() : podRows(subject)
                                : containerRows(subject));
    }

    /** Percentages that no limit of that container is known for on this day, and which hence give no bytes. */
    long percentagesWithoutLimit() {
        return readings.keySet().stream()
                .filter(subject -> !hasBytes(subject))
                .mapToLong(subject -> {
                    DaySamples percent = samples(subject, MemoryMetric.CONTAINER_PERCENT);
                    return percent == null ? 0 : percent.size();
                })
                .sum();
    }

    private boolean hasBytes(Measured subject) {
        return samples(subject, MemoryMetric.CONTAINER_PERCENT) != null
                && samples(subject, MemoryMetric.CONTAINER_LIMIT) != null;
    }

    private Stream<MemoryRow> containerRows(Measured subject) {
        if (!hasBytes(subject)) {
            return Stream.empty();
        }
        double[] percent = values(subject, MemoryMetric.CONTAINER_PERCENT);
        double[] limit = filledValues(subject, MemoryMetric.CONTAINER_LIMIT);
        double[] bytes = IntStream.range(0, percent.length)
                .mapToDouble(slot -> percent[slot] / 100 * limit[slot])
                .toArray();
        return rows(subject, bytes, limit, PERCENT_OF_LIMIT);
    }

    private Stream<MemoryRow> podRows(Measured pod) {
        return samples(pod, MemoryMetric.POD_WORKING_SET) == null
                ? Stream.empty()
                : rows(
                        pod,
                        values(pod, MemoryMetric.POD_WORKING_SET),
                        filledValues(pod, MemoryMetric.POD_LIMIT),
                        POD_WORKING_SET);
    }

    private Stream<MemoryRow> rows(Measured subject, double[] bytes, double[] limit, String derivation) {
        double[] restarts = values(subject.wholePod(), MemoryMetric.POD_RESTARTS);
        Instant midnight = Period.startOf(day);
        return IntStream.range(0, bytes.length)
                .filter(slot -> !Double.isNaN(bytes[slot]))
                .mapToObj(slot -> new MemoryRow(
                        subject.cluster(),
                        subject.namespace(),
                        subject.workload(),
                        subject.pod(),
                        subject.container(),
                        midnight.plusSeconds((long) slot * periodSeconds),
                        periodSeconds,
                        bytes[slot],
                        orNull(limit[slot]),
                        orNull(restarts[slot]),
                        source,
                        derivation));
    }

    private double[] values(Measured subject, MemoryMetric metric) {
        DaySamples known = samples(subject, metric);
        return (known == null ? new DaySamples(SECONDS_A_DAY / periodSeconds) : known).values();
    }

    private double[] filledValues(Measured subject, MemoryMetric metric) {
        DaySamples known = samples(subject, metric);
        return (known == null ? new DaySamples(SECONDS_A_DAY / periodSeconds) : known).filledValues();
    }

    private @Nullable DaySamples samples(Measured subject, MemoryMetric metric) {
        return readings.getOrDefault(subject, Map.of()).get(metric);
    }

    private static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : (Double) value;
    }
}
