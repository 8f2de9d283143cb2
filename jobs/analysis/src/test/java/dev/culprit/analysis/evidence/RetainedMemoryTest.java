package dev.culprit.analysis.evidence;

import static dev.culprit.analysis.evidence.Incidents.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.Panel;
import org.junit.jupiter.api.Test;

/** A container that grows, and what its process says of itself. */
final class RetainedMemoryTest {
    @Test
    void whatGrowsWithTheContainerExplainsIt() {
        Pod pod = Incidents.pod("shop-0", 1, PRICE);
        RetainedMemory retained = retained(pod.saying((life, hour) -> 10e6 + PRICE * pod.born("host", life, hour)));
        assertThat(retained.explains(outside(pod))).isTrue();
        assertThat(retained.isFlat(outside(pod))).isFalse();
    }

    @Test
    void aHeapThatStandsWhileTheContainerGrowsIsFlat() {
        Pod pod = Incidents.pod("shop-0", 1, PRICE);
        RetainedMemory retained = retained(pod.saying((life, hour) -> 10e6));
        assertThat(retained.isFlat(outside(pod))).isTrue();
        assertThat(retained.explains(outside(pod))).isFalse();
        assertThat(retained.associations()).isEmpty();
    }

    /** The typical replica's heap stands, while the container's typical growth is a little of something else. */
    @Test
    void theHeapOfACanaryIsNotFlat() {
        Pod canary = Incidents.pod("shop-0", 1, PRICE);
        canary.saying((life, hour) -> 10e6 + PRICE * canary.born("host", life, hour));
        Pod[] pods = {canary, standing("shop-1"), standing("shop-2")};
        RetainedMemory retained = RetainedMemory.of(Pod.panel(pods), Pod.replicas(pods), Pod.candidates(pods));
        assertThat(retained.growth().risePerHour()).isLessThan(1e3);
        assertThat(retained.isFlat(MemoryGrowth.of(Pod.panel(pods)))).isFalse();
    }

    private static Pod standing(String name) {
        return Incidents.pod(name, name.hashCode(), 0).saying((life, hour) -> 10e6);
    }

    @Test
    void garbageIsNotRetained() {
        Pod pod = Incidents.pod("shop-0", 1, PRICE);
        RetainedMemory retained = retained(pod.saying((life, hour) -> 10e6 + 8e6 * (hour % 1)));
        assertThat(retained.isFlat(outside(pod))).isTrue();
    }

    @Test
    void aHeapThatFillsByHalfOfTheGrowthMayBeIt() {
        Pod pod = Incidents.pod("shop-0", 1, PRICE);
        // Garbage of up to 0.6 MB in the first hours and up to 5 MB in the last, at a scrape; what is retained stands.
        RetainedMemory retained = retained(pod.saying((life, hour) -> 10e6 + 0.25e6 * hour * (hour % 1)));
        assertThat(retained.filling()).isCloseTo(4.4e6, within(0.1e6));
        assertThat(retained.mayBeGarbage(outside(pod))).isTrue();
    }

    @Test
    void growthBeyondWhatTheHeapFillsIsOutsideOfIt() {
        Pod pod = Incidents.pod("shop-0", 1, PRICE);
        RetainedMemory stands = retained(pod.saying((life, hour) -> 10e6));
        assertThat(stands.filling()).isZero();
        assertThat(stands.mayBeGarbage(outside(pod))).isFalse();
        // As much garbage from the first hour on as in the last.
        RetainedMemory full = retained(pod.saying((life, hour) -> 10e6 + 8e6 * (hour % 1)));
        assertThat(full.filling()).isCloseTo(0, within(0.1e6));
        assertThat(full.mayBeGarbage(outside(pod))).isFalse();
    }

    @Test
    void whatIsRetainedIsNoGarbage() {
        Pod pod = Incidents.pod("shop-0", 1, PRICE);
        RetainedMemory retained = retained(pod.saying((life, hour) -> 10e6 + PRICE * pod.born("host", life, hour)));
        assertThat(retained.filling()).isGreaterThan(0.5 * outside(pod).rise().bytes());
        assertThat(retained.mayBeGarbage(outside(pod))).isFalse();
    }

    @Test
    void theLabelIsPricedOnWhatIsRetained() {
        Pod pod = Incidents.pod("shop-0", 1, PRICE);
        pod.saying((life, hour) -> 10e6 + 3 * PRICE * pod.born("host", life, hour));
        Candidates candidates = Pod.candidates(pod);
        Association host = RetainedMemory.of(Pod.panel(pod), Pod.replicas(pod), candidates)
                .of(candidates.found().get(0));
        assertThat(host.price().bytesPerSeries()).isCloseTo(3 * PRICE, within(0.2 * 3 * PRICE));
    }

    @Test
    void aProcessThatSaysNothingRetainsNothingKnown() {
        assertThat(retained(Incidents.pod("shop-0", 1, PRICE))).isNull();
    }

    private static RetainedMemory retained(Pod pod) {
        return RetainedMemory.of(Pod.panel(pod), Pod.replicas(pod), Pod.candidates(pod));
    }

    private static MemoryGrowth outside(Pod pod) {
        Panel panel = Pod.panel(pod);
        return MemoryGrowth.of(panel);
    }
}
