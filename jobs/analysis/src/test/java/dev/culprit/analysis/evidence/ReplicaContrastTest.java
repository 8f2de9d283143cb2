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

    private static ReplicaContrast contrast(List<Association> associations) {
        return Incidents.ofLabel(associations, "host").controls().replicas();
    }
}
