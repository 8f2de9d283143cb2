package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Pod;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of memory, and whose it is. */
final class MemoryEvidenceTest {
    @Test
    void replicasThatClimbAreNamedBesideThoseThatStand() {
        WorkloadContainer one = Containers.of(
                Containers.costly("shop-0", 1), Containers.plain("shop-1", 2, 0), Containers.plain("shop-2", 3, 0));
        assertThat(ofContainer(new MemoryEvidence(), one).get(0).text())
                .startsWith("One replica climbs (shop-0) while 2 other replicas stand. Its memory grows to the end");
        WorkloadContainer two = Containers.of(
                Containers.plain("shop-0", 1, 6e5),
                Containers.plain("shop-1", 2, 6e5),
                Containers.plain("shop-2", 3, 0),
                Containers.plain("shop-3", 4, 0));
        assertThat(ofContainer(new MemoryEvidence(), two).get(0).text())
                .startsWith("2 replicas climb (shop-0, shop-1) while 2 other replicas stand. Their memory grows");
        WorkloadContainer half = Containers.of(Containers.plain("shop-0", 1, 6e5), Containers.plain("shop-1", 2, 0));
        assertThat(ofContainer(new MemoryEvidence(), half).get(0).text())
                .startsWith("One replica climbs (shop-0) while another stands. Its memory grows");
    }

    @Test
    void growthThatADeployEndedIsToldBesideWhatStands() {
        WorkloadContainer past = Containers.of(
                Containers.plain("shop-1", 2, 0).startingAfter(3 * Containers.HOURS),
                Containers.plain("shop-0", 1, 6e5));
        assertThat(ofContainer(new MemoryEvidence(), past).get(0).text())
                .startsWith("One replica climbed (shop-0), by ")
                .contains(" in 22 hours, until another took its place. Since then memory is flat: ");
        WorkloadContainer two = Containers.of(
                Containers.plain("shop-3", 2, 0).startingAfter(3 * Containers.HOURS),
                Containers.plain("shop-2", 3, 0).startingAfter(3 * Containers.HOURS),
                Containers.plain("shop-1", 1, 6e5),
                Containers.plain("shop-0", 4, 6e5));
        assertThat(ofContainer(new MemoryEvidence(), two).get(0).text())
                .startsWith("2 replicas climbed (shop-0, shop-1), by ")
                .contains(" in 22 hours, until 2 others took their place. Since then memory is flat: ");
    }

    @Test
    void theLifetimeThatRoseMostIsToldBesideATypicalOneThatIsFlat() {
        Pod.Path noise = Pod.noise(1, 0, 1e4);
        WorkloadContainer unit = Containers.of(
                Containers.plain("shop-0", 1, 0),
                Containers.plain("shop-1", 2, 0)
                        .using((life, hour) -> 30e6 + (life == 1 ? 2.5e5 * hour : 0) + noise.at(life, hour)));
        assertThat(ofContainer(new MemoryEvidence(), unit).get(0).text())
                .startsWith("Memory is flat: ")
                .containsPattern(" It rose most in a lifetime of shop-1: by 5\\.\\d MB\\.$");
        WorkloadContainer alike = Containers.of(Containers.plain("shop-0", 1, 0), Containers.plain("shop-1", 2, 0));
        assertThat(ofContainer(new MemoryEvidence(), alike).get(0).text())
                .startsWith("Memory is flat: ")
                .doesNotContain("rose most");
    }

    @Test
    void memoryIsToldOfEveryContainerThatIsMeasured() {
        assertThat(ofContainer(new MemoryEvidence(), Containers.LEAKING))
                .extracting(Evidence::text)
                .allMatch(text -> text.startsWith("Memory grows to the end of its lifetimes"))
                .hasSize(1);
        assertThat(ofContainer(
                        new MemoryEvidence(),
                        Containers.of(Containers.free("shop-0", 1).using(null))))
                .isEmpty();
    }

    private static List<Evidence> ofContainer(EvidenceKind kind, WorkloadContainer unit) {
        return kind.ofContainer(unit, Assessor.assess(unit, List.of()));
    }
}
