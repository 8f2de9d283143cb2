package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.DoseResponse;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.evidence.NegativeControl;
import dev.culprit.analysis.evidence.ReplicaContrast;
import dev.culprit.analysis.evidence.UsualPrice;
import dev.culprit.analysis.statistics.Logistic;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Evidence that is half good, and what one number more or less in it does to the probability. */
final class ScoreTest {
    private static final double PRICE = 1000;
    private static final double T = 4;
    private static final Association.Price PLAIN = new Association.Price(PRICE, 800, 1200, PRICE, 2e6);
    private static final Association.Share HALF = new Association.Share(0.5, 0.3, 0.5, 0.5, 0.6);
    private static final ReplicaContrast REPLICAS = new ReplicaContrast(900, 2, 2);
    private static final NegativeControl NEGATIVE = new NegativeControl(1000, 4, 0, 0);
    private static final DoseResponse LIFETIMES = new DoseResponse(900, 2, 8);
    private static final EnvironmentContrast NOWHERE = new EnvironmentContrast(0, 0, 0, List.of());

    @Test
    void termsAddUpToTheProbability() {
        Association association = association(HALF, T, REPLICAS);
        double sum =
                Score.terms(new CandidateEvidence(association, NOWHERE, null, null, UsualPrice.ONE_NUMBER, false))
                        .stream()
                        .mapToDouble(AssessedCandidate.Term::logOdds)
                        .sum();
        assertThat(probability(association, NOWHERE)).isCloseTo(Logistic.probability(sum), within(1e-12));
    }

    @Test
    void everyKindOfEvidenceIsOneTerm() {
        assertThat(Score.terms(new CandidateEvidence(
                        association(HALF, T, REPLICAS), NOWHERE, null, null, UsualPrice.ONE_NUMBER, false)))
                .extracting(AssessedCandidate.Term::kind)
                .doesNotHaveDuplicates()
                .contains(
                        "share",
                        "association",
                        "environment-contrast",
                        "dose-response",
                        "pod-contrast",
                        "placebo",
                        "price");
    }

    @Test
    void aBiggerShareSpeaksForTheLabel() {
        rises(value -> association(new Association.Share(value, 0.3, value, 0.5, 0.6), T, REPLICAS), 0, 0.2, 0.6, 1);
        rises(value -> association(new Association.Share(0.7, value, 0.7, 0.5, 0.6), T, REPLICAS), 0, 0.2, 0.6);
        rises(value -> association(new Association.Share(0.5, 0.3, 0.5, value, 0.6), T, REPLICAS), 0, 0.5, 1);
        rises(value -> association(new Association.Share(0.5, 0.3, 0.5, 0.5, value), T, REPLICAS), 0, 0.5, 1);
    }

    @Test
    void surerAssociationSpeaksForTheLabel() {
        rises(value -> association(HALF, value, REPLICAS), -5, 0, 2, 10, 30);
    }

    /** Where replicas can be asked, nothing need be known of clients. */
    @Test
    void aPriceThatClientsKeepSpeaksForTheLabelOfASingleReplica() {
        Association alone = association(HALF, 0, null);
        double price = alone.price().alone();
        assertThat(probability(alone, NOWHERE, new UsualPrice(price)))
                .isGreaterThan(probability(alone, NOWHERE, new UsualPrice(3 * price)));
        assertThat(probability(alone, NOWHERE, new UsualPrice(3 * price)))
                .isGreaterThan(probability(alone, NOWHERE, new UsualPrice(8 * price)));
        Association compared = association(HALF, 0, REPLICAS);
        assertThat(probability(compared, NOWHERE, new UsualPrice(price)))
                .isEqualTo(probability(compared, NOWHERE, new UsualPrice(8 * price)));
    }

    @Test
    void surerContrastOfReplicasSpeaksForTheLabel() {
        rises(value -> association(HALF, 0, new ReplicaContrast(300 * value, value, 2)), -5, -1, 2, 10, 30);
    }

    /** Of a standard error of 900 bytes, a price of 1,000 hardly stands out. */
    @Test
    void whatReplicasHintAtSpeaksForTheLabelAndIsNoSurerThanOneReplica() {
        rises(value -> association(HALF, 0, new ReplicaContrast(900 * value, value, 2)), -5, -1, 1);
        Association.Share all = new Association.Share(1, 1, 1, 1, 1);
        Association hinted = association(all, 100, new ReplicaContrast(900, 1, 2));
        assertThat(probability(hinted, NOWHERE)).isEqualTo(Score.MOST_WITHOUT_CONTRAST);
        assertThat(probability(association(all, 100, new ReplicaContrast(900, 3, 2)), NOWHERE))
                .isGreaterThan(Score.MOST_WITHOUT_CONTRAST);
    }

