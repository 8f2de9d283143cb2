package dev.culprit.analysis.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Incident;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.Observations;
import dev.culprit.analysis.intervention.Intervention.Conclusion;
import dev.culprit.analysis.intervention.Intervention.Kind;
import dev.culprit.analysis.simulation.Family;
import dev.culprit.analysis.simulation.Simulation;
import dev.culprit.analysis.simulation.World;
import dev.culprit.analysis.verdict.WorkloadContainer;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.table.SeriesRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes that somebody made are found, dated and read right. */
class InterventionIT {
    @ParameterizedTest
    @CsvSource({
        "V01, 2, BIRTHS_STOPPED, CONVICTS",
        "V05, 6, BIRTHS_STOPPED, CONVICTS",
        "V06, 3, BIRTHS_STOPPED, CONVICTS",
        "V07, 6, BIRTHS_STOPPED, CONVICTS",
        "V02, 3, BIRTHS_STOPPED, ACQUITS",
        "V09, 2, BIRTHS_STOPPED, ACQUITS",
    })
    void aChangeOfBirthsIsDatedAndRead(Family family, long seed, Kind kind, Conclusion conclusion) {
        Simulation simulation = new Simulation(family, World.BASE, seed);
        WorkloadContainer unit = WorkloadContainer.of(simulation.tried(), simulation.period());
        Intervention change = unit.candidates().found().stream()
                .filter(candidate ->
                        simulation.truth().removed(candidate.group().labels()))
                .findFirst()
                .flatMap(candidate -> InterventionFigures.find(unit, candidate))
                .orElseThrow();
        assertThat(change.kind()).isEqualTo(kind);
        assertThat(change.conclusion()).isEqualTo(conclusion);
        assertThat(EpochSeconds.of(simulation.truth().changed()))
                .isBetween(change.moment().low(), change.moment().high());
    }

    @Test
    void aFixInTheMiddleOfOneLongLifeIsFound() {
        Incident incident = new Incident(5, 8)
                .with(new Incident.Environment(
                        "prod",
                        2,
                        List.of(new Incident.Growing(List.of("host"), "requests_total", 6, 25, 1100)),
                        0,
                        2e6))
                .withoutRestarts()
                .fixedAfter(4 * 24);
        WorkloadContainer unit = WorkloadContainer.of(
                incident.observations().stream().map(Observations::history).toList(), incident.period());
        Intervention change = unit.candidates().found().stream()
                .flatMap(candidate -> InterventionFigures.find(unit, candidate).stream())
                .findFirst()
                .orElseThrow();
        assertThat(change.kind()).isEqualTo(Kind.BIRTHS_STOPPED);
        assertThat(change.conclusion()).isEqualTo(Conclusion.CONVICTS);
        assertThat(EpochSeconds.of(Incident.START.plus(Duration.ofDays(4))))
                .isBetween(change.moment().low(), change.moment().high());
    }

    @Test
    void growthThatStopsWhileValuesGoOnAcquits() {
        Intervention change = only(new Simulation(Family.V08, World.SHIFTED, 5)).orElseThrow();
        assertThat(change.kind()).isEqualTo(Kind.GROWTH_STOPPED);
        assertThat(change.conclusion()).isEqualTo(Conclusion.ACQUITS);
        assertThat(change.moment().restarted()).isTrue();
    }

    @Test
    void aLabelThatOnlyTheScrapesDropIsNotAcquitted() {
        Simulation simulation = new Simulation(Family.N17, World.BASE, 1);
        Instant dropped = simulation.period().from().plus(Duration.ofHours(60));
        List<ContainerHistory> histories = simulation.observations().stream()
                .filter(rows -> rows.container().environment().equals("prod")
                        && rows.container()
                                .container()
                                .equals(simulation.truth().container()))
                .map(rows -> cut(dropped, rows).history())
                .toList();
        WorkloadContainer unit = WorkloadContainer.of(histories, simulation.period());
        Intervention change =
                InterventionFigures.find(unit, unit.candidates().found().get(0)).orElseThrow();
        assertThat(change.kind()).isEqualTo(Kind.BIRTHS_STOPPED);
        assertThat(change.ratio().high()).isLessThan(0.5);
        assertThat(change.vanished()).isTrue();
        assertThat(change.conclusion()).isEqualTo(Conclusion.UNDECIDED);
    }

    /** From a moment on the scrapes show nothing but the inventory. */
    private static Observations cut(Instant from, Observations rows) {
        List<SeriesRow> series = new ArrayList<>();
        for (SeriesRow row : rows.series()) {
            boolean inventory = row.metric().equals("cluster_rq_total");
            if (inventory || row.lastSeen().isBefore(from)) {
                series.add(row);
            } else if (row.firstSeen().isBefore(from)) {
                series.add(new SeriesRow(
                        row.container(),
                        row.processStart(),
                        row.metric(),
                        row.type(),
                        row.labels(),
                        row.seriesId(),
                        row.firstSeen(),
                        from,
                        row.scrapes()));
            }
        }
        return new Observations(
                rows.container(), rows.wholePod(), rows.memory(), rows.scrapes(), rows.families(), series);
    }

    @ParameterizedTest
    @CsvSource({"V03, 2", "V04, 3", "L16, 1", "N08, 2"})
    void nothingIsFoundWhereNothingWasChanged(Family family, long seed) {
        assertThat(only(new Simulation(family, World.BASE, seed))).isEmpty();
    }

    private static Optional<Intervention> only(Simulation simulation) {
        WorkloadContainer unit = WorkloadContainer.of(simulation.tried(), simulation.period());
        List<Intervention> found = unit.candidates().found().stream()
                .flatMap(candidate -> InterventionFigures.find(unit, candidate).stream())
                .toList();
        assertThat(unit.candidates().found()).isNotEmpty();
        // A combination of old values may be a candidate beside the label that the story is about.
        assertThat(found.stream().filter(change -> !change.labels().contains("response_code")))
                .hasSizeLessThan(2);
        return found.stream().findFirst();
    }
}
