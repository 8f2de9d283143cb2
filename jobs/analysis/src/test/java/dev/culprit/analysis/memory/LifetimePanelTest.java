package dev.culprit.analysis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.births.Candidates;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class LifetimePanelTest {
    @Test
    void rowsAreTheMiddlesOfBlocksAfterTheFirstHour() {
        LifetimePanel stretch = only(new Pod("shop-0", 1, 12).using((life, hour) -> 50e6));
        assertThat(stretch.ages()).startsWith(1.25, 1.75, 2.25);
        assertThat(stretch.times()).startsWith(1.25 * 3600);
        assertThat(stretch.block()).startsWith(2, 3, 4);
        assertThat(stretch.usable()).hasSize(stretch.times().length).hasSize(21);
    }

    @Test
    void agesCountFromTheProcesssStart() {
        Panel panel = Pod.panel(new Pod("shop-0", 2, 12).using((life, hour) -> 50e6));
        assertThat(panel.lifetimes().get(1).times()[0]).isEqualTo(13.25 * 3600);
        assertThat(panel.lifetimes().get(1).ages()[0]).isEqualTo(1.25);
    }

    @Test
    void oneWildReadingDoesNotMoveItsBlock() {
        LifetimePanel stretch =
                only(new Pod("shop-0", 1, 12).using((life, hour) -> Math.abs(hour - 5.25) < 0.01 ? 900e6 : 50e6));
        assertThat(stretch.memory()).containsOnly(50e6);
    }

    @Test
    void blocksWithoutReadingsAreNotUsable() {
        LifetimePanel stretch =
                only(new Pod("shop-0", 1, 12).using((life, hour) -> 50e6).unreadBetween(5, 7));
        assertThat(Arrays.stream(stretch.usable()).mapToDouble(row -> stretch.ages()[row]))
                .doesNotContain(5.25, 5.75, 6.25, 6.75)
                .contains(4.75, 7.25);
    }

    @Test
    void requestsAndTrafficAreThoseOfTheProcess() {
        // One request a second in the first six hours, then two.
        LifetimePanel stretch = only(new Pod("shop-0", 1, 12)
                .using((life, hour) -> 50e6)
                .serving((life, hour) -> 3600 * (hour + Math.max(0, hour - 6))));
        assertThat(stretch.requests()[0]).isCloseTo(1.25 * 3600, within(1e-6));
        assertThat(stretch.traffic()[0]).isCloseTo(1, within(0.01));
        assertThat(stretch.traffic()[stretch.traffic().length - 1]).isCloseTo(2, within(0.01));
        // At 6:15 half an hour ago there was still the old traffic.
        assertThat(stretch.traffic()[10]).isCloseTo(2, within(0.01));
        assertThat(stretch.earlierTraffic()[10]).isCloseTo(1, within(0.01));
    }

    @Test
    void withoutACounterThereIsNoTraffic() {
        LifetimePanel stretch = only(new Pod("shop-0", 1, 12).using((life, hour) -> 50e6));
        assertThat(stretch.requests()).isNull();
        assertThat(stretch.traffic()).isNull();
    }

    @Test
    void birthsAreCountedUpToEachRow() {
        Pod pod = new Pod("shop-0", 1, 24)
                .using((life, hour) -> 50e6)
                .taking("host", 3, Pod.hourly(0, 0, 0, 4, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 5, 5, 5));
        LifetimePanel stretch = only(pod);
        Candidates candidates = Pod.candidates(pod);
        double[] births = stretch.births(candidates.found().get(0).group(), candidates.groups(), false);
        for (int row = 0; row < births.length; row++) {
            assertThat(births[row]).isCloseTo(pod.born("host", 0, stretch.ages()[row]), within(1e-6));
        }
    }

    @Test
    void birthsOfAllLabelsAreCountedWhoeverHasTheCredit() {
        Pod pod = new Pod("shop-0", 1, 24)
                .using((life, hour) -> 50e6)
                .taking("host", 3, Pod.bursts(1, 4, 24))
                .taking("path", 2, Pod.bursts(2, 1, 24));
        LifetimePanel stretch = only(pod);
        // What the first hour of scrapes shows is inventory.
        double inventory = pod.born("host", 0, 3607 / 3600.0) + pod.born("path", 0, 3607 / 3600.0);
        double[] births = stretch.births(false);
        for (int row = 0; row < births.length; row++) {
            double hour = stretch.ages()[row];
            double born = pod.born("host", 0, hour) + pod.born("path", 0, hour);
            assertThat(births[row]).isCloseTo(born - inventory, within(1e-6));
        }
    }

    @Test
    void seriesThatExpiredAreTakenOffAllBirths() {
        Pod pod = new Pod("shop-0", 1, 24)
                .using((life, hour) -> 50e6)
                .taking("host", 3, Pod.bursts(1, 4, 24))
                .expiring(2);
        LifetimePanel stretch = only(pod);
        double[] all = stretch.births(false);
        double[] alive = stretch.births(true);
        for (int row = 6; row < 40; row++) {
            assertThat(alive[row]).isLessThan(0.7 * all[row]);
        }
    }

    @Test
    void whatTheProcessSaysOfItselfIsKnownWhereItSaysAnything() {
        Pod pod = new Pod("shop-0", 1, 12).using((life, hour) -> 50e6);
        assertThat(only(pod).inside()).isNull();
        assertThat(only(pod.saying((life, hour) -> 20e6)).inside()).containsOnly(20e6);
    }

    private static LifetimePanel only(Pod pod) {
        Panel panel = Pod.panel(pod);
        assertThat(panel.lifetimes()).hasSize(1);
        return panel.lifetimes().get(0);
    }
}
