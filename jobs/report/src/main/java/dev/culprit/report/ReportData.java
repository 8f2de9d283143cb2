package dev.culprit.report;

import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.model.table.TrendRow;
import dev.culprit.report.history.Change;
import dev.culprit.report.history.Forecast;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a report tells, as read from the tables.
 *
 * @param cases gravest first
 * @param notes what a reader must know about the tables themselves
 * @param changes since the findings of the weeks before
 * @param forecasts for containers whose memory climbs towards a limit
 */
record ReportData(
        Period period,
        List<Case> cases,
        Map<ReplicatedContainer, List<TrendRow>> trends,
        Map<ReplicatedContainer, List<GrowthRow>> growth,
        Map<ReplicatedContainer, Traces> traces,
        Coverage coverage,
        List<String> notes,
        Map<ReplicatedContainer, Change> changes,
        Map<ReplicatedContainer, Forecast> forecasts) {

    /** Without knowledge of other weeks. */
    ReportData(
            Period period,
            List<Case> cases,
            Map<ReplicatedContainer, List<TrendRow>> trends,
            Map<ReplicatedContainer, List<GrowthRow>> growth,
            Map<ReplicatedContainer, Traces> traces,
            Coverage coverage,
            List<String> notes) {
        this(period, cases, trends, growth, traces, coverage, notes, Map.of(), Map.of());
    }

    ReportData withoutNotes() {
        return new ReportData(period, cases, trends, growth, traces, coverage, List.of(), changes, forecasts);
    }

    /** Null where nothing is known of earlier weeks, and nothing is worth telling. */
    @Nullable
    Change change(ReplicatedContainer subject) {
        return changes.get(subject);
    }

    /** Null where memory does not climb, or no limit is known. */
    @Nullable
    Forecast forecast(ReplicatedContainer subject) {
        return forecasts.get(subject);
    }

    List<TrendRow> trends(ReplicatedContainer subject) {
        return trends.getOrDefault(subject, List.of());
    }

    List<GrowthRow> growth(ReplicatedContainer subject) {
        return growth.getOrDefault(subject, List.of());
    }

    Traces traces(ReplicatedContainer subject) {
        return traces.getOrDefault(subject, new Traces());
    }

    /** New series of one replica in an hour: of the labels that are named, else of all; null where unknown. */
    @Nullable
    Double seriesPerHour(Case one) {
        return one.finding().culprits().isEmpty()
                ? traces(one.subject()).birthsPerHour()
                : (Double) one.finding().culprits().stream()
                        .mapToDouble(Culprit::seriesPerHour)
                        .sum();
    }

    /** The same workload's container in the other environments, by environment; of two namespaces the same one first. */
    List<Case> twins(ReplicatedContainer subject) {
        return cases.stream()
                .filter(other -> other.subject().isTwinOf(subject))
                .sorted(Comparator.comparing(Case::subject))
                .collect(Collectors.toMap(
                        other -> other.subject().environment(),
                        other -> other,
                        (first, next) -> next.subject().namespace().equals(subject.namespace()) ? next : first,
                        TreeMap::new))
                .values()
                .stream()
                .toList();
    }
}
