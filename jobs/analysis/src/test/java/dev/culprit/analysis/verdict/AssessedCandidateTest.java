package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.Evidences.BARE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.verdict.AssessedCandidate.DecidedBy;
import org.junit.jupiter.api.Test;

/** How high a candidate stands among strangers. */
final class AssessedCandidateTest {
    /** A stranger's series cost nothing in the memory that they are held against. */
    @Test
    void thatSeriesAreKeptIsNoPartOfTheScore() {
        CandidateEvidence kept = new CandidateEvidence(
                BARE.association(), BARE.environments(), BARE.change(), BARE.objects(), BARE.usual(), true);
        double score = of(BARE, 0.01, DecidedBy.SCORE).score();
        assertThat(Score.probability(kept, Score.terms(kept)))
                .isGreaterThan(Score.probability(BARE, Score.terms(BARE)));
        assertThat(of(kept, 0.95, DecidedBy.SCORE).score()).isEqualTo(score);
        assertThat(of(kept, 0.95, DecidedBy.ACCOUNT).score()).isEqualTo(score);
        assertThat(of(kept, 0, DecidedBy.COST).score()).isNegative().isInfinite();
    }

    private static AssessedCandidate of(CandidateEvidence evidence, double probability, DecidedBy by) {
        return new AssessedCandidate(evidence, probability, by, Score.terms(evidence));
    }
}
