package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.Evidences.BARE;
import static dev.culprit.analysis.verdict.Evidences.FULL;
import static dev.culprit.analysis.verdict.Evidences.HOST;
import static dev.culprit.analysis.verdict.Evidences.among;
import static dev.culprit.analysis.verdict.Evidences.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.evidence.BirthsAccount;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.evidence.EnvironmentContrast.Births;
import dev.culprit.analysis.evidence.EnvironmentContrast.Elsewhere;
import dev.culprit.analysis.evidence.EnvironmentContrast.Role;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.evidence.ReplicaContrast;
import dev.culprit.analysis.evidence.UsualPrice;
import dev.culprit.analysis.evidence.Witness;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each kind puts into the score, and what it says. */
final class KindsOfEvidenceTest {

    @Test
    void theShareCountsByMedianLowHeaviestAndExplained() {
        assertThat(values(new ShareEvidence(), FULL)).containsExactly(0.6, 0.4, 0.9, 1.0);
    }

    @Test
    void aTCountsByItsLogarithm() {
        assertThat(values(new AssociationEvidence(), FULL)).containsExactly(1.0);
        assertThat(values(new AssociationEvidence(), BARE)).containsExactly(0.0);
    }

    @Test
    void replicasCountByTAndByTheirAgreementOnThePrice() {
        assertThat(values(new ReplicaEvidence(), FULL)).containsExactly(0.0, 0.5, 0.0);
        assertThat(values(new ReplicaEvidence(), BARE)).containsExactly(0.0, 0.0, 0.0);
        assertThat(values(new ReplicaEvidence(), among(new ReplicaContrast(1000, Math.E - 1, 2)))
                        .get(0))
                .isEqualTo(1.0);
    }

    /** Of 500 bytes a series' price of 1,100 is 2.2 standard errors, of 1,000 it is 1.1. */
    @Test
    void replicasThatHardlyTellAreAsGoodAsOne() {
        CandidateEvidence telling = among(new ReplicaContrast(500, 1, 2));
        assertThat(telling.comparesReplicas()).isTrue();
        assertThat(values(new ReplicaEvidence(), telling).get(2)).isZero();
        CandidateEvidence silent = among(new ReplicaContrast(1000, 1, 2));
        assertThat(silent.comparesReplicas()).isFalse();
        assertThat(values(new ReplicaEvidence(), silent).get(2)).isCloseTo(1.1 - 1.1 * 1.1 / 2, within(1e-12));
        CandidateEvidence against = among(new ReplicaContrast(-4000, -4, 2));
        assertThat(values(new ReplicaEvidence(), against).get(2)).isEqualTo(-3);
        assertThat(Score.probability(silent, Score.terms(silent)))
                .isGreaterThan(Score.probability(against, Score.terms(against)));
    }

    @Test
    void replicasThatHardlyTellAreToldSo() {
        CandidateEvidence silent = among(new ReplicaContrast(1000, 1, 2));
        assertThat(new ReplicaEvidence()
                        .ofNamed(
                                new AssessedCandidate(
                                        silent, 0.95, AssessedCandidate.DecidedBy.SCORE, Score.terms(silent)),
                                Containers.LEAKING)
                        .get(0)
                        .text())
                .endsWith(
                        "do not surely explain its own memory: 1.0 kB a series, t = 1.0, where 1.1 is to be expected: they"
                                + " hardly tell, and count as one.");
    }

    @Test
    void othersBirthsCountAgainst() {
        assertThat(values(new NegativeControlEvidence(), FULL)).containsExactly(-1.0);
        assertThat(values(new NegativeControlEvidence(), BARE)).containsExactly(0.0);
    }

    @Test
    void lifetimesCountByTAndAgreementAndBeingAbsent() {
        assertThat(values(new DoseResponseEvidence(), FULL)).containsExactly(-1.0, 0.5, 0.0);
        assertThat(values(new DoseResponseEvidence(), BARE)).containsExactly(0.0, 0.0, 1.0);
    }

    @Test
    void environmentsCountUpToABound() {
        assertThat(values(new EnvironmentEvidence(), FULL)).containsExactly(-4.0, 2.0, -0.25);
    }

