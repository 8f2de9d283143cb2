package dev.culprit.report.data;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.history.FirstVerdict;
import dev.culprit.report.history.FirstVerdict.Known;
import dev.culprit.report.history.RestartSchedule.Life;
import dev.culprit.warehouse.Warehouse;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what is known of containers that could not be judged, and when they can be. */
final class FirstDays {
    private final ReportData data;
    private final Instant lastReading;

    private FirstDays(ReportData data) {
        this.data = data;
        this.lastReading = data.measurements().values().stream()
                .flatMap(FirstDays::samples)
                .map(FirstDays::life)
                .map(Life::end)
                .max(Comparator.naturalOrder())
                .orElse(data.period().to());
    }

    static Map<ReplicatedContainer, FirstDay> read(Warehouse warehouse, ReportData data) {
        Map<ReplicatedContainer, SeriesInventory> inventories = SeriesInventoryReader.read(warehouse, data);
        FirstDays days = new FirstDays(data);
        Map<ReplicatedContainer, FirstDay> known = new TreeMap<>();
        data.findings().stream()
                .filter(found -> found.finding().verdict() == Verdict.INSUFFICIENT_DATA)
                .map(ContainerFinding::container)
                .forEach(container ->
                        known.put(container, new FirstDay(days.verdict(container), inventories.get(container))));
        return known;
    }

    private @Nullable FirstVerdict verdict(ReplicatedContainer container) {
        Collection<PodSamples> series = data.measurements(container).series().values();
        Collection<PodSamples> own = data.measurements(container).memory().values();
        Collection<PodSamples> memory =
                own.isEmpty() ? data.measurementsOfPods(container).memory().values() : own;
        Optional<Known> known = memory.isEmpty()
                ? (series.isEmpty() ? Optional.empty() : Optional.of(Known.SERIES))
                : Optional.of(series.isEmpty() ? Known.MEMORY : Known.BOTH);
        List<Life> lives = data.trends(container).stream()
                .map(row -> new Life(row.start(), row.end()))
                .toList();
        List<Life> seen = lives.isEmpty()
                ? (memory.isEmpty() ? series : memory)
                        .stream().map(FirstDays::life).toList()
                : lives;
        return known.map(halves -> FirstVerdict.of(seen, lastReading, halves)).orElse(null);
    }

    private static Stream<PodSamples> samples(Measurements measured) {
        return Stream.concat(measured.memory().values().stream(), measured.series().values().stream())
                .filter(samples -> samples.size() > 0);
    }

    private static Life life(PodSamples samples) {
        return new Life(
                Instant.ofEpochMilli(samples.millis(0)), Instant.ofEpochMilli(samples.millis(samples.size() - 1)));
    }
}
