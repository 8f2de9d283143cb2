package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.memory.Design.Term;
import dev.culprit.analysis.memory.DesignColumn.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AutocorrelationTest {
    private static final List<Term> AGE =
            List.of(new Term(DesignColumn.unbounded("age", Kind.GROWTH), LifetimePanel::ages));

    @Test
    void residualsThatAlternateHaveNone() {
        assertThat(rho(1, -1, 1, -1, 1, -1, 1, -1, 1, -1)).isZero();
    }

    @Test
    void aCurveThatTheColumnsDoNotHaveIsAutocorrelation() {
        assertThat(rho(0, 5, 8, 10, 11, 11, 10, 8, 5, 0)).isGreaterThan(0.6);
    }

    @Test
    void ofDaysOfSlowWavesThereIsAsMuchAsIsTaken() {
        double[] waves = new double[400];
        for (int i = 0; i < waves.length; i++) {
            waves[i] = Math.sin(i / 20.0);
        }
        assertThat(rho(waves)).isEqualTo(Autocorrelation.MOST);
    }

    @Test
    void withoutResidualsThereIsNearlyNone() {
        assertThat(rho(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).isCloseTo(0.1, within(1e-6));
    }

    @Test
    void rowsOnTwoSidesOfAGapAreNoNeighbours() {
        // Up by one and down by one on one side, and the same on the other: only across the gap do they agree.
        assertThat(rho(1, -1, 1, -1, Double.NaN, -1, 1, -1, 1)).isZero();
    }

    private static double rho(double... memory) {
        return Autocorrelation.of(Design.of(Panels.of(Panels.lifetime("shop-0", memory)), AGE));
    }
}
