package dev.culprit.analysis.evidence;

import static dev.culprit.analysis.evidence.Incidents.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NegativeControlTest {
    @Test
    void anotherReplicasBirthsCostThisOneNothing() {
        NegativeControl control = control(Incidents.OWN);
        assertThat(control.own()).isCloseTo(PRICE, within(0.15 * PRICE));
        assertThat(control.ownT()).isGreaterThan(4);
        assertThat(Math.abs(control.othersT())).isLessThan(3);
    }

    @Test
    void aCauseThatAllReplicasHaveInCommonShowsInTheBirthsOfTheOthers() {
        assertThat(control(Incidents.COMMON).othersT()).isGreaterThan(3);
    }

    @Test
    void whereBothMoveAsOneNothingIsSaid() {
        assertThat(control(Incidents.SAME)).isNull();
    }

    private static NegativeControl control(List<Association> associations) {
        return Incidents.ofLabel(associations, "host").controls().negative();
    }
}
