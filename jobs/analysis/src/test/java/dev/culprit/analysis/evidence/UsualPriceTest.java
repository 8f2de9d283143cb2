package dev.culprit.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.births.Candidates;
import dev.culprit.analysis.births.LabelGroups.Group;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Labels whose births are all of one family, by the type that this family is exposed with. */
final class UsualPriceTest {
    private static final double OF_ONE_NUMBER = 760;
    private static final double OF_A_SUMMARY = 8000;

    @Test
    void aSeriesOfOneNumberIsCheap() {
        assertThat(of(pod().typed("host_total", "counter"))).isCloseTo(OF_ONE_NUMBER, within(1e-6));
        assertThat(of(pod().typed("host_total", "histogram"))).isCloseTo(OF_ONE_NUMBER, within(1e-6));
        assertThat(of(pod())).isCloseTo(OF_ONE_NUMBER, within(1e-6));
    }

    @Test
    void aSummaryIsDear() {
        assertThat(of(go().typed("host_total", "summary"))).isCloseTo(OF_A_SUMMARY, within(1e-6));
    }

    @Test
    void aSummaryOfAnotherRuntimeIsMostlyTwoNumbers() {
        assertThat(of(pod().typed("host_total", "summary").typed("jvm_memory_used_bytes", "gauge")))
                .isCloseTo(OF_ONE_NUMBER, within(1e-6));
    }

    @Test
    void summariesOfAnotherLabelDoNotCount() {
        assertThat(of(go().typed("path_total", "summary"))).isCloseTo(OF_ONE_NUMBER, within(1e-6));
    }

    @Test
    void aLabelInBothHasTheGeometricMeanByItsBirths() {
        // The two labels always come together and so are one group: as many births in a counter as in a summary.
        Pod pod = new Pod("shop-0", 1, 24)
                .taking("host", 3, even())
                .taking("peer", 3, even())
                .typed("host_total", "summary")
                .typed("go_goroutines", "gauge");
        Candidates candidates = Pod.candidates(pod);
        Group both = candidates.found().get(0).group();
        assertThat(both.labels()).containsExactly("host", "peer");
        double price =
                UsualPrice.of(Pod.replicas(pod), candidates.groups(), both).bytes();
        assertThat(price).isCloseTo(Math.sqrt(OF_ONE_NUMBER * OF_A_SUMMARY), within(1.0));
    }

    @Test
    void aGroupWithoutBirthsIsTakenForOneOfNumbers() {
        Pod pod = go().typed("host_total", "summary");
        assertThat(UsualPrice.of(Pod.replicas(pod), Pod.candidates(pod).groups(), new Group(List.of("zone"), 0))
                        .bytes())
                .isCloseTo(OF_ONE_NUMBER, within(1e-6));
    }

    @Test
    void aUsualPriceSpeaksForSeriesAndAnUnusualOneAgainstThem() {
        UsualPrice usual = UsualPrice.ONE_NUMBER;
        assertThat(usual.speaksFor(OF_ONE_NUMBER)).isCloseTo(0.96, within(0.01));
        assertThat(usual.speaksFor(3 * OF_ONE_NUMBER)).isPositive().isLessThan(usual.speaksFor(2 * OF_ONE_NUMBER));
        assertThat(usual.speaksFor(OF_ONE_NUMBER / 3)).isCloseTo(usual.speaksFor(3 * OF_ONE_NUMBER), within(1e-9));
        assertThat(usual.speaksFor(5 * OF_ONE_NUMBER)).isNegative();
        assertThat(usual.speaksFor(0)).isLessThan(-15);
        assertThat(new UsualPrice(OF_A_SUMMARY).speaksFor(OF_A_SUMMARY)).isEqualTo(usual.speaksFor(OF_ONE_NUMBER));
    }

    @Test
    void aPriceThatClientsHardlyUndercutLeavesNoRoomForAnotherCause() {
        UsualPrice usual = UsualPrice.ONE_NUMBER;
        assertThat(usual.leavesNoRoom(1)).isCloseTo(Math.log(16), within(0.01));
        assertThat(usual.leavesNoRoom(OF_ONE_NUMBER / 3))
                .isLessThan(usual.leavesNoRoom(1))
                .isGreaterThan(usual.leavesNoRoom(OF_ONE_NUMBER));
        // Half of twice the usual is undercut by every other client.
        assertThat(usual.leavesNoRoom(2 * OF_ONE_NUMBER)).isCloseTo(-Math.log(1 / 16.0 + 15 / 32.0), within(1e-9));
        assertThat(usual.leavesNoRoom(1e9)).isCloseTo(0, within(1e-9));
    }

    private static double of(Pod pod) {
        Candidates candidates = Pod.candidates(pod);
        Group host = candidates.found().stream()
                .map(Candidates.Candidate::group)
                .filter(group -> group.labels().contains("host"))
                .findFirst()
                .orElseThrow();
        return UsualPrice.of(Pod.replicas(pod), candidates.groups(), host).bytes();
    }

    private static Pod go() {
        return pod().typed("go_goroutines", "gauge");
    }

    private static Pod pod() {
        return new Pod("shop-0", 1, 24).taking("host", 3, even()).taking("path", 2, Pod.bursts(5, 2, 24));
    }

    private static Pod.Moments even() {
        int[] values = new int[24];
        Arrays.fill(values, 2);
        return Pod.hourly(values);
    }
}
