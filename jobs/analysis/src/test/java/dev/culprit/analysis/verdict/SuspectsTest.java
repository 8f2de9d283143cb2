package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.evidence.BirthsAccount;
import dev.culprit.analysis.evidence.UsualPrice;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.finding.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is suspected where nobody is named. */
final class SuspectsTest {
    @Test
    void whoIsNamedIsNoSuspect() {
        assertThat(suspects(Containers.COSTLY, Verdict.LABEL, candidates(Containers.COSTLY, 0.97)))
                .isEmpty();
    }

    @Test
    void aCandidateThatWasWeighedHasItsPriceAndItsShare() {
        Suspect host = suspects(Containers.COSTLY, Verdict.INSUFFICIENT_DATA, candidates(Containers.COSTLY, 0.62))
                .get(0);
        assertThat(host.labels()).containsExactly("host");
        assertThat(host.probability()).isEqualTo(0.62);
        assertThat(host.weighed()).isTrue();
        assertThat(host.bytesPerSeries().estimate()).isBetween(0.8 * Containers.PRICE, 1.2 * Containers.PRICE);
        assertThat(host.share()).isGreaterThan(0.5);
        assertThat(host.seriesPerHour()).isPositive();
    }

    /** A heap that goes with births, in a container that climbs by another cause. */
    @Test
    void whoIsSuspectedForWhatTheHeapKeepsHasItsPrice() {
        Pod pod = Containers.plain("shop-0", 1, 6e5).taking("host", 20, Pod.bursts(1, 6, Containers.HOURS));
        WorkloadContainer unit =
                Containers.of(pod.saying((life, hour) -> 10e6 + Containers.PRICE * pod.born("host", life, hour)));
        Suspect host = suspects(unit, Verdict.INSUFFICIENT_DATA, candidates(unit, 0.62))
                .get(0);
        assertThat(host.bytesPerSeries().estimate()).isBetween(0.8 * Containers.PRICE, 1.2 * Containers.PRICE);
        Suspect unlikely =
                suspects(unit, Verdict.INSUFFICIENT_DATA, candidates(unit, 0.2)).get(0);
        assertThat(unlikely.bytesPerSeries().estimate()).isLessThan(0.2 * Containers.PRICE);
    }

    /** What the fit leaves it says nothing where births and time fit equally well; it is what its births would cost alone. */
    @Test
    void aCandidateThatIsNotToldFromTimeHasThePriceOfAllGrowth() {
        WorkloadContainer unit = Containers.asking(
                Containers.COSTLY,
                known -> new Question(
                        known.panel(),
                        known.growth(),
                        null,
                        null,
                        new BirthsAccount(
                                List.of(),
                                4000,
                                2000,
                                2600,
                                0,
                                0,
                                known.growth().rise().bytes(),
                                UsualPrice.ONE_NUMBER),
                        null));
        AssessedCandidate weighed =
                Assessor.assess(Containers.COSTLY, List.of()).candidates().get(0);
        Suspect host = suspects(unit, Verdict.INSUFFICIENT_DATA, List.of(weighed.leftOpen(0.3)))
                .get(0);
        double alone = weighed.association().price().alone();
        assertThat(host.probability()).isEqualTo(0.3);
        assertThat(host.share()).isEqualTo(weighed.association().share().explained());
        assertThat(host.bytesPerSeries().estimate()).isEqualTo(alone);
        assertThat(host.bytesPerSeries().low()).isEqualTo(alone - 600);
        assertThat(host.bytesPerSeries().high()).isEqualTo(alone + 600);
        assertThat(host.experiment()).isNull();
    }

    @Test
    void theThreeLikeliestAreKeptInTheirOrder() {
        List<Suspect> suspects =
                suspects(Containers.COSTLY, Verdict.NO_LABEL, candidates(Containers.COSTLY, 0.5, 0.4, 0.3, 0.2));
        assertThat(suspects).extracting(Suspect::probability).containsExactly(0.5, 0.4, 0.3);
    }

    @Test
    void anUnlikelyCandidateIsKeptWhereTheFitLeavesItAPart() {
        assertThat(suspects(Containers.COSTLY, Verdict.NO_LABEL, candidates(Containers.COSTLY, 0.0)))
                .hasSize(1);
    }

    @Test
    void whereNobodyCouldBeWeighedWhoGrowsIsASuspectOfTooLittleDataOnly() {
        WorkloadContainer unread = Containers.of(new Pod("shop-0", 3, 24).taking("host", 20, Pod.bursts(1, 6, 24)));
        List<Suspect> suspects = suspects(unread, Verdict.INSUFFICIENT_DATA, List.of());
        assertThat(suspects).hasSize(1);
        assertThat(suspects.get(0).labels()).containsExactly("host");
        assertThat(suspects.get(0).probability()).isZero();
        assertThat(suspects.get(0).weighed()).isFalse();
        assertThat(suspects(unread, Verdict.NO_LABEL, List.of())).isEmpty();
    }

    private static List<Suspect> suspects(WorkloadContainer unit, Verdict verdict, List<AssessedCandidate> candidates) {
        return Suspects.of(unit, new Assessment(verdict, 0, candidates, List.of(), List.of(), List.of()));
    }

    /** The container's candidate with these probabilities, whatever it deserves. */
    private static List<AssessedCandidate> candidates(WorkloadContainer unit, double... probabilities) {
        AssessedCandidate weighed =
                Assessor.assess(unit, List.of()).candidates().get(0);
        return IntStream.range(0, probabilities.length)
                .mapToObj(i -> new AssessedCandidate(
                        weighed.evidence(), probabilities[i], weighed.decidedBy(), weighed.terms()))
                .toList();
    }
}
