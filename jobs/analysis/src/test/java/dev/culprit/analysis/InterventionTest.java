package dev.culprit.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Intervention.Conclusion;
import dev.culprit.analysis.Intervention.Kind;
import dev.culprit.analysis.simulation.Family;
import dev.culprit.analysis.simulation.Simulation;
import dev.culprit.analysis.simulation.World;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import dev.culprit.model.table.SeriesRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.distribution.discrete.PascalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes that somebody made are found, dated and read right; lulls, nights and slow declines are none. */
class InterventionTest {
    private static final int DAYS = 8;

    @Test
    void valuesThatStopAreFoundAtTheirHour() {
        RateDrop drop =
                RateDrop.find(events(1, hour -> hour < 100 ? 6 : 0), watched(), InterventionTest::steadyTraffic);
        assertThat(drop.edge()).isBetween(99, 101);
        assertThat(drop.before()).isCloseTo(6, within(1.0));
        assertThat(drop.after()).isZero();
    }

    @Test
    void aFewValuesMayGoOn() {
        RateDrop drop =
                RateDrop.find(events(2, hour -> hour < 100 ? 20 : 1), watched(), InterventionTest::steadyTraffic);
        assertThat(drop.edge()).isBetween(98, 102);
        assertThat(drop.after()).isCloseTo(1, within(0.5));
    }

    @Test
    void halfAsManyValuesAreNoStop() {
        assertThat(RateDrop.find(events(3, hour -> hour < 100 ? 20 : 10), watched(), InterventionTest::steadyTraffic))
                .isNull();
    }

    @Test
    void whatFollowsTrafficDownIsNoStop() {
        double[] events = events(4, hour -> hour < 100 ? 20 : 3);
        assertThat(RateDrop.find(events, watched(), InterventionTest::steadyTraffic))
                .isNotNull();
        assertThat(RateDrop.find(events, watched(), edge -> 0.15)).isNull();
    }

    @Test
    void everFewerValuesOfOneLongLifeAreNoStop() {
        for (int seed = 0; seed < 20; seed++) {
            double[] events = events(seed, hour -> 400 * Math.pow(1 + hour, -0.9));
            assertThat(RateDrop.find(events, watched(), InterventionTest::steadyTraffic))
                    .isNull();
        }
    }

    @Test
    void aQuietNightAtTheEndIsNoStop() {
        for (int seed = 0; seed < 20; seed++) {
            double[] events = events(seed, hour -> (hour + 9) % 24 < 12 ? 20 : 0.5);
            assertThat(RateDrop.find(events, watched(), InterventionTest::steadyTraffic))
                    .isNull();
        }
    }

    @Test
    void lullsOfBurstsAreNoStop() {
        for (int seed = 0; seed < 200; seed++) {
            double[] bursts = wandering(seed, 4);
            double[] events = events(seed, hour -> 6 * Math.exp(1.2 * bursts[hour]));
            assertThat(RateDrop.find(events, watched(), InterventionTest::steadyTraffic))
                    .as("seed %d", seed)
                    .isNull();
        }
    }

    @Test
    void hoursThatNobodyWatchedAreNoSilence() {
        double[] hours = watched();
        double[] events = events(5, hour -> 6);
        for (int i = 100; i < hours.length; i++) {
            hours[i] = 0;
            events[i] = 0;
        }
        assertThat(RateDrop.find(events, hours, InterventionTest::steadyTraffic))
                .isNull();
    }

    @Test
    void lowerTailIsThatOfTheNegativeBinomial() {
        // Hipparchus counts failures before the r-th success: mean r (1 - p) / p.
        PascalDistribution reference = new PascalDistribution(3, 3 / (3 + 40.0));
        for (int count : new int[] {0, 1, 5, 20, 80}) {
            assertThat(Math.exp(RateDrop.logLowerTail(count, 40, 3)))
                    .isCloseTo(reference.cumulativeProbability(count), within(1e-12));
        }
        assertThat(RateDrop.logLowerTail(0, 1e6, 500)).isCloseTo(500 * Math.log(500 / 1000500.0), within(1e-6));
    }

