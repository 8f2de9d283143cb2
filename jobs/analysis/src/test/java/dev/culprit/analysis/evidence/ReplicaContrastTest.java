package dev.culprit.analysis.evidence;

import static dev.culprit.analysis.evidence.Incidents.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplicaContrastTest {
    @Test
    void birthsOfItsOwnThatCostMemoryShowTheirPrice() {
        ReplicaContrast contrast = contrast(Incidents.OWN);
        assertThat(contrast.bytesPerSeries()).isCloseTo(PRICE, within(0.15 * PRICE));
        assertThat(contrast.t()).isGreaterThan(4);
        assertThat(contrast.pods()).isEqualTo(2);
    }

    @Test
    void memoryThatFollowsWhatAllHaveInCommonShowsNothing() {
        ReplicaContrast contrast = contrast(Incidents.COMMON);
        assertThat(Math.abs(contrast.t())).isLessThan(3);
        assertThat(contrast.bytesPerSeries()).isLessThan(0.3 * PRICE);
        assertThat(contrast.pods()).isEqualTo(3);
    }

    @Test
    void replicasThatTakeTheSameValuesAtTheSameTimesCannotBeTold() {
        assertThat(contrast(Incidents.SAME)).isNull();
    }

    @Test
    void replicasThatTakeNearlyTheSameValuesAreNotHeldAgainstEachOther() {
        Association alike = Incidents.ofLabel(Incidents.ALIKE, "host");
        assertThat(alike.controls().replicas()).isNull();
        assertThat(alike.controls().negative()).isNull();
        assertThat(alike.price().bytesPerSeries()).isCloseTo(PRICE, within(0.15 * PRICE));
    }

    @Test
    void oneReplicaHasNothingToBeHeldAgainst() {
        assertThat(contrast(Incidents.ALONE)).isNull();
    }

    @Test
    void replicasTellOnlyWhatStandsOutFromTheirNoise() {
        ReplicaContrast contrast = new ReplicaContrast(750, 1.5, 2);
        assertThat(contrast.power(1000)).isEqualTo(2);
        assertThat(contrast.tells(1000)).isTrue();
        assertThat(contrast.tells(990)).isFalse();
    }

    /** The logarithm of the ratio of two normal densities, whose standard error is 500 bytes here. */
    @Test
    void whatReplicasShowSpeaksForThePriceOrForNothing() {
        assertThat(new ReplicaContrast(750, 1.5, 2).speaksFor(1000))
                .isCloseTo(logDensity(750 - 1000) - logDensity(750), within(1e-12));
        assertThat(new ReplicaContrast(-500, -1, 2).speaksFor(1000))
                .isCloseTo(logDensity(-500 - 1000) - logDensity(-500), within(1e-12))
                .isNegative();
        // What costs three times as much is no surer than what costs as much.
        assertThat(new ReplicaContrast(3000, 6, 2).speaksFor(1000))
                .isEqualTo(new ReplicaContrast(1000, 2, 2).speaksFor(1000));
        assertThat(new ReplicaContrast(0, 0, 2).speaksFor(1000)).isZero();
    }

    private static double logDensity(double distance) {
        return -0.5 * (distance / 500) * (distance / 500);
    }

    private static ReplicaContrast contrast(List<Association> associations) {
        return Incidents.ofLabel(associations, "host").controls().replicas();
    }
}
