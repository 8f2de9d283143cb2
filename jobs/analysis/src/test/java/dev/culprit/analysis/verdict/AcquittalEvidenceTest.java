package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.DoseResponse;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.evidence.EnvironmentContrast.Births;
import dev.culprit.analysis.evidence.EnvironmentContrast.Elsewhere;
import dev.culprit.analysis.evidence.EnvironmentContrast.Role;
import dev.culprit.analysis.evidence.NegativeControl;
import dev.culprit.analysis.evidence.ReplicaContrast;
import dev.culprit.analysis.evidence.UsualPrice;
import dev.culprit.analysis.evidence.Witness;
import dev.culprit.analysis.verdict.AssessedCandidate.DecidedBy;
import dev.culprit.analysis.verdict.AssessedCandidate.Term;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A candidate that is guilty by all kinds of evidence but one is acquitted by that one. */
final class AcquittalEvidenceTest {
    private static final Association.Share ALL_OF_IT = new Association.Share(0.97, 0.9, 0.96, 1, 0.97);
    private static final ReplicaContrast SAME = new ReplicaContrast(1000, 25, 3);
    private static final NegativeControl NOTHING = new NegativeControl(1000, 20, 0, 0.1);
    private static final EnvironmentContrast NONE = new EnvironmentContrast(0, 0, 0, List.of());

    @Test
    void aSmallShareIsTheReason() {
        assertThat(reason(candidate(new Association.Share(0.2, 0, 0.1, 0, 0.3), SAME, NOTHING, NONE)))
                .contains("but it carries 20 % of the growth");
    }

    @Test
    void birthsThatTellNothingBetweenReplicasAreTheReason() {
        assertThat(reason(candidate(ALL_OF_IT, new ReplicaContrast(100, 0.4, 3), NOTHING, NONE)))
                .contains("but a replica's own births do not surely explain its own memory (t = 0.4 between replicas)");
    }

    @Test
    void birthsOfOtherReplicasThatTellAsMuchAreTheReason() {
        assertThat(reason(candidate(ALL_OF_IT, SAME, new NegativeControl(500, 9, 500, 8.5), NONE)))
                .contains(
                        "but births of the other replicas, which cost it nothing, go with a replica's memory too (t = 8.5");
    }

    @Test
    void growthElsewhereIsTheReasonByItsFigure() {
        assertThat(reason(candidate(ALL_OF_IT, SAME, NOTHING, new EnvironmentContrast(3.2, 0, 0, List.of()))))
                .contains(
                        "but another environment has its births and grows less than they should cost there (z = 3.2)");
        assertThat(reason(candidate(ALL_OF_IT, SAME, NOTHING, new EnvironmentContrast(0.1, 0, 0.9, List.of()))))
                .contains("but memory grows in another environment too");
    }

    @Test
    void whatDecidedBeforeTheScoreIsTheReason() {
        CandidateEvidence evidence = candidate(ALL_OF_IT, SAME, NOTHING, NONE);
        List<Term> terms = Score.terms(evidence);
        assertThat(text(new AssessedCandidate(evidence, 0, DecidedBy.COST, terms)))
                .contains("but at the fitted price it costs 2.4 MB a day, too little to matter: probability 0.00");
        EnvironmentContrast dev = new EnvironmentContrast(
                3.6,
                0,
                0,
                List.of(
                        new Elsewhere("test", Role.CONTROL, new Births(0, 0), 0, 0, 5e3),
                        new Elsewhere("stage", Role.REPETITION, new Births(900, 895), 9e6, 5e4, 0),
                        new Elsewhere("dev", Role.REPETITION, new Births(120, 0), 0.5e6, 0.5e6, -1e3)));
        assertThat(text(new AssessedCandidate(
                        candidate(ALL_OF_IT, SAME, NOTHING, dev), 0.2, DecidedBy.ENVIRONMENT, terms)))
                .contains("but dev has 120 new series an hour by it too, and memory grows there by ")
                .endsWith(" instead of 0.50 MB/h: probability 0.20.");
        assertThat(text(new AssessedCandidate(evidence, 0.5, DecidedBy.GONE, terms)))
                .contains("but its series are gone after ")
                .endsWith(" hours in the mean, and memory stays: what stays is hardly theirs: probability 0.50.");
        assertThat(text(new AssessedCandidate(evidence, 0.3, DecidedBy.TIME, terms)))
                .contains(
                        "but memory does not tell these births from time and traffic: they may be 97 % of the growth, at ")
                .endsWith(" each, or none of it: probability 0.30.");
        assertThat(text(new AssessedCandidate(evidence, 0.2, DecidedBy.RETAINED_MEMORY, terms)))
                .contains("but the container grows and what its processes retain does not: probability 0.20");
    }