    @Test
    void pricesThatAgreeSpeakForTheLabel() {
        rises(value -> association(HALF, T, new ReplicaContrast(value, 20, 2)), -200, 100, 500, PRICE);
        falls(value -> association(HALF, T, new ReplicaContrast(value, 20, 2)), PRICE, 3000, 9000);
    }

    @Test
    void lifetimesThatAnswerToTheirBirthsSpeakForTheLabel() {
        rises(value -> withControls(REPLICAS, NEGATIVE, new DoseResponse(900, value, 8)), -5, 0, 2, 10);
    }

    @Test
    void othersBirthsThatTellAsMuchSpeakAgainstTheLabel() {
        falls(value -> withControls(REPLICAS, new NegativeControl(1000, 4, 500, value), LIFETIMES), 0, 2, 10);
    }

    @Test
    void otherEnvironmentsSpeakForAndAgainstTheLabel() {
        Association association = association(HALF, T, REPLICAS);
        double nothing = probability(association, NOWHERE);
        assertThat(probability(association, new EnvironmentContrast(3, 0, 0, List.of())))
                .isLessThan(nothing);
        assertThat(probability(association, new EnvironmentContrast(0, 0, 0.7, List.of())))
                .isLessThan(nothing);
        assertThat(probability(association, new EnvironmentContrast(0, 1, 0, List.of())))
                .isGreaterThan(nothing);
    }

    @Test
    void pricesThatNoClientHasSpeakAgainstTheLabel() {
        falls(ScoreTest::priced, 1000, 16_000, 60_000);
        falls(ScoreTest::priced, 40, 10, 3);
    }

    @Test
    void withoutReplicasNoLabelIsSurerThanNineteenInTwenty() {
        Association sure = association(new Association.Share(1, 1, 1, 1, 1), 100, null);
        assertThat(probability(sure, new EnvironmentContrast(0, 2, 0, List.of())))
                .isEqualTo(0.95);
    }

    @Test
    void nothingIsSurerThanNinetyNineInAHundred() {
        Association sure = association(new Association.Share(1, 1, 1, 1, 1), 100, new ReplicaContrast(PRICE, 100, 4));
        assertThat(probability(sure, new EnvironmentContrast(0, 2, 0, List.of())))
                .isEqualTo(0.99);
    }

    @Test
    void theSurerALeakTheLessItStands() {
        assertThat(Score.standing(0.01)).isGreaterThan(Score.standing(0.3));
        assertThat(Score.standing(0.3)).isGreaterThan(Score.standing(0.9));
        assertThat(Score.standing(1e-9)).isEqualTo(0.99);
    }

    @Test
    void theLikelierALabelTheLessSurelyThereIsNone() {
        assertThat(Score.withoutLabel(0.98, 0)).isCloseTo(0.98, within(1e-12));
        assertThat(Score.withoutLabel(0.98, 0.3)).isLessThan(0.98);
        assertThat(Score.withoutLabel(1, 0)).isEqualTo(0.99);
    }

    private static void rises(DoubleFunction<Association> of, double... values) {
        for (int i = 1; i < values.length; i++) {
            assertThat(probability(of.apply(values[i]), NOWHERE))
                    .as("at %s against %s", values[i], values[i - 1])
                    .isGreaterThan(probability(of.apply(values[i - 1]), NOWHERE));
        }
    }

    private static void falls(DoubleFunction<Association> of, double... values) {
        for (int i = 1; i < values.length; i++) {
            assertThat(probability(of.apply(values[i]), NOWHERE))
                    .as("at %s against %s", values[i], values[i - 1])
                    .isLessThan(probability(of.apply(values[i - 1]), NOWHERE));
        }
    }

    private static double probability(Association association, EnvironmentContrast environments) {
        return probability(association, environments, UsualPrice.ONE_NUMBER);
    }

    private static double probability(Association association, EnvironmentContrast environments, UsualPrice usual) {
        CandidateEvidence evidence = new CandidateEvidence(association, environments, null, null, usual, false);
        return Score.probability(evidence, Score.terms(evidence));
    }

    private static Association priced(double alone) {
        return association(
                new Association.Price(PRICE, 800, 1200, alone, 2e6),
                HALF,
                T,
                new Association.Controls(REPLICAS, NEGATIVE, LIFETIMES));
    }

    private static Association association(Association.Share share, double t, @Nullable ReplicaContrast replicas) {
        NegativeControl negative = replicas == null ? null : NEGATIVE;
        return association(PLAIN, share, t, new Association.Controls(replicas, negative, LIFETIMES));
    }

    private static Association withControls(
            ReplicaContrast replicas, NegativeControl negative, DoseResponse lifetimes) {
        return association(PLAIN, HALF, T, new Association.Controls(replicas, negative, lifetimes));
    }

    private static Association association(
            Association.Price price, Association.Share share, double t, Association.Controls controls) {
        Candidate host = new Candidate(new Group(List.of("host"), 2000), 2000, 100, 0.33, 24, 12);
        return new Association(host, price, share, t, controls, false, 8, 0.5);
    }
}
