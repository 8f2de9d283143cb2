package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.evidence.Association;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WishesTest {
    @Test
    void areWhatTheContainerLacks() {
        assertThat(Wishes.of(Containers.COSTLY, List.of()))
                .containsExactly("the same container in another environment, as a control group");
        assertThat(Wishes.of(Containers.COSTLY, List.of(Containers.QUIET))).isEmpty();
    }

    @Test
    void aSingleReplicaHasNobodyToBeHeldAgainst() {
        WorkloadContainer alone = Containers.of(Containers.costly("shop-0", 1));
        assertThat(Wishes.of(alone, List.of(Containers.QUIET)))
                .containsExactly(
                        "a second replica, whose own births could be held against its own memory",
                        "more lifetimes: only 3 could be measured");
    }

    @Test
    void replicasWhoseMemoryHidesThePriceShouldDifferMore() {
        WorkloadContainer wandering =
                Containers.of(Containers.wandering("shop-0", 1), Containers.wandering("shop-1", 2));
        assertThat(wandering.associations())
                .isNotEmpty()
                .allMatch(association -> association.controls().replicas() != null)
                .noneMatch(Association::comparesReplicas);
        assertThat(Wishes.of(wandering, List.of(Containers.QUIET)))
                .anyMatch(text -> text.startsWith("replicas that differ by more"));
        assertThat(Wishes.of(Containers.COSTLY, List.of(Containers.QUIET)))
                .noneMatch(text -> text.startsWith("replicas"));
    }

    @Test
    void memoryOfThePodIsNotTheContainers() {
        WorkloadContainer whole =
                Containers.of(Containers.costly("shop-0", 1).measuredAsAWhole(), Containers.costly("shop-1", 2));
        assertThat(Wishes.of(whole, List.of(Containers.QUIET)))
                .first()
                .asString()
                .startsWith("memory of the container by itself: only the pod as a whole");
    }
}
