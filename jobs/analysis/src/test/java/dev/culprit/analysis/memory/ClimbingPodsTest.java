package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.model.finding.Shape;
import org.junit.jupiter.api.Test;

/** Replicas of three days, of which some climb by 1 MB an hour. */
final class ClimbingPodsTest {
    /** Bytes an hour that are a leak's with a probability between the two bounds. */
    private static final double LIKELY = 0.16e6;

    @Test
    void oneThatClimbsWhileOthersStandIsFound() {
        ClimbingPods climbing = of(pod("shop-0", 0), pod("shop-1", 1e6), pod("shop-2", 0), pod("shop-3", 0));
        assertThat(climbing.climbing().names()).containsExactly("shop-1");
        assertThat(climbing.standing().names()).containsExactly("shop-0", "shop-2", "shop-3");
    }

    /** Each by itself may be one of eight that noise makes climb; their rises by themselves are not. */
    @Test
    void whereNobodySurelyClimbsThoseWhoLikelyDoAreFound() {
        assertThat(MemoryGrowth.of(Pod.panel(pod("shop-1", LIKELY))).leak()).isBetween(0.90, 0.95);
        ClimbingPods climbing = of(pod("shop-0", 0), pod("shop-1", LIKELY), pod("shop-2", 0), pod("shop-3", 0));
        assertThat(climbing.climbing().names()).containsExactly("shop-1");
        assertThat(of(pod("shop-0", 0), pod("shop-1", LIKELY), pod("shop-2", 1e6), pod("shop-3", 0))
                        .climbing()
                        .names())
                .containsExactly("shop-2");
    }

    /** That two of four leak by chance need not be asked once one of them surely does. */
    @Test
    void besideOneThatSurelyClimbsWhoLikelyLeaksAsMuchBelongsToIt() {
        double surely = 0.27e6;
        assertThat(MemoryGrowth.of(Pod.panel(pod("shop-2", surely))).leak()).isGreaterThan(1 - 0.1 / 4);
        assertThat(MemoryGrowth.of(Pod.panel(pod("shop-1", LIKELY))).leak()).isLessThan(1 - 0.1 / 4);
        assertThat(of(pod("shop-0", 0), pod("shop-1", LIKELY), pod("shop-2", surely), pod("shop-3", 0))
                        .climbing()
                        .names())
                .containsExactly("shop-1", "shop-2");
    }

    @Test
    void whoeverCameInThePlaceOfAllThatClimbedAndStandsIsJudged() {
        Pod climbed = pod("shop-0", 1e6);
        ClimbingPods past = of(pod("shop-1", 0).startingAfter(72), climbed);
        assertThat(past.successors().names()).containsExactly("shop-1");
        assertThat(past.judged()).isEqualTo(past.successors());
        // One that stood before that one came, and stands still, tells nothing of a deploy.
        ClimbingPods canary = of(pod("shop-1", 0).startingAfter(60), climbed);
        assertThat(canary.successors()).isNull();
        assertThat(canary.judged()).isEqualTo(canary.climbing());
    }

    /** A deploy before a weekend in which nothing comes has not been seen to end anything. */
    @Test
    void aSuccessorWithoutTheBirthsOfTheOneBeforeHasNotStood() {
        Pod climbed = pod("shop-0", 1e6).taking("host", 5, Pod.bursts(1, 6, 24));
        assertThat(of(pod("shop-1", 0).startingAfter(72), climbed).successors()).isNull();
        Pod busy = pod("shop-1", 0).startingAfter(72).taking("host", 5, Pod.bursts(2, 3, 24));
        assertThat(of(busy, climbed).successors()).isNotNull();
    }

    @Test
    void aSuccessorOfLessThanADayHasNotStood() {
        Pod young = new Pod("shop-1", 1, 20)
                .startingAfter(72)
                .using((life, hour) -> 30e6 + Pod.noise(3, 0.5, 3e4).at(life, hour));
        ClimbingPods climbing = of(young, pod("shop-0", 1e6));
        assertThat(climbing.standing().names()).containsExactly("shop-1");
        assertThat(climbing.successors()).isNull();
    }

    /** A little growth by chance, or by a cache that fills, does not make a pod one of those that climb. */
    @Test
    void whoGrowsByALittleStandsBesideOneThatClimbs() {
        ClimbingPods climbing = of(pod("shop-0", 0.05e6), pod("shop-1", 1e6), pod("shop-2", 0.05e6));
        assertThat(MemoryGrowth.of(Pod.panel(pod("shop-0", 0.05e6))).leak()).isBetween(0.5, 0.96);
        assertThat(climbing.climbing().names()).containsExactly("shop-1");
        assertThat(climbing.standing().names()).containsExactly("shop-0", "shop-2");
        assertThat(of(pod("shop-0", 0.5e6), pod("shop-1", 1e6), pod("shop-2", 0.5e6)))
                .isNull();
    }

    /** The later hours of its days were quiet; it has grown by as much as the other one. */
    @Test
    void whoGrowsByAsMuchDoesNotStandForItsCourse() {
        Pod.Path noise = Pod.noise(1, 0.5, 3e4);
        Pod quiet = new Pod("shop-0", 3, 24)
                .using((life, hour) -> 30e6 + 2.4e6 * Math.min(hour, 10) + noise.at(life, hour));
        assertThat(MemoryGrowth.of(Pod.panel(quiet)).leak()).isLessThan(0.5);
        assertThat(of(quiet, pod("shop-1", 1e6))).isNull();
        Pod warmed = new Pod("shop-0", 3, 24)
                .using((life, hour) -> 30e6 + 1.2e6 * Math.min(hour, 10) + noise.at(life, hour));
        assertThat(of(warmed, pod("shop-1", 1e6)).standing().names()).containsExactly("shop-0");
    }

    @Test
    void itsLifetimesAreJudgedAndThoseOfTheOthersAreTheControl() {
        ClimbingPods climbing = of(pod("shop-0", 0), pod("shop-1", 1e6), pod("shop-2", 0));
        assertThat(climbing.judged().panel().lifetimes())
                .hasSize(3)
                .allMatch(lifetime -> lifetime.pod().equals("shop-1"));
        assertThat(MemoryGrowth.of(climbing.judged().panel()).slope().estimate())
                .isCloseTo(1e6, within(0.1e6));
        assertThat(climbing.standing().growth().slope().estimate()).isCloseTo(0, within(0.05e6));
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
        assertThat(ClimbingPods.of(panel, pooled.atMost(0.1)).climbing().names())
                .hasSize(3);
    }

    @Test
    void withoutAnyThatStandsThereIsNoContrast() {
        Panel panel = Pod.panel(pod("shop-0", 1e6), pod("shop-1", 1e6), pod("shop-2", 1e6));
        assertThat(ClimbingPods.of(panel, MemoryGrowth.of(panel).atMost(0.1))).isNull();
    }

    @Test
    void halfOfThemIsHidden() {
        assertThat(of(pod("shop-0", 1e6), pod("shop-1", 0)).climbing().names()).containsExactly("shop-0");
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