    @Test
    void aPriceThatNoClientHasIsTheReason() {
        CandidateEvidence evidence = candidate(ALL_OF_IT, SAME, NOTHING, NONE);
        assertThat(text(new AssessedCandidate(evidence, 0.5, DecidedBy.PRICE, Score.terms(evidence))))
                .containsPattern(
                        "but at \\S+ \\S+ each \\(at least \\S+ \\S+\\) they would be dearer than any client's series of their kind:");
    }

    @Test
    void thatAnotherContainerShowsTheSeriesIsTheReason() {
        CandidateEvidence evidence = candidate(ALL_OF_IT, SAME, NOTHING, NONE);
        AssessedCandidate open = new AssessedCandidate(evidence, 0.5, DecidedBy.NEIGHBOUR, Score.terms(evidence));
        assertThat(new AcquittalEvidence()
                        .ofAcquitted(open, Containers.scrapedWithProxy(Containers.costly("shop-0", 1)))
                        .get(0)
                        .text())
                .contains(
                        "but its series are in the scrapes of proxy, and this container's memory does not surely follow them (t = ")
                .endsWith("): probability 0.50.");
    }

    @Test
    void seriesThatExpireAreTheReason() {
        CandidateEvidence evidence = candidate(ALL_OF_IT, SAME, NOTHING, NONE);
        assertThat(text(new AssessedCandidate(evidence, 0.2, DecidedBy.EXPIRY, Score.terms(evidence))))
                .contains("but its series expire after 12.0 hours in the mean, and memory goes with those that live");
    }

    @Test
    void theProgramsOwnObjectsAreTheReasonByTheirShare() {
        double half = 0.5 * Containers.LEAKING.growth().rise().bytes();
        CandidateEvidence bare = candidate(ALL_OF_IT, SAME, NOTHING, NONE);
        CandidateEvidence evidence = new CandidateEvidence(
                bare.association(),
                NONE,
                null,
                new Witness("cache_bytes", true, half, half),
                UsualPrice.ONE_NUMBER,
                false);
        AssessedCandidate candidate = new AssessedCandidate(evidence, 0.2, DecidedBy.OBJECTS, Score.terms(evidence));
        assertThat(text(candidate, Containers.LEAKING))
                .contains("but the program's own objects of this label take 50 % of the growth by cache_bytes");
    }

    @Test
    void whatElseRisesIsTheReasonByWhatItMayTake() {
        double rise = Containers.LEAKING.growth().rise().bytes();
        CandidateEvidence evidence = candidate(ALL_OF_IT, SAME, NOTHING, NONE);
        AssessedCandidate candidate =
                new AssessedCandidate(evidence, 0.5, DecidedBy.OTHER_HOLDINGS, Score.terms(evidence));
        assertThat(text(candidate, holding(0.4 * rise)))
                .contains("but go_goroutines rises too, and may be 40 % of the growth");
        // No more than all of it.
        assertThat(text(candidate, holding(3 * rise))).contains("and may be 100 % of the growth");
    }

    @Test
    void replicasThatTakeAsManyValuesAndStandAreTheReason() {
        CandidateEvidence evidence = candidate(ALL_OF_IT, SAME, NOTHING, NONE);
        assertThat(text(new AssessedCandidate(evidence, 0.2, DecidedBy.STANDING_REPLICAS, Score.terms(evidence))))
                .contains("but replicas whose memory stands have its births too");
    }

    private static WorkloadContainer holding(double bytes) {
        return Containers.asking(
                Containers.LEAKING,
                question -> new Question(
                        question.panel(),
                        question.growth(),
                        null,
                        null,
                        null,
                        new Witness("go_goroutines", false, 300, bytes)));
    }

    private static CandidateEvidence candidate(
            Association.Share share,
            ReplicaContrast replicas,
            NegativeControl negative,
            EnvironmentContrast elsewhere) {
        return new CandidateEvidence(
                new Association(
                        new Candidate(new Group(List.of("host"), 2400), 2400, 100, 0.3, 24, 12),
                        new Association.Price(1000, 900, 1100, 1000, 2.4e6),
                        share,
                        28,
                        new Association.Controls(replicas, negative, new DoseResponse(1000, 20, 9)),
                        false,
                        9,
                        0.5),
                elsewhere,
                null,
                null,
                UsualPrice.ONE_NUMBER,
                false);
    }

    private static String reason(CandidateEvidence evidence) {
        return text(new AssessedCandidate(evidence, 0.5, DecidedBy.SCORE, Score.terms(evidence)));
    }

    private static String text(AssessedCandidate candidate) {
        return text(candidate, null);
    }

    private static String text(AssessedCandidate candidate, @Nullable WorkloadContainer unit) {
        return new AcquittalEvidence().ofAcquitted(candidate, unit).get(0).text();
    }
}
