package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.EnvironmentContrast.ControlGroup;
import dev.culprit.analysis.evidence.EnvironmentContrast.Elsewhere;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ControlGroupsTest {
    private static final List<String> HOST = List.of("host");

    @Test
    void anotherEnvironmentIsHeldAgainstWithItsGrowthAndItsBirths() {
        ControlGroup test = ControlGroups.elsewhere(
                        List.of(Containers.of(Containers.free("shop-0", 1).in("test"))), HOST)
                .get(0);
        assertThat(test.environment()).isEqualTo("test");
        assertThat(test.growth().risePerHour()).isCloseTo(0, within(1e4));
        assertThat(test.births().perHour()).isBetween(100.0, 220.0);
    }

    /** Else an application that leaks everywhere would seem to leak here alone, where a deploy came there first. */
    @Test
    void growthThatADeployHasEndedThereIsTheProgramsStill() {
        WorkloadContainer deployed = Containers.of(
                Containers.plain("shop-1", 2, 0).in("test").startingAfter(3 * Containers.HOURS),
                Containers.plain("shop-0", 1, 6e5).in("test"));
        assertThat(deployed.growth().risePerHour()).isCloseTo(0, within(1e4));
        assertThat(ControlGroups.elsewhere(List.of(deployed), HOST)
                        .get(0)
                        .growth()
                        .risePerHour())
                .isCloseTo(6e5, within(1e5));
    }

    @Test
    void replicasThatStandAreControlsAndRefuteWhatTheyTakeToo() {
        WorkloadContainer without = Containers.of(
                Containers.costly("shop-0", 1), Containers.plain("shop-1", 2, 0), Containers.plain("shop-2", 3, 0));
        Association host = without.associations().get(0);
        assertThat(ControlGroups.of(without, host, List.of()).elsewhere())
                .extracting(Elsewhere::environment)
                .containsExactly("prod (its other replicas)");
        assertThat(ControlGroups.standingReplicasRefute(without, host)).isFalse();
        WorkloadContainer with = Containers.of(
                Containers.costly("shop-0", 1), Containers.free("shop-1", 2), Containers.free("shop-2", 3));
        assertThat(ControlGroups.standingReplicasRefute(
                        with, with.associations().get(0)))
                .isTrue();
    }
}
