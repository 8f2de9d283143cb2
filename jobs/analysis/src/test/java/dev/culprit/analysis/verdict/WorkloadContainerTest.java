package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.Containers.HOURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.model.finding.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WorkloadContainerTest {
    @Test
    void replicasAreRepetitionsOfOneExperiment() {
        assertThat(Containers.COSTLY.replicas()).hasSize(2);
        assertThat(Containers.COSTLY.lifetimes()).isEqualTo(6);
        assertThat(Containers.COSTLY.ledgers()).hasSize(6);
        assertThat(Containers.COSTLY.environment()).isEqualTo("prod");
        assertThat(Containers.COSTLY.growth().shape()).isEqualTo(Shape.LEAK);
    }

    @Test
    void replicasInAnyOrderAreTheSame() {
        Pod one = Containers.plain("shop-0", 1, 6e5);
        Pod other = Containers.plain("shop-1", 2, 6e5);
        WorkloadContainer turned = Containers.of(other, one);
        assertThat(turned.identity()).isEqualTo(Containers.LEAKING.identity());
        assertThat(turned.growth().slope())
                .isEqualTo(Containers.LEAKING.growth().slope());
    }

    @Test
    void birthsAreCountedByTheHourAndReplica() {
        double perHour = Containers.COSTLY.birthsPerHour(List.of("host"));
        assertThat(perHour).isEqualTo(Containers.COSTLY.birthsPerHour());
        assertThat(perHour).isBetween(100.0, 250.0);
        assertThat(Containers.COSTLY.birthsPerHour(List.of("zone"))).isZero();
    }

    @Test
    void withoutScrapesBirthsAreUnknown() {
        WorkloadContainer unscraped =
                Containers.of(Containers.plain("shop-0", 1, 0).unscraped());
        assertThat(unscraped.birthsPerHour(List.of("host"))).isNaN();
        assertThat(unscraped.scraped()).isFalse();
        assertThat(unscraped.birthsKnown()).isFalse();
        assertThat(unscraped.measured()).isTrue();
    }

    @Test
    void theLimitIsReachedFromTheLastLevel() {
        // 1 GB is the limit, and the last level some 44 MB.
        assertThat(Containers.LEAKING.hoursToLimit(1e6)).isCloseTo(956, within(2.0));
        assertThat(Containers.LEAKING.hoursToLimit(0)).isNull();
    }

    @Test
    void aLabelThatGrowsWhateverMemoryDoesIsToldOf() {
        assertThat(Containers.FREE.growing())
                .extracting(candidate -> candidate.group().labels())
                .containsExactly(List.of("host"));
        assertThat(Containers.QUIET.growing()).isEmpty();
    }

    @Test
    void memoryThatStandsIsHeldAgainstNoLabel() {
        assertThat(Containers.FREE.candidates().found()).hasSize(1);
        assertThat(Containers.FREE.associations()).isEmpty();
        assertThat(Containers.COSTLY.associations()).hasSize(1);
    }

    @Test
    void whatAFixHasEndedIsJudgedOnTheTimeBeforeIt() {
        WorkloadContainer mended = Containers.of(mended("shop-0", 1), mended("shop-1", 2));
        assertThat(mended.changes()).hasSize(1);
        assertThat(mended.whole().lifetimes()).hasSize(12);
        assertThat(mended.panel().lifetimes()).hasSize(6);
        assertThat(mended.growth().shape()).isEqualTo(Shape.LEAK);
    }

    @Test
    void growthThatIsNotRetainedIsHardlyALeak() {
        WorkloadContainer heap =
                Containers.of(Containers.plain("shop-0", 1, 6e5).saying((life, hour) -> 10e6));
        assertThat(heap.inside()).isNotNull();
        assertThat(heap.growth().leak()).isLessThan(0.5);
        assertThat(heap.growth().shape()).isEqualTo(Shape.PLATEAU);
    }

    /** Values and their cost end with the third of six days. */
    private static Pod mended(String name, long seed) {
        Pod.Path noise = Pod.noise(seed, 0.8, 5e4);
        Pod.Moments moments = Pod.until(3, 0, Pod.bursts(seed, 6, HOURS));
        Pod pod = new Pod(name, 6, HOURS).taking("host", 20, moments);
        return pod.using((life, hour) -> 30e6 + Containers.PRICE * pod.born("host", life, hour) + noise.at(life, hour));
    }
}
