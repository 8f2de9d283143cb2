package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.model.finding.Shape;
import org.junit.jupiter.api.Test;

/** Replicas of three days, of which some climb by 1 MB an hour. */
final class ClimbingPodsTest {
    @Test
    void oneThatClimbsWhileOthersStandIsFound() {
        ClimbingPods climbing = of(pod("shop-0", 0), pod("shop-1", 1e6), pod("shop-2", 0), pod("shop-3", 0));
        assertThat(climbing.pods()).containsExactly("shop-1");
        assertThat(climbing.standing()).containsExactly("shop-0", "shop-2", "shop-3");
    }

    /** A little growth by chance, or by a cache that fills, does not make a pod one of those that climb. */
    @Test
    void whoGrowsByALittleStandsBesideOneThatClimbs() {
        ClimbingPods climbing = of(pod("shop-0", 0.05e6), pod("shop-1", 1e6), pod("shop-2", 0.05e6));
        assertThat(MemoryGrowth.of(Pod.panel(pod("shop-0", 0.05e6))).leak()).isBetween(0.5, 0.96);
        assertThat(climbing.pods()).containsExactly("shop-1");
        assertThat(climbing.standing()).containsExactly("shop-0", "shop-2");
        assertThat(of(pod("shop-0", 0.5e6), pod("shop-1", 1e6), pod("shop-2", 0.5e6)))
                .isNull();
    }

    @Test
    void itsLifetimesAreJudgedAndThoseOfTheOthersAreTheControl() {
        ClimbingPods climbing = of(pod("shop-0", 0), pod("shop-1", 1e6), pod("shop-2", 0));
        assertThat(climbing.panel().lifetimes())
                .hasSize(3)
                .allMatch(lifetime -> lifetime.pod().equals("shop-1"));
        assertThat(MemoryGrowth.of(climbing.panel()).slope().estimate()).isCloseTo(1e6, within(0.1e6));
        assertThat(climbing.others().slope().estimate()).isCloseTo(0, within(0.05e6));
    }

    @Test
    void whereAllClimbOrAllStandNoneIsSingledOut() {
        assertThat(of(pod("shop-0", 1e6), pod("shop-1", 1e6), pod("shop-2", 1e6)))
                .isNull();
        assertThat(of(pod("shop-0", 0), pod("shop-1", 0), pod("shop-2", 0))).isNull();
        assertThat(of(pod("shop-0", 1e6))).isNull();
    }

    @Test
    void aMajorityIsNotHiddenByTheMedian() {
        Pod[] pods = {pod("shop-0", 1e6), pod("shop-1", 1e6), pod("shop-2", 1e6), pod("shop-3", 0)};
        Panel panel = Pod.panel(pods);
        MemoryGrowth pooled = MemoryGrowth.of(panel);
        assertThat(pooled.shape()).isEqualTo(Shape.LEAK);
        assertThat(ClimbingPods.of(panel, pooled)).isNull();
        // Where the pooled growth is none of a leak's, even a majority is hidden.
        assertThat(ClimbingPods.of(panel, pooled.atMost(0.1)).pods()).hasSize(3);
    }

    @Test
    void withoutAnyThatStandsThereIsNoContrast() {
        Panel panel = Pod.panel(pod("shop-0", 1e6), pod("shop-1", 1e6), pod("shop-2", 1e6));
        assertThat(ClimbingPods.of(panel, MemoryGrowth.of(panel).atMost(0.1))).isNull();
    }

    @Test
    void halfOfThemIsHidden() {
        assertThat(of(pod("shop-0", 1e6), pod("shop-1", 0)).pods()).containsExactly("shop-0");
    }

    private static ClimbingPods of(Pod... pods) {
        Panel panel = Pod.panel(pods);
        return ClimbingPods.of(panel, MemoryGrowth.of(panel));
    }

    private static Pod pod(String name, double bytesPerHour) {
        Pod.Path noise = Pod.noise(name.hashCode(), 0.5, 3e4);
        return new Pod(name, 3, 24).using((life, hour) -> 30e6 + bytesPerHour * hour + noise.at(life, hour));
    }
}
