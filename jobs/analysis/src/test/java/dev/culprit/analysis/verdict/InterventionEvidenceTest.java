package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.evidence.UsualPrice;
import dev.culprit.analysis.intervention.Intervention;
import dev.culprit.analysis.simulation.Family;
import dev.culprit.analysis.simulation.Simulation;
import dev.culprit.analysis.simulation.World;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import dev.culprit.model.finding.Finding.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class InterventionEvidenceTest {
    @Test
    void aStopOfBirthsIsToldWithItsTimeAndItsFigures() {
        Evidence evidence = of(new Simulation(Family.V01, World.BASE, 2));
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

    @Test
    void growthThatStopsIsToldBesideTheValuesThatGoOn() {
        assertThat(of(new Simulation(Family.V08, World.SHIFTED, 5)).text())
                .contains("while new values of authority (with upstream_host) went on");
    }

    /** Where births are as even as time the regression leaves them nothing, and the change says what they cost. */
    @Test
    void aLabelThatItsChangeConvictsIsNotNamedAtNothingASeries() {
        Simulation simulation = new Simulation(Family.V01, World.BASE, 2);
        WorkloadContainer unit = WorkloadContainer.of(simulation.tried(), simulation.period());
        Intervention change = unit.changes().get(0);
        assertThat(change.conclusion()).isEqualTo(Intervention.Conclusion.CONVICTS);
        Association fitted = unit.associations().get(0);
        assertThat(priced(fitted, fitted.price().bytesPerSeries(), change)
                        .price()
                        .estimate())
                .isEqualTo(fitted.price().bytesPerSeries());
        AssessedCandidate free = priced(fitted, 0, change);
        assertThat(free.price()).isEqualTo(change.price());
        assertThat(new PriceEvidence().ofNamed(free, unit).get(0).text())
                .startsWith(Format.bytes(change.price().estimate()) + " a series by the change (90 %: ");
        assertThat(new ShareEvidence().ofNamed(free, unit)).isEmpty();
    }

    /** Without a change, what it costs as the growth is all that can be said. */
    @Test
    void aLabelThatTheRegressionLeavesNothingIsNamedAtThePriceOfTheGrowth() {
        Simulation simulation = new Simulation(Family.V01, World.BASE, 2);
        WorkloadContainer unit = WorkloadContainer.of(simulation.tried(), simulation.period());
        Association fitted = unit.associations().get(0);
        AssessedCandidate open = priced(fitted, 0, null);
        double alone = fitted.price().alone();
        assertThat(open.price()).isEqualTo(new Interval(alone, alone / 2, alone));
        assertThat(new PriceEvidence().ofNamed(open, unit).get(0).text())
                .startsWith("A series would cost " + Format.bytes(alone) + " as all of the growth, and "
                        + Format.bytes(alone / 2) + " as half of it; ");
        assertThat(new ShareEvidence().ofNamed(open, unit).get(0).text())
                .endsWith(" less than any client keeps for a series; alone they explain "
                        + Format.percent(fitted.share().explained()) + " of the growth.");
    }

    private static AssessedCandidate priced(Association fitted, double bytesPerSeries, @Nullable Intervention change) {
        Association.Price price = fitted.price();
        Association association = new Association(
                fitted.candidate(),
                new Association.Price(bytesPerSeries, price.low(), price.high(), price.alone(), price.perDay()),
                fitted.share(),
                fitted.t(),
                fitted.controls(),
                fitted.freedOnExpiry(),
                fitted.lifetimes(),
                fitted.autocorrelation());
        CandidateEvidence evidence = new CandidateEvidence(
                association, new EnvironmentContrast(0, 0, 0, List.of()), change, null, UsualPrice.ONE_NUMBER, false);
        return new AssessedCandidate(evidence, 0.95, AssessedCandidate.DecidedBy.SCORE, Score.terms(evidence));
    }

    private static Evidence of(Simulation simulation) {
        WorkloadContainer unit = WorkloadContainer.of(simulation.tried(), simulation.period());
        assertThat(unit.changes()).isNotEmpty();
        return new InterventionEvidence().of(unit.changes().get(0));
    }
}
