package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.Containers.HOURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.model.finding.Shape;
import dev.culprit.model.finding.Verdict;
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
        assertThat(turned.growth().slope().estimate())
                .isEqualTo(Containers.LEAKING.growth().slope().estimate());
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

    /** A rate of the hours that it was seen in: half of a short life is more than that. */
    @Test
    void whatIsExposedGrowsAsItIsBornHoweverShortTheLives() {
        assertThat(Containers.FREE.exposedPerDay() / (24 * Containers.FREE.birthsPerHour()))
                .isBetween(0.8, 1.25);
        WorkloadContainer brief = Containers.of(
                new Pod("shop-0", 24, 5).taking("host", 20, Pod.bursts(1, 6, 5)),
                new Pod("shop-1", 24, 5).taking("host", 20, Pod.bursts(2, 6, 5)));
        assertThat(brief.exposedPerDay() / (24 * brief.birthsPerHour())).isBetween(0.8, 1.25);
    }

    @Test
    void seriesThatTakeThePlaceOfThoseThatGoDoNotGrow() {
        WorkloadContainer unit = Containers.of(
                Containers.free("shop-0", 1).expiring(1),
                Containers.free("shop-1", 2).expiring(1));
        assertThat(unit.candidates().found())
                .extracting(candidate -> candidate.group().labels())
                .containsExactly(List.of("host"));
        assertThat(unit.growing()).isEmpty();
        assertThat(Assessor.assess(unit, List.of()).verdict()).isEqualTo(Verdict.STEADY);
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
        // Garbage fills the heap more and more, and what is retained stands.
        WorkloadContainer heap = Containers.of(
                Containers.plain("shop-0", 1, 6e5).saying((life, hour) -> 10e6 + 0.5e6 * hour * (hour % 1)));
        assertThat(heap.inside()).isNotNull();
        assertThat(heap.growth().leak()).isLessThan(0.5);
        assertThat(heap.growth().shape()).isEqualTo(Shape.PLATEAU);
    }

    /** Of an application server that keeps the classes of each application that it has dropped. */
    @Test
    void growthThatClassesTakeIsNoGarbage() {
        Pod filling = Containers.plain("shop-0", 1, 6e5).saying((life, hour) -> 10e6 + 0.5e6 * hour * (hour % 1));
        WorkloadContainer half = Containers.of(filling.holding("jvm_classes_loaded", (life, hour) -> 9000 + 45 * hour));
        assertThat(half.growth().shape()).isEqualTo(Shape.LEAK);
        assertThat(half.question().things().metric()).isEqualTo("jvm_classes_loaded");
        WorkloadContainer few = Containers.of(filling.holding("jvm_classes_loaded", (life, hour) -> 9000 + 20 * hour));
        assertThat(few.growth().shape()).isEqualTo(Shape.PLATEAU);
    }

    @Test
    void growthBeyondWhatTheHeapFillsIsALeak() {
        WorkloadContainer outside =
                Containers.of(Containers.plain("shop-0", 1, 6e5).saying((life, hour) -> 10e6));
        assertThat(outside.inside()).isNotNull();
        assertThat(outside.growth().shape()).isEqualTo(Shape.LEAK);
    }

    /** Of a deploy that ended it, whoever takes which values: the program's memory stands now. */
    @Test
    void aReplicaThatTookThePlaceOfOneThatClimbedIsTheQuestion() {
        WorkloadContainer unit = Containers.of(
                Containers.free("shop-1", 2).startingAfter(3 * Containers.HOURS), Containers.costly("shop-0", 1));
        assertThat(unit.question().climbing().climbing().names()).containsExactly("shop-0");
        assertThat(unit.growth().shape()).isEqualTo(Shape.FLAT);
        assertThat(unit.panel().lifetimes()).allMatch(lifetime -> lifetime.pod().equals("shop-1"));
        assertThat(Assessor.assess(unit, List.of()).verdict()).isEqualTo(Verdict.WATCH);
    }

    @Test
    void replicasThatClimbWhileOthersStandAreTheQuestion() {
        WorkloadContainer unit = Containers.of(
                Containers.costly("shop-0", 1), Containers.free("shop-1", 2), Containers.plain("shop-2", 3, 0));
        Question question = unit.question();
        assertThat(question.climbing().climbing().names()).containsExactly("shop-0");
        assertThat(question.climbing().standing().names()).containsExactly("shop-1", "shop-2");
        assertThat(question.panel().lifetimes()).hasSize(3);
        assertThat(unit.whole().lifetimes()).hasSize(9);
        assertThat(unit.growth().shape()).isEqualTo(Shape.LEAK);
        // Suspected are the births of the replica in question.
        assertThat(unit.candidates().found().get(0).births())
                .isEqualTo(Pod.candidates(Containers.costly("shop-0", 1))
                        .found()
                        .get(0)
                        .births());
        assertThat(Containers.COSTLY.question().climbing()).isNull();
    }

    @Test
    void birthsOfSomeReplicasAreCountedByTheirOwnHours() {
        List<String> host = List.of("host");
        WorkloadContainer unit = Containers.of(Containers.costly("shop-0", 1), Containers.plain("shop-1", 2, 0));
        assertThat(unit.births(host, List.of("shop-1")).perHour()).isZero();
        assertThat(unit.births(host, List.of("shop-0")).perHour())
                .isCloseTo(2 * unit.birthsPerHour(host), within(1e-6));
        assertThat(unit.births(host, List.of("shop-2")).perHour()).isNaN();
    }

    @Test
    void birthsAndOtherHoldingsAreAskedForWhereMemoryGrows() {
        Question leaking = Containers.of(
                        Containers.plain("shop-0", 1, 6e5).holding("go_goroutines", (life, hour) -> 30 * hour))
                .question();
        assertThat(leaking.births()).isNotNull();
        assertThat(leaking.things().metric()).isEqualTo("go_goroutines");
        assertThat(Containers.QUIET.question().births()).isNull();
        assertThat(Containers.of(Containers.plain("shop-0", 1, 0).holding("go_goroutines", (life, hour) -> 30 * hour))
                        .question()
                        .things())
                .isNull();
    }

    @Test
    void memoryThatGoesWithSeriesWhichAreReplacedFollowsThem() {
        MemoryGrowth growth = Containers.LEAKING.growth();
        assertThat(WorkloadContainer.followsExpiringSeries(associated(true, 0.6, 4), growth))
                .isTrue();
        // A lifetime of 22 hours, a quarter of which is 5.5.
        assertThat(WorkloadContainer.followsExpiringSeries(associated(true, 0.6, 7), growth))
                .isFalse();
        assertThat(WorkloadContainer.followsExpiringSeries(associated(true, 0.4, 4), growth))
                .isFalse();
        assertThat(WorkloadContainer.followsExpiringSeries(associated(false, 0.6, 4), growth))
                .isFalse();
    }

    @Test
    void growthWithSeriesThatExpireIsHardlyALeak() {
        WorkloadContainer unit = Containers.of(Containers.expiring("shop-0", 1), Containers.expiring("shop-1", 2));
        assertThat(unit.associations().get(0).freedOnExpiry()).isTrue();
        assertThat(unit.growth().leak()).isLessThanOrEqualTo(0.2);
        assertThat(unit.growth().shape()).isEqualTo(Shape.PLATEAU);
    }

    private static Association associated(boolean freedOnExpiry, double share, double hoursOfLife) {
        return new Association(
                new Candidate(new Group(List.of("host"), 2000), 2000, 100, 0.33, 24, hoursOfLife),
                new Association.Price(1000, 800, 1200, 1000, 2e6),
                new Association.Share(share, 0.4, share, 0.9, 1),
                8,
                new Association.Controls(null, null, null),
                freedOnExpiry,
                3,
                0.5);
    }

    /** Values and their cost end with the third of six days. */
    private static Pod mended(String name, long seed) {
        Pod.Path noise = Pod.noise(seed, 0.8, 5e4);
        Pod.Moments moments = Pod.until(3, 0, Pod.bursts(seed, 6, HOURS));
        Pod pod = new Pod(name, 6, HOURS).taking("host", 20, moments);
        return pod.using((life, hour) -> 30e6 + Containers.PRICE * pod.born("host", life, hour) + noise.at(life, hour));
    }
}