    @Test
    void steadyValuesHaveTheLeastVarianceAndBurstsMore() {
        assertThat(RateDrop.windowVariance(events(6, hour -> 30), watched(), 24 * DAYS, 12))
                .isEqualTo(0.05);
        double[] bursts = wandering(7, 8);
        double[] events = events(7, hour -> 30 * Math.exp(bursts[hour]));
        double half = RateDrop.windowVariance(events, watched(), 24 * DAYS, 12);
        assertThat(half).isGreaterThan(0.5);
        assertThat(RateDrop.windowVariance(events, watched(), 24 * DAYS, 96)).isLessThan(half);
    }

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
        Unit unit = Unit.of(simulation.tried(), simulation.period());
        Intervention change = unit.candidates().found().stream()
                .filter(candidate ->
                        simulation.truth().removed(candidate.group().labels()))
                .findFirst()
                .flatMap(candidate -> InterventionFigures.find(unit, candidate))
                .orElseThrow();
        assertThat(change.kind()).isEqualTo(kind);
        assertThat(change.conclusion()).isEqualTo(conclusion);
        assertThat(Observations.seconds(simulation.truth().changed())).isBetween(change.low(), change.high());
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
        Unit unit = Unit.of(
                incident.observations().stream().map(Observations::history).toList(), incident.period());
        Intervention change = unit.candidates().found().stream()
                .flatMap(candidate -> InterventionFigures.find(unit, candidate).stream())
                .findFirst()
                .orElseThrow();
        assertThat(change.kind()).isEqualTo(Kind.BIRTHS_STOPPED);
        assertThat(change.conclusion()).isEqualTo(Conclusion.CONVICTS);
        assertThat(Observations.seconds(Incident.START.plus(Duration.ofDays(4))))
                .isBetween(change.low(), change.high());
    }

    @Test
    void growthThatStopsWhileValuesGoOnAcquits() {
        Intervention change = only(new Simulation(Family.V08, World.SHIFTED, 5)).orElseThrow();
        assertThat(change.kind()).isEqualTo(Kind.GROWTH_STOPPED);
        assertThat(change.conclusion()).isEqualTo(Conclusion.ACQUITS);
        assertThat(change.restarted()).isTrue();
        assertThat(change.evidence().text()).contains("while new values of authority (with upstream_host) went on");
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
        Unit unit = Unit.of(histories, simulation.period());
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
                        row.cluster(),
                        row.namespace(),
                        row.workload(),
                        row.pod(),
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

    @Test
    void evidenceSaysWhenAndHowMuch() {
        Evidence evidence =
                only(new Simulation(Family.V01, World.BASE, 2)).orElseThrow().evidence();
        assertThat(evidence.kind()).isEqualTo("intervention");
        assertThat(evidence.text())
                .startsWith("On 7 Nov at 09:5")
                .contains("new values of client_id stopped (10 an hour before, 0 after)")
                .contains("memory's growth went from 0.2");
        assertThat(evidence.figures())
                .extracting(Figure::name)
                .contains("moment", "valuesPerHourBefore", "slopeAfterHigh", "ratioLow", "lifetimesAfter");
        assertThat(evidence.figures())
                .allSatisfy(figure -> assertThat(figure.value()).isFinite());
    }

    private static Optional<Intervention> only(Simulation simulation) {
        Unit unit = Unit.of(simulation.tried(), simulation.period());
        List<Intervention> found = unit.candidates().found().stream()
                .flatMap(candidate -> InterventionFigures.find(unit, candidate).stream())
                .toList();
        assertThat(unit.candidates().found()).isNotEmpty();
        assertThat(found).hasSizeLessThan(2);
        return found.stream().findFirst();
    }

    private static double steadyTraffic(int edge) {
        return 1;
    }

    private static double[] watched() {
        double[] hours = new double[24 * DAYS];
        Arrays.fill(hours, 1);
        // The first hour of every day's process is its warm-up.
        IntStream.range(0, DAYS).forEach(day -> hours[24 * day] = 0);
        return hours;
    }

    private static double[] events(long seed, IntToDoubleFunction rate) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] hours = watched();
        double[] events = new double[hours.length];
        for (int i = 0; i < events.length; i++) {
            double left = rate.applyAsDouble(i) * hours[i];
            for (left += Math.log(1 - random.nextDouble()); left > 0; left += Math.log(1 - random.nextDouble())) {
                events[i]++;
            }
        }
        return events;
    }

    /** Unit variance; correlation falls to 1/e within so many hours. */
    private static double[] wandering(long seed, double correlationHours) {
        SplittableRandom random = new SplittableRandom(seed + 1000);
        double keep = Math.exp(-1 / correlationHours);
        double[] path = new double[24 * DAYS];
        double at = random.nextGaussian();
        for (int i = 0; i < path.length; i++) {
            path[i] = at;
            at = keep * at + Math.sqrt(1 - keep * keep) * random.nextGaussian();
        }
        return path;
    }
}
