package dev.culprit.analysis.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.NullScoreRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SwapNullTest {
    private static final double RATE = 0.05;
    private static final Participant GUILTY = Fleets.leaking(0, 2);
    private static final List<Participant> LENDERS = IntStream.rangeClosed(1, 24)
            .mapToObj(number -> Fleets.innocent(number, 2))
            .toList();
    private static final WorkloadAnalysis.Result RESULT = WorkloadAnalysis.of(GUILTY.histories(), Fleets.period());
    private static final Tested TESTED = RESULT.tested().get(0);
    private static final Finding FINDING = RESULT.findings().get(0).row();

    private static final SimulatedInnocents INNOCENTS = SimulatedInnocents.of(new double[] {-1, 0.2, 1.5, 2});

    private static FleetSample sample(List<Participant> lenders) {
        FleetSample sample = new FleetSample();
        sample.addTested(GUILTY);
        lenders.forEach(sample::addGrowing);
        return sample;
    }

    private static double[] scores(SwapNull.Plan plan) {
        return plan.pairs().stream()
                .map(pair -> SwapNull.score(pair, Fleets.period()))
                .mapToDouble(NullScoreRow::rank)
                .toArray();
    }

    @Test
    void aGuiltyLabelStandsOutFromForeignBirths() {
        assertThat(TESTED.named()).isTrue();
        assertThat(RESULT.growing()).extracting(Participant::container).containsExactly(GUILTY.container());
        SwapNull.Plan plan = SwapNull.plan(sample(LENDERS), "prod", List.of(TESTED), RATE);
        assertThat(plan.tooSmall()).isNull();
        assertThat(plan.pairs()).hasSize(LENDERS.size());
        FalseDiscoveries control =
                new FalseDiscoveries(List.of(TESTED), scores(plan), SimulatedInnocents.of(new double[100]), RATE);
        Finding judged = control.judged(FINDING);
        assertThat(judged.verdict()).isEqualTo(Verdict.LABEL);
        assertThat(judged.pValue()).isEqualTo(1.0 / 25);
        assertThat(judged.evidence())
                .extracting(Evidence::text)
                .contains(
                        "Of 24 pairs of climbing memory and births of unrelated workloads here, none scores as high, of 100"
                                + " simulated innocents none (p = 0.04).");
    }

    @Test
    void theSameFleetGivesTheSamePairsInAnyOrder() {
        List<Participant> shuffled = new ArrayList<>(LENDERS);
        Collections.shuffle(shuffled, new Random(3));
        FleetSample half = sample(shuffled.subList(0, 12));
        FleetSample other = new FleetSample();
        shuffled.subList(12, 24).forEach(other::addGrowing);
        assertThat(names(other.merge(half))).isEqualTo(names(sample(LENDERS)));
    }

    private static List<String> names(FleetSample sample) {
        return sample.pairs("prod")
                .map(pair -> pair.memory().container() + " " + pair.births().container())
                .toList();
    }

    @Test
    void noMoreIsKeptThanTheSampleHolds() {
        FleetSample sample = sample(LENDERS);
        IntStream.range(0, 2 * FleetSample.MOST_OF_A_KIND)
                .mapToObj(number -> new Participant(
                        new ReplicatedContainer("prod", "many-" + number, "shop", "proxy"),
                        LENDERS.get(0).histories()))
                .forEach(sample::addGrowing);
        assertThat(sample.lenders("prod")).isEqualTo(FleetSample.MOST_OF_A_KIND);
    }

    @Test
    void aSmallFleetHasNoNullAndSaysWhy() {
        SwapNull.Plan few = SwapNull.plan(sample(LENDERS.subList(0, 5)), "prod", List.of(TESTED), RATE);
        assertThat(few.pairs()).isEmpty();
        assertThat(few.tooSmall())
                .isEqualTo(
                        "memory climbs beside growing labels in 1 containers, and labels grow in 5 workloads of the 20"
                                + " that it takes");
        List<Tested> many = Collections.nCopies(3, TESTED);
        List<Tested> oneNamed = new ArrayList<>(many);
        oneNamed.replaceAll(each -> new Tested(each.container(), each.score(), false, each.suspects()));
        oneNamed.set(0, TESTED);
        assertThat(SwapNull.plan(sample(LENDERS), "prod", oneNamed, RATE).tooSmall())
                .isEqualTo("24 pairs of memory and unrelated births are made at most, and with 1 labels named in 3"
                        + " climbing containers it takes 59");
        assertThat(SwapNull.plan(sample(LENDERS), "test", List.of(), RATE).tooSmall())
                .isNotNull();
    }

    @Test
    void whatChanceDoesAsWellIsSuspectedAndNotNamed() {
        double[] scores = new double[40];
        scores[3] = TESTED.score() + 1;
        scores[4] = TESTED.score();
        FalseDiscoveries control = new FalseDiscoveries(List.of(TESTED), scores, INNOCENTS, RATE);
        assertThat(control.withholds(FINDING.container())).isTrue();
        Finding judged = control.judged(FINDING);
        assertThat(judged.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(judged.culprits()).isEmpty();
        assertThat(judged.refutedBy()).isEmpty();
        assertThat(judged.pValue()).isEqualTo(3.0 / 41);
        assertThat(judged.suspects()).isNotEmpty().isEqualTo(TESTED.suspects());
        assertThat(judged.suspects().get(0).labels()).containsExactly("tenant");
        assertThat(judged.missing().get(0))
                .isEqualTo(
                        "what sets it apart from chance: 2 of 40 pairs of climbing memory and unrelated births, and 0 of 4"
                                + " simulated innocents, score as high as tenant (p = 0.07), and among 1 climbing containers that is"
                                + " too many for at most 5 % false names");
    }

    @Test
    void whatAHiddenCauseDoesAsWellIsSuspectedAndNotNamed() {
        double[] simulated = new double[99];
        simulated[0] = TESTED.score() + 1;
        double[] pairs = new double[999];
        FalseDiscoveries few = new FalseDiscoveries(List.of(TESTED), pairs, SimulatedInnocents.of(simulated), RATE);
        assertThat(few.withholds(FINDING.container())).isFalse();
        assertThat(few.judged(FINDING).pValue()).isEqualTo(0.02);
        Arrays.fill(simulated, 0, 9, TESTED.score() + 1);
        FalseDiscoveries many = new FalseDiscoveries(List.of(TESTED), pairs, SimulatedInnocents.of(simulated), RATE);
        assertThat(many.withholds(FINDING.container())).isTrue();
        assertThat(many.judged(FINDING).missing().get(0))
                .isEqualTo(
                        "what sets it apart from chance: none of 999 pairs of climbing memory and unrelated births, and 9 of 99 simulated"
                                + " innocents, score as high as tenant (p = 0.10), and among 1 climbing containers that is too many for"
                                + " at most 5 % false names");
    }

    @Test
    void whoWasNotTestedStaysAsItIs() {
        FalseDiscoveries control = new FalseDiscoveries(List.of(), new double[30], RATE);
        assertThat(control.judged(FINDING)).isEqualTo(FINDING);
        assertThat(control.withholds(FINDING.container())).isFalse();
    }
}
