package dev.culprit.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BenjaminiHochbergTest {
    /** The fifteen p-values of the paper's own example (1995, section 4.1): four are rejected at 0.05. */
    @Test
    void thePapersExample() {
        double[] p = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0
        };
        assertThat(BenjaminiHochberg.threshold(p, p.length, 0.05)).isEqualTo(0.0095);
    }

    @Test
    void aLargerOneIsRejectedForTheSakeOfThoseAroundIt() {
        assertThat(BenjaminiHochberg.threshold(new double[] {0.04, 0.03, 0.045}, 3, 0.05))
                .isEqualTo(0.045);
    }

    @Test
    void testsThatFoundNothingCount() {
        assertThat(BenjaminiHochberg.threshold(new double[] {0.01}, 5, 0.05)).isEqualTo(0.01);
        assertThat(BenjaminiHochberg.threshold(new double[] {0.01}, 6, 0.05)).isZero();
        assertThat(BenjaminiHochberg.threshold(new double[0], 6, 0.05)).isZero();
    }
}
