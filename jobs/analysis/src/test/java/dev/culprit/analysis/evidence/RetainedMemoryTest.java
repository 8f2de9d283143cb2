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

    @Test
    void garbageIsNotRetained() {
        Pod pod = Incidents.pod("shop-0", 1, PRICE);
        RetainedMemory retained = retained(pod.saying((life, hour) -> 10e6 + 8e6 * (hour % 1)));
        assertThat(retained.isFlat(outside(pod))).isTrue();
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
