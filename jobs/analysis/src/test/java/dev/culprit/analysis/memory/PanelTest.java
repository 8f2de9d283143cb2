package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import org.junit.jupiter.api.Test;

final class PanelTest {
    @Test
    void everyLifetimeOfEveryReplicaIsAStretch() {
        Panel panel = Pod.panel(steady("shop-0", 3), steady("shop-1", 3));
        assertThat(panel.lifetimes())
                .extracting(LifetimePanel::pod)
                .containsExactly("shop-0", "shop-0", "shop-0", "shop-1", "shop-1", "shop-1");
        assertThat(panel.isEmpty()).isFalse();
    }

    @Test
    void lifetimesOfLessThanFiveHoursTellNothing() {
        Pod brief = new Pod("shop-0", 4, 4).using((life, hour) -> 50e6);
        assertThat(Pod.panel(brief).isEmpty()).isTrue();
    }

    @Test
    void blocksAreHalfHoursAndHoursWhereReadingsAreHourly() {
        assertThat(Pod.panel(steady("shop-0", 1)).blockSeconds()).isEqualTo(1800);
        assertThat(Pod.panel(steady("shop-0", 1).readEvery(3600)).blockSeconds())
                .isEqualTo(3600);
    }

    @Test
    void requestsAreKnownWhereEveryReplicaCountsThem() {
        Pod one = steady("shop-0", 1).serving((life, hour) -> 3600 * hour);
        Pod other = steady("shop-1", 1).serving((life, hour) -> 3 * 3600 * hour);
        Panel both = Pod.panel(one, other);
        assertThat(both.requestsKnown()).isTrue();
        assertThat(both.requestsPerSecond()).isCloseTo(2, within(1e-6));
        Panel half = Pod.panel(one, steady("shop-1", 1));
        assertThat(half.requestsKnown()).isFalse();
        assertThat(half.requestsPerSecond()).isEqualTo(1);
    }

    @Test
    void memoryThatComesDownInStrokesIsReadAtItsTroughs() {
        // Up by 8 MB in 1.6 hours, and down again but for 0.3 MB.
        Pod collected = new Pod("shop-0", 2, 24).using((life, hour) -> 30e6 + 5e6 * (hour % 1.6) + 0.2e6 * hour);
        Panel panel = Pod.panel(collected);
        assertThat(panel.postGcMinima()).isTrue();
        LifetimePanel stretch = panel.lifetimes().get(0);
        for (int row : stretch.usable()) {
            assertThat(stretch.memory()[row]).isCloseTo(30e6 + 0.2e6 * stretch.ages()[row], within(1e6));
        }
        assertThat(Pod.panel(steady("shop-0", 2)).postGcMinima()).isFalse();
    }

    @Test
    void aFewStrokesADayAreReadByMedians() {
        Pod collected = new Pod("shop-0", 2, 24).using((life, hour) -> 30e6 + 5e6 * (hour % 4.8) + 0.2e6 * hour);
        assertThat(Pod.replicas(collected)).allMatch(replica -> replica.isCollected());
        assertThat(Pod.panel(collected).postGcMinima()).isFalse();
    }

    @Test
    void whereMostReadingsHaveRequestsAPodWithoutThemIsLeftOut() {
        Pod counting = steady("shop-0", 3).serving((life, hour) -> 3600 * hour);
        Panel most = Pod.panel(counting, steady("shop-1", 1));
        assertThat(most.requestsKnown()).isTrue();
        assertThat(most.lifetimes()).extracting(LifetimePanel::pod).containsExactly("shop-0", "shop-0", "shop-0");
        // Two of five lifetimes are too many to go without.
        Panel few = Pod.panel(counting, steady("shop-1", 2));
        assertThat(few.requestsKnown()).isFalse();
        assertThat(few.lifetimes()).hasSize(5);
    }

    @Test
    void whatComesAfterAMomentCanBeLeftOut() {
        Panel panel = Pod.panel(steady("shop-0", 3)).until(24 * 3600);
        assertThat(panel.lifetimes()).hasSize(2);
        LifetimePanel cut = panel.lifetimes().get(1);
        for (int row : cut.usable()) {
            assertThat(cut.times()[row]).isLessThanOrEqualTo(24 * 3600);
        }
    }

    /** Lifetimes of 18 hours. */
    private static Pod steady(String name, int lives) {
        return new Pod(name, lives, 18).using((life, hour) -> 50e6);
    }

    @Test
    void requestsThatMakeSeriesAreNoTrafficOfTheirOwn() {
        Pod pod = new Pod("shop-0", 1, 48).using((life, hour) -> 30e6 + hour).taking("host", 1, Pod.bursts(3, 6, 48));
        pod.serving((life, hour) -> pod.born("host", life, hour));
        assertThat(Pod.panel(pod).trafficKnown()).isFalse();
        pod.serving((life, hour) -> 1000 * hour + 5000 * Math.sin(hour / 4));
        assertThat(Pod.panel(pod).trafficKnown()).isTrue();
        pod.serving((life, hour) -> 1000 * hour);
        assertThat(Pod.panel(pod).trafficKnown()).isTrue();
    }

    /** Births of others hide which label the requests are of. */
    @Test
    void requestsThatMakeTheSeriesOfOneLabelAreNoTrafficThoughAnotherGrowsMore() {
        Pod pod = new Pod("shop-0", 1, 48)
                .using((life, hour) -> 30e6 + hour)
                .taking("host", 1, Pod.bursts(3, 6, 48))
                .taking("peer", 10, Pod.bursts(4, 6, 48));
        pod.serving((life, hour) -> pod.born("host", life, hour));
        assertThat(Pod.panel(pod).trafficKnown()).isFalse();
        pod.serving((life, hour) -> 1000 * hour + 5000 * Math.sin(hour / 4));
        assertThat(Pod.panel(pod).trafficKnown()).isTrue();
    }
}
