package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.Evidences.BARE;
import static dev.culprit.analysis.verdict.Evidences.FULL;
import static dev.culprit.analysis.verdict.Evidences.among;
import static dev.culprit.analysis.verdict.Evidences.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.evidence.ReplicaContrast;
import dev.culprit.analysis.evidence.UsualPrice;
import org.junit.jupiter.api.Test;

/** What a price puts into the score, and what is said of it. */
final class PriceEvidenceTest {
    @Test
    void aPriceCountsByItsDistanceFromTheUsual() {
        // Sixteen times the dearest that is usual: two factors of four.
        assertThat(values(new PriceEvidence(), FULL).get(0)).isBetween(-2.001, -1.999);
        assertThat(values(new PriceEvidence(), BARE).get(0)).isCloseTo(0.0, within(1e-12));
        // What is dear for a number is usual for a summary.
        CandidateEvidence summary = new CandidateEvidence(
                FULL.association(),
                FULL.environments(),
                null,
                null,
                new UsualPrice(FULL.association().price().alone() / 17),
                false);
        assertThat(values(new PriceEvidence(), summary).get(0)).isCloseTo(0.0, within(1e-12));
    }

    @Test
    void aUsualPriceSpeaksForALabelAndAnUnusualOneIsNotWeighedTwice() {
        double alone = BARE.association().price().alone();
        assertThat(values(new PriceEvidence(), usually(alone)).get(1))
                .isEqualTo(UsualPrice.ONE_NUMBER.speaksFor(UsualPrice.ONE_NUMBER.bytes()));
        assertThat(values(new PriceEvidence(), usually(2 * alone)).get(1))
                .isPositive()
                .isLessThan(values(new PriceEvidence(), usually(alone)).get(1));
        assertThat(values(new PriceEvidence(), usually(8 * alone)).get(1)).isZero();
    }

    @Test
    void aPriceThatIsTooHighForHalfOfTheGrowthSpeaksAgainstALabel() {
        double alone = BARE.association().price().alone();
        // Five times the usual may be a label that carries half of the growth.
        assertThat(values(new PriceEvidence(), usually(alone / 5)).get(1)).isZero();
        assertThat(values(new PriceEvidence(), usually(alone / 16)).get(1))
                .isEqualTo(new UsualPrice(alone / 16).speaksFor(alone / 2))
                .isNegative();
    }

    @Test
    void seriesThatAreSurelyKeptLeaveLittleRoomForAnotherCause() {
        double alone = BARE.association().price().alone();
        UsualPrice usual = new UsualPrice(2 * alone);
        CandidateEvidence kept =
                new CandidateEvidence(BARE.association(), BARE.environments(), null, null, usual, true);
        assertThat(values(new PriceEvidence(), kept).get(1))
                .isEqualTo(usual.speaksFor(alone) + usual.leavesNoRoom(alone))
                .isGreaterThan(values(new PriceEvidence(), usually(2 * alone)).get(1) + 1);
    }

    @Test
    void whatSpeaksAgainstALabelIsNotCalledPlausible() {
        double alone = BARE.association().price().alone();
        assertThat(price(usually(alone / 5))).contains("is plausible;");
        assertThat(price(usually(alone / 10))).contains("is more than is usual;");
        assertThat(new PriceEvidence().features().get(1).reason().apply(usually(alone / 10)))
                .isEqualTo(
                        "at 1.1 kB a series it would be dear even as half of the growth, beside the 110 bytes that are"
                                + " usual");
        assertThat(new PriceEvidence().features().get(1).reason().apply(usually(alone / 5)))
                .isNull();
        // Replicas that tell are asked themselves.
        CandidateEvidence telling = new CandidateEvidence(
                among(new ReplicaContrast(500, 1, 2)).association(),
                BARE.environments(),
                null,
                null,
                new UsualPrice(alone / 10),
                false);
        assertThat(new PriceEvidence().features().get(1).reason().apply(telling))
                .isNull();
        assertThat(price(telling)).contains("is plausible;");
    }

    private static String price(CandidateEvidence evidence) {
        return new PriceEvidence()
                .ofNamed(
                        new AssessedCandidate(evidence, 0.95, AssessedCandidate.DecidedBy.SCORE, Score.terms(evidence)),
                        Containers.LEAKING)
                .get(0)
                .text();
    }

    private static CandidateEvidence usually(double bytes) {
        return new CandidateEvidence(BARE.association(), BARE.environments(), null, null, new UsualPrice(bytes), false);
    }
}
