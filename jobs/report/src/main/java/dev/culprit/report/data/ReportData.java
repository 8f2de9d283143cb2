package dev.culprit.report.data;

import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.model.table.TrendRow;
import dev.culprit.report.history.Change;
import dev.culprit.report.history.Forecast;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a report tells, as read from the tables.
 *
 * @param findings gravest first
 * @param notes what a reader must know about the tables themselves
 * @param changes since the findings of the weeks before
 * @param forecasts for containers whose memory climbs towards a limit
 * @param firstDays of containers that could not be judged
 * @param nulls what the findings were held against; of environments that are too small for one there is none
 */
public record ReportData(
        Period period,
        List<ContainerFinding> findings,
        Map<ReplicatedContainer, List<TrendRow>> trends,
        Map<ReplicatedContainer, List<GrowthRow>> growth,
        Map<ReplicatedContainer, Measurements> measurements,
        Coverage coverage,
        List<String> notes,
        Map<ReplicatedContainer, Change> changes,
        Map<ReplicatedContainer, Forecast> forecasts,
        Map<ReplicatedContainer, FirstDay> firstDays,
        List<FleetNull> nulls) {

    /** Without what is known of containers that could not be judged, and of the fleet. */
    public ReportData(
            Period period,
            List<ContainerFinding> findings,
            Map<ReplicatedContainer, List<TrendRow>> trends,
            Map<ReplicatedContainer, List<GrowthRow>> growth,
            Map<ReplicatedContainer, Measurements> measurements,
            Coverage coverage,
            List<String> notes,
            Map<ReplicatedContainer, Change> changes,
            Map<ReplicatedContainer, Forecast> forecasts) {
        this(period, findings, trends, growth, measurements, coverage, notes, changes, forecasts, Map.of(), List.of());
    }

    /** Without knowledge of other weeks. */
    public ReportData(
            Period period,
            List<ContainerFinding> findings,
            Map<ReplicatedContainer, List<TrendRow>> trends,
            Map<ReplicatedContainer, List<GrowthRow>> growth,
            Map<ReplicatedContainer, Measurements> measurements,
            Coverage coverage,
            List<String> notes) {
        this(period, findings, trends, growth, measurements, coverage, notes, Map.of(), Map.of());
    }

    public ReportData withoutNotes() {
        return new ReportData(
                period,
                findings,
                trends,
                growth,
                measurements,
                coverage,
                List.of(),
                changes,
                forecasts,
                firstDays,
                nulls);
    }

    public ReportData with(Map<ReplicatedContainer, FirstDay> known) {
        return new ReportData(
                period, findings, trends, growth, measurements, coverage, notes, changes, forecasts, known, nulls);
    }

    public ReportData with(List<FleetNull> known) {
        return new ReportData(
                period, findings, trends, growth, measurements, coverage, notes, changes, forecasts, firstDays, known);
    }

    /** Null where the container was judged. */
    @Nullable
    public FirstDay firstDay(ReplicatedContainer container) {
        return firstDays.get(container);
    }

    /** Null where nothing is known of earlier weeks, and nothing is worth telling. */
    @Nullable
    public Change change(ReplicatedContainer container) {
        return changes.get(container);
    }

    /** Null where memory does not climb, or no limit is known. */
    @Nullable
    public Forecast forecast(ReplicatedContainer container) {
        return forecasts.get(container);
    }

    public List<TrendRow> trends(ReplicatedContainer container) {
        return trends.getOrDefault(container, List.of());
    }

    public List<GrowthRow> growth(ReplicatedContainer container) {
        return growth.getOrDefault(container, List.of());
    }

    public Measurements measurements(ReplicatedContainer container) {
        return measurements.getOrDefault(container, new Measurements());
    }

    /** Of the container's pods as a whole, where containers are not measured one by one. */
    public Measurements measurementsOfPods(ReplicatedContainer container) {
        return measurements(container.wholePod());
    }

    /** Of the container's memory, or of its pods'; the period's end where there is none. */
    public Instant lastReading(ReplicatedContainer container) {
        Instant own = measurements(container).lastReading();
        Instant ofPods = own == null ? measurementsOfPods(container).lastReading() : own;
        return ofPods == null ? period.to() : ofPods;
    }

    /** From the first to the last of all that was read; the period where nothing was. */
    public Period seen() {
        Instant first = null;
        Instant last = null;
        for (Measurements each : measurements.values()) {
            for (Map<String, PodSamples> pods : List.of(each.memory(), each.series())) {
                for (PodSamples samples : pods.values()) {
                    Instant from = Instant.ofEpochMilli(samples.millis(0));
                    Instant to = Instant.ofEpochMilli(samples.millis(samples.size() - 1));
                    first = first == null || from.isBefore(first) ? from : first;
                    last = last == null || to.isAfter(last) ? to : last;
                }
            }
        }
        return first == null || last == null || !first.isBefore(last) ? period : new Period(first, last);
    }

    /** New series of one replica in an hour: of the labels that are named, else of all; null where unknown. */
    @Nullable
    public Double seriesPerHour(ContainerFinding found) {
        return found.finding().culprits().isEmpty()
                ? measurements(found.container()).birthsPerHour()
                : (Double) found.finding().culprits().stream()
                        .mapToDouble(Culprit::seriesPerHour)
                        .sum();
    }

    /** The same workload's container in the other environments, by environment; of two namespaces the same one first. */
    public List<ContainerFinding> counterparts(ReplicatedContainer container) {
        return findings.stream()
                .filter(other -> other.container().isTwinOf(container))
                .sorted(Comparator.comparing(ContainerFinding::container))
                .collect(Collectors.toMap(
                        other -> other.container().environment(),
                        other -> other,
                        (first, next) -> next.container().namespace().equals(container.namespace()) ? next : first,
                        TreeMap::new))
                .values()
                .stream()
                .toList();
    }
}