    @Test
    void birthsElsewhereThatAreGoneAreToldBesideWhatAllWouldCost() {
        assertThat(elsewhere(new Births(79, 78), 1e3))
                .isEqualTo(
                        "In test these labels make 79 new series an hour too, of which 78 are gone before their process ends:"
                                + " 1.0 kB/h to 0.10 MB/h predicted, 0.3 kB/h measured.");
        assertThat(elsewhere(new Births(79, 1), 98e3))
                .isEqualTo(
                        "In test these labels make 79 new series an hour too: 0.10 MB/h predicted, 0.3 kB/h measured.");
    }

    private static String elsewhere(Births births, double kept) {
        CandidateEvidence evidence = new CandidateEvidence(
                BARE.association(),
                new EnvironmentContrast(
                        0, 0, 0, List.of(new Elsewhere("test", Role.REPETITION, births, 1e5, kept, 300))),
                null,
                null,
                UsualPrice.ONE_NUMBER,
                false);
        return new EnvironmentEvidence()
                .ofNamed(
                        new AssessedCandidate(evidence, 0.95, AssessedCandidate.DecidedBy.SCORE, Score.terms(evidence)),
                        Containers.LEAKING)
                .get(0)
                .text();
    }

    @Test
    void theKindsThatOnlyExplainCountNothing() {
        for (EvidenceKind kind : List.of(
                new BirthsEvidence(),
                new RetainedMemoryEvidence(),
                new AcquittalEvidence(),
                new OwnerEvidence(),
                new MemoryEvidence())) {
            assertThat(kind.features()).isEmpty();
        }
    }

    @Test
    void birthsAreToldOfALabelAndThatThereIsNone() {
        assertThat(new BirthsEvidence().ofCandidate(HOST))
                .extracting(Evidence::text)
                .allMatch(text -> text.startsWith("host took 100 new values in 24 hours"));
        assertThat(ofContainer(new BirthsEvidence(), Containers.QUIET))
                .extracting(Evidence::text)
                .containsExactly("No label takes new values: 0.0 new series an hour after the first hour.");
        assertThat(ofContainer(new BirthsEvidence(), Containers.COSTLY)).isEmpty();
    }

    @Test
    void birthsInThePlaceOfWhatGoesAreToldSo() {
        WorkloadContainer unit = Containers.of(Containers.free("shop-0", 1).expiring(1));
        assertThat(ofContainer(new BirthsEvidence(), unit))
                .singleElement()
                .satisfies(
                        evidence -> assertThat(evidence.text())
                                .startsWith("New values or combinations of host (")
                                .containsPattern(
                                        "after the first hour\\. Others go: what is exposed (grows|shrinks) by \\d+ series a day\\.$"));
    }

    @Test
    void birthsTooFewForACandidateAreToldWithTheirLabels() {
        // Nine values of two series in the 22.8 hours after the first, and three of another label.
        Pod few = Containers.plain("shop-0", 1, 0)
                .taking("host", 2, life -> new double[] {2.5, 4.5, 6.5, 8.5, 10.5, 12.5, 14.5, 16.5, 18.5})
                .taking("zone", 1, life -> new double[] {3.5, 9.5, 15.5});
        WorkloadContainer unit = Containers.of(few);
        assertThat(unit.growing()).isEmpty();
        assertThat(ofContainer(new BirthsEvidence(), unit))
                .extracting(Evidence::text)
                .containsExactly(
                        "New values or combinations of host (0.8), zone (0.1) make 0.9 new series an hour after"
                                + " the first hour.");
    }

    @Test
    void theAccountTellsWhatAllSeriesCanTake() {
        assertThat(ofContainer(new AccountEvidence(), Containers.COSTLY))
                .extracting(Evidence::text)
                .allMatch(text -> text.startsWith("In a lifetime, on average, "))
                .allMatch(text -> text.endsWith(" of the growth (up to 100 %), and the fit is better."))
                .hasSize(1);
        // Without any series there is nothing to compare.
        assertThat(ofContainer(new AccountEvidence(), Containers.LEAKING))
                .extracting(Evidence::text)
                .allMatch(text ->
                        text.startsWith("In a lifetime, on average, less than one series comes after the first hour"))
                .noneMatch(text -> text.contains("Fitted"))
                .hasSize(1);
        assertThat(ofContainer(new AccountEvidence(), Containers.QUIET)).isEmpty();
        // No price of nothing is told.
        WorkloadContainer free =
                asking(new BirthsAccount(List.of(), 500, 0, 0, 9, 4, 2e6, UsualPrice.ONE_NUMBER), null);
        assertThat(ofContainer(new AccountEvidence(), free).get(0).text())
                .endsWith("they cost nothing: memory does not follow them.");
        WorkloadContainer unsure =
                asking(new BirthsAccount(List.of(), 500, 0, 2000, 0, 0, 2e6, UsualPrice.ONE_NUMBER), null);
        assertThat(ofContainer(new AccountEvidence(), unsure).get(0).text())
                .endsWith(
                        "they cost nothing or up to 2.0 kB each, which would be 50 % of the growth; the fit is as good.");
        WorkloadContainer sure =
                asking(new BirthsAccount(List.of(), 500, 3000, 3500, -9, -4, 2e6, UsualPrice.ONE_NUMBER), null);
        assertThat(ofContainer(new AccountEvidence(), sure).get(0).text())
                .endsWith(
                        "at 3.0 kB each (up to 3.5 kB), they are 75 % of the growth (up to 88 %), and the fit is better.");
    }

