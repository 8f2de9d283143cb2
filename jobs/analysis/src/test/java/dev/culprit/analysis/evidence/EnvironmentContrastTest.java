package dev.culprit.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.evidence.EnvironmentContrast.Births;
import dev.culprit.analysis.evidence.EnvironmentContrast.ControlGroup;
import dev.culprit.analysis.memory.MemoryGrowth;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A label whose 80 births an hour cost 10 kB each: 0.8 MB an hour, here. */
final class EnvironmentContrastTest {
    private static final Association HOST = Incidents.priced(10_000);
    private static final MemoryGrowth FLAT = Incidents.growing(0);
    private static final MemoryGrowth HALF = Incidents.growing(0.4);

    @Test
    void growthThatBirthsTherePredictSupports() {
        EnvironmentContrast contrast = against(HALF, 40);
        assertThat(contrast.support()).isEqualTo(1);
        assertThat(contrast.contradiction()).isLessThan(1);
        assertThat(contrast.unexplained()).isZero();
        assertThat(contrast.elsewhere().get(0).predicted()).isCloseTo(0.4e6, within(1.0));
        assertThat(contrast.elsewhere().get(0).measured()).isCloseTo(0.4e6, within(0.05e6));
    }

    @Test
    void asManyBirthsWithFlatMemoryContradict() {
        EnvironmentContrast contrast = against(FLAT, 80);
        assertThat(contrast.contradiction()).isGreaterThan(3);
        assertThat(contrast.support()).isZero();
    }

    @Test
    void growthWithoutBirthsIsUnexplained() {
        EnvironmentContrast contrast = against(HALF, 0);
        assertThat(contrast.unexplained()).isBetween(0.3, 0.5);
        assertThat(contrast.contradiction()).isZero();
        assertThat(contrast.support()).isZero();
    }

    @Test
    void noMoreThanAllOfItIsUnexplained() {
        assertThat(against(Incidents.growing(4), 0).unexplained()).isEqualTo(1);
    }

    @Test
    void flatMemoryWithoutBirthsTellsNothing() {
        EnvironmentContrast contrast = against(FLAT, 0);
        assertThat(contrast.contradiction()).isZero();
        assertThat(contrast.support()).isZero();
        assertThat(contrast.unexplained()).isZero();
        assertThat(contrast.elsewhere()).hasSize(1);
    }

    @Test
    void whereNothingIsKnownNothingIsCompared() {
        assertThat(against(FLAT, Double.NaN).elsewhere()).isEmpty();
        assertThat(EnvironmentContrast.of(HOST, List.of()).elsewhere()).isEmpty();
    }

    @Test
    void ofSeveralTheWorstCounts() {
        EnvironmentContrast contrast = EnvironmentContrast.of(
                HOST,
                List.of(
                        new ControlGroup("dev", HALF, new Births(40, 0)),
                        new ControlGroup("test", FLAT, new Births(80, 0)),
                        new ControlGroup("qa", HALF, new Births(0, 0))));
        assertThat(contrast.support()).isEqualTo(1);
        assertThat(contrast.contradiction()).isEqualTo(against(FLAT, 80).contradiction());
        assertThat(contrast.unexplained()).isEqualTo(against(HALF, 0).unexplained());
    }

    /** A service whose metrics expire in test may free there what it keeps here. */
    @Test
    void whatIsGoneElsewhereContradictsNothing() {
        EnvironmentContrast expiring =
                EnvironmentContrast.of(HOST, List.of(new ControlGroup("test", FLAT, new Births(80, 78))));
        assertThat(expiring.contradiction()).isZero();
        EnvironmentContrast half =
                EnvironmentContrast.of(HOST, List.of(new ControlGroup("test", FLAT, new Births(80, 40))));
        assertThat(half.contradiction())
                .isPositive()
                .isLessThan(against(FLAT, 80).contradiction());
    }

    private static EnvironmentContrast against(MemoryGrowth growth, double birthsPerHour) {
        return EnvironmentContrast.of(HOST, List.of(new ControlGroup("test", growth, new Births(birthsPerHour, 0))));
    }
}