    @Test
    void whatElseRisesIsToldWithWhatItMayTake() {
        double rise = Containers.LEAKING.growth().rise().bytes();
        Witness half = new Witness("go_goroutines", false, 300, 0.5 * rise);
        assertThat(ofContainer(new HoldingsEvidence(), asking(null, half))
                        .get(0)
                        .text())
                .startsWith("go_goroutines rises too, by 300 in a typical lifetime: at a typical ");
        Witness little = new Witness("go_goroutines", false, 3, 0.01 * rise);
        assertThat(ofContainer(new HoldingsEvidence(), asking(null, little))).isEmpty();
        assertThat(ofContainer(new HoldingsEvidence(), Containers.LEAKING)).isEmpty();
    }

    private static WorkloadContainer asking(@Nullable BirthsAccount births, @Nullable Witness things) {
        return Containers.asking(
                Containers.LEAKING,
                question -> new Question(question.panel(), question.growth(), null, null, births, things));
    }

    void theOwnerOfScrapesIsToldWhereItIsAnother() {
        assertThat(ofContainer(new OwnerEvidence(), Containers.COSTLY)).isEmpty();
    }

    @Test
    void whatIsRetainedIsToldWhereProcessesSayIt() {
        assertThat(ofContainer(new RetainedMemoryEvidence(), Containers.LEAKING))
                .isEmpty();
        WorkloadContainer heap =
                Containers.of(Containers.plain("shop-0", 1, 6e5).saying((life, hour) -> 10e6));
        assertThat(ofContainer(new RetainedMemoryEvidence(), heap))
                .singleElement()
                .satisfies(evidence -> assertThat(evidence.text())
                        // By as much as the evidence of memory says.
                        .contains("in a typical lifetime, the container by "
                                + Format.bytes(heap.growth().rise().bytes()))
                        .contains("grew by 0 bytes"));
    }

    @Test
    void anAcquittalSaysWhy() {
        AssessedCandidate cheap = new AssessedCandidate(FULL, 0, AssessedCandidate.DecidedBy.COST, Score.terms(FULL));
        assertThat(new AcquittalEvidence().ofAcquitted(cheap, Containers.FREE))
                .extracting(Evidence::text)
                .allMatch(text -> text.contains("too little to matter"));
        AssessedCandidate weighed =
                new AssessedCandidate(FULL, 0.2, AssessedCandidate.DecidedBy.SCORE, Score.terms(FULL));
        assertThat(new AcquittalEvidence().ofAcquitted(weighed, Containers.FREE))
                .extracting(Evidence::text)
                .allMatch(text -> text.endsWith("probability 0.20."));
    }

    @Test
    void aSlopeSpeaksFromTwoStandardErrorsOn() {
        assertThat(Stance.ofSlope(2.1)).isEqualTo(Stance.SUPPORTS);
        assertThat(Stance.ofSlope(1.9)).isEqualTo(Stance.SILENT);
        assertThat(Stance.ofSlope(-2.1)).isEqualTo(Stance.OPPOSES);
        assertThat(Stance.ofNegativeControl(2.1)).isEqualTo(Stance.OPPOSES);
        assertThat(Stance.ofNegativeControl(-2.1)).isEqualTo(Stance.SILENT);
    }

    private static List<Evidence> ofContainer(EvidenceKind kind, WorkloadContainer unit) {
        return kind.ofContainer(unit, Assessor.assess(unit, List.of()));
    }
}
